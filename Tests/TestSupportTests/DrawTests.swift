import TestSupport
import Testing

/// What the tests do not take in one run they take in another.
@Suite(.enabled(if: !Draw.takesAll, "nothing is drawn where all is taken"))
struct DrawTests {
  @Test(arguments: [(1, 1), (7, 3), (100, 6), (167, 12), (1601, 6)])
  func `Over as many commits as it takes, everything is drawn, and evenly`(count: Int, drawn: Int) {
    let all = Array(0..<count)
    var seen: Set<Int> = []
    let commits = (count + drawn - 1) / drawn
    for commit in 1000..<1000 + UInt64(commits) {
      let sample = Draw.sample(all, drawn, for: "numbers", seed: commit)
      #expect(sample.count == drawn && sample == sample.sorted() && Set(sample).count == drawn)
      seen.formUnion(sample)
    }
    #expect(seen == Set(all))
  }

  @Test func `A commit draws the same again, and for another purpose something else`() {
    let all = Array(0..<1000)
    #expect(Draw.sample(all, 9, for: "kills", seed: 5) == Draw.sample(all, 9, for: "kills", seed: 5))
    #expect(Draw.sample(all, 9, for: "kills", seed: 5) != Draw.sample(all, 9, for: "kills", seed: 6))
    #expect(Draw.sample(all, 9, for: "kills", seed: 5) != Draw.sample(all, 9, for: "faults", seed: 5))
  }
}
