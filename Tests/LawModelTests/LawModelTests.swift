import LawModel
import SystemCalls
import TestSupport
import Testing

/// The laws themselves, without files: the books agree with the tree whatever is killed, cancelled, late or moved by hand.
struct LawModelTests {
  private static let seed = Sys.variable("SLUICE_SEED").flatMap { UInt64($0) } ?? Sys.randomBits() >> 16

  @Test(.unlessHung)
  func `The books agree with the tree after each of 100,000 random runs`() {
    let start = Sys.monotonicSeconds
    let result = LawModel.run(100_000, from: Self.seed)
    print(
      "\(result.runs) runs, \(result.kills) kills, \(result.steps) events, \(result.broken) broken, "
        + "\(Int(Sys.monotonicSeconds - start)) s, SLUICE_SEED=\(Self.seed)")
    #expect(result.broken == 0, "\(result.first ?? "")")
    #expect(result.kills > 100_000)
  }

  @Test
  func `Where old words are finished instead of settled, the books break`() {
    let result = LawModel.run(20_000, from: Self.seed, settling: .finish)
    print("finishing: \(result.broken) of \(result.runs) broken, SLUICE_SEED=\(Self.seed)")
    #expect(result.broken > 100)
  }
}
