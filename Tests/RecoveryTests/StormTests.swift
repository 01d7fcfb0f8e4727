import Sweeping
import TestSupport
import Testing

/// Law 14 where a lease keeps nobody out; `make sweep` takes hundreds of rounds.
struct StormTests {
  @Test
  func `Every worker thrice at once without leases loses no document, doubles none and submits no batch twice`() throws
  {
    let storm = try Storm()
    let kinds = Storm.Kind.allCases.count
    // One round of each kind: a kind comes back after so many numbers.
    for first in Draw.sample(Array(0..<100), 1, for: "storms") {
      for number in first * kinds..<(first + 1) * kinds {
        let troubles = try storm.round(number)
        #expect(troubles.isEmpty)
      }
    }
  }
}
