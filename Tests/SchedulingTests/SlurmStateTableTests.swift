import Formats
import Testing

@testable import Scheduling

/// Every state has a decision.
struct SlurmStateTableTests {
  private static let here = SlurmStateTable.Surroundings(user: 1000, warning: 120, isQueued: false)

  @Test(arguments: SlurmState.allCases)
  func `Every state of Slurm's has a row that always holds`(state: SlurmState) {
    #expect(SlurmStateTable.rows.contains { $0.state == state && $0.condition == .always })
  }

  @Test(arguments: SlurmState.allCases.filter(\.isEnd))
  func `An end is an end, and nothing else is`(state: SlurmState) {
    let row = SlurmStateTable.row(for: SlurmFinding(state: state.rawValue), Self.here)
    #expect(![.waiting, .held, .running, .unknown].contains(row.becomes))
  }

  @Test(arguments: SlurmState.allCases.filter { !$0.isEnd })
  func `What is no end never ends a chunk`(state: SlurmState) {
    let row = SlurmStateTable.row(for: SlurmFinding(state: state.rawValue), Self.here)
    #expect([.waiting, .held, .running, .unknown].contains(row.becomes))
  }

  @Test(arguments: [
    ("COMPLETED", 0, 0, "", SlurmRow.Becomes.completed), ("FAILED", 1, 0, "", .failed),
    ("FAILED", 0, 9, "", .memoryLimit),
    ("FAILED", 137, 0, "", .memoryLimit), ("FAILED", 0, 11, "", .signalled), ("FAILED", 3, 0, "", .lostNode),
    ("CANCELLED", 0, 0, "", .cancelled), ("CANCELLED by 1000", 0, 15, "", .cancelled),
    ("CANCELLED by 0", 0, 0, "", .cancelledByOther), ("CANCELLED+", 0, 0, "", .cancelled),
    ("TIMEOUT", 0, 0, "", .timeLimit), ("OUT_OF_MEMORY", 0, 125, "", .memoryLimit), ("OUT_OF_ME+", 0, 0, "", .unknown),
    ("NODE_FAIL", 1, 0, "", .lostNode), ("PREEMPTED", 0, 0, "", .lostNode), ("DEADLINE", 0, 0, "", .cancelledByOther),
    ("PENDING", 0, 0, "Priority", .waiting), ("PENDING", 0, 0, "JobHeldAdmin", .held),
    ("PENDING", 0, 0, "DependencyNeverSatisfied", .held), ("PENDING", 0, 0, "AssocMaxJobsLimit", .waiting),
    ("SPECIAL_EXIT", 0, 0, "", .held), ("REVOKED", 0, 0, "", .unknown), ("UNKNOWN", 0, 0, "", .unknown),
    ("SOMETHING_NEW", 0, 0, "", .unknown), ("", 0, 0, "", .unknown),
  ])
  func `A state, with status, signal and reason`(
    said: String, status: Int32, signal: Int32, reason: String, becomes: SlurmRow.Becomes
  ) {
    var finding = SlurmFinding(state: said)
    (finding.status, finding.signal, finding.reason) = (status, signal, reason)
    #expect(SlurmStateTable.row(for: finding, Self.here).becomes == becomes)
  }

  @Test(arguments: [(2400, false), (3419, false), (3420, true), (3480, true), (3600, true), (3700, true)])
  func `A task that stopped in order ran out of time when it had been warned`(elapsed: Int, isLate: Bool) {
    var finding = SlurmFinding(state: "FAILED")
    (finding.status, finding.elapsedSeconds, finding.limitSeconds) = (3, elapsed, 3600)
    #expect(SlurmStateTable.row(for: finding, Self.here).becomes == (isLate ? .timeLimit : .lostNode))
  }

  @Test
  func `The line that documentation shows for the true OUT_OF_MEMORY asks for more memory`() {
    let line =
      "47_1|sluice-0|OUT_OF_MEMORY|0:125|2026-03-01T10:00:00|2026-03-01T10:00:09|9|60|00:08.512||c7|work|4|2G|None\n"
      + "47_1.batch|batch|OUT_OF_MEMORY|0:125|2026-03-01T10:00:00|2026-03-01T10:00:09|9||00:08.512|2096128K|c7||4||"
    let finding = SlurmAccounting.answers(line, names: [47: "sluice-0"]).finding(job: 47, index: 1)
    let judgement = SlurmJudgement(user: 1000, warning: 120, submittedAt: .now)
    guard let finding,
      case .state(.ended(let ending)) = judgement.verdict(accounting: .said(finding), controller: .notAsked)
    else {
      Issue.record("no ending")
      return
    }
    #expect(ending.kind == .memoryLimit)
    #expect(ending.usage?.memoryBytes == 2 << 30)
    #expect(ending.usage?.maxResidentBytes == 2_096_128 << 10)
  }
}
