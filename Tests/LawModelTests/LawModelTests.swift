import LawModel
import SystemCalls
import TestSupport
import Testing

/// The laws themselves, without files: the books agree with the tree whatever is killed, cancelled, late or moved by hand.
struct LawModelTests {
  /// Each commit has runs of its own: their seeds are numbered on from one of 48 bits.
  private func first(for purpose: String) -> UInt64 {
    var generator = Draw.generator(for: purpose)
    return generator.next() >> 16
  }

  /// A second of processor time; 100,000 with `SLUICE_SWEEP=all`.
  @Test
  func `The books agree with the tree after each of 20,000 random runs`() {
    let count = Draw.takesAll ? 100_000 : 20_000
    let result = LawModel.run(count, from: first(for: "laws"))
    print(
      "\(result.runs) runs, \(result.kills) kills, \(result.steps) events, \(result.broken) broken, \(Draw.words)")
    #expect(result.broken == 0, "\(result.first ?? ""), \(Draw.words)")
    #expect(result.kills > count, "\(Draw.words)")
  }

  @Test
  func `Where old words are finished instead of settled, the books break`() {
    let result = LawModel.run(5000, from: first(for: "finishing"), settling: .finish)
    print("finishing: \(result.broken) of \(result.runs) broken, \(Draw.words)")
    #expect(result.broken > 25, "\(Draw.words)")
  }
}
