import Hosts
import Testing
import Transfer

struct TryPolicyTests {
  @Test(arguments: FailureClass.allCases)
  func `Passing trouble is tried often, a refusal a little, a forbidden thing once`(kind: FailureClass) {
    var tries = 1
    let policy = TryPolicy()
    while case .again = policy.decision(kind, try: tries, spread: 0.5), tries < 100 { tries += 1 }
    let expected = [FailureClass.Treatment.deferred: 8, .doubtful: 2, .final: 1, .ours: 1]
    #expect(tries == expected[kind.treatment])
    #expect((policy.decision(kind, try: 100, spread: 0) == .stopPass) == (kind == .storage))
  }

  @Test func `Waiting doubles up to a cap, and is spread over its upper half`() {
    let backoff = Backoff(first: 60, most: 3600)
    #expect((1...9).map { backoff.seconds(after: $0, spread: 1) } == [60, 120, 240, 480, 960, 1920, 3600, 3600, 3600])
    #expect(backoff.seconds(after: 1, spread: 0) == 30)
    #expect(backoff.seconds(after: 3, spread: 0.5) == 180)
    #expect(backoff.seconds(after: .max, spread: 1) == 3600)
  }
}
