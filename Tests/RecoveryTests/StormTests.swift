import Sweeping
import TestSupport
import Testing

/// Law 14 where a lease keeps nobody out; `make sweep` takes hundreds of rounds.
@Suite(.serialized) struct StormTests {
  private static let storm = Result { try Storm() }

  @Test(arguments: Draw.sample(Array(0..<300), 1, for: "storms"))
  func `Every worker thrice at once without leases loses no document, doubles none and submits no batch twice`(
    round: Int
  ) throws {
    let troubles = try Self.storm.get().round(round)
    #expect(troubles.isEmpty)
  }
}
