import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

/// Accounting and controller need not agree, nor answer.
struct SlurmJudgementTests {
  private static let now = Timestamp(milliseconds: 1_800_000_000_000)

  private static func judgement(submitted seconds: Double = 300, hasAccounting: Bool = true) -> SlurmJudgement {
    SlurmJudgement(
      user: 1000, warning: 120, hasAccounting: hasAccounting, now: now, submittedAt: now.advanced(bySeconds: -seconds))
  }

  private static func said(
    _ state: String, reason: String = "", startedBefore: Double? = nil, endedBefore: Double? = nil
  ) -> SlurmJudgement.Reply {
    var finding = SlurmFinding(state: state)
    finding.reason = reason
    finding.startedAt = startedBefore.map { now.advanced(bySeconds: -$0) }
    finding.endedAt = endedBefore.map { now.advanced(bySeconds: -$0) }
    return .said(finding)
  }

  /// A word for what was found: a state's, an ending's, or `gone`.
  private static func word(_ verdict: SlurmJudgement.Verdict) -> String {
    switch verdict {
    case .gone: "gone"
    case .state(.waiting): "waiting"
    case .state(.held): "held"
    case .state(.running): "running"
    case .state(.unknown): "unknown"
    case .state(.ended(let ending)): ending.kind.word
    }
  }

  private static let silent = SlurmJudgement.Reply.silent("the controller cannot be reached")

  @Test(arguments: [
    (said("COMPLETED"), SlurmJudgement.Reply.notAsked, "completed"),
    // New: accounting hears of a job some seconds later.
    (.absent, said("PENDING"), "waiting"), (.absent, said("RUNNING"), "running"),
    // Ended: accounting will say what it used; after a minute nobody waits for that.
    (.absent, said("COMPLETED", endedBefore: 3), "running"), (.absent, said("COMPLETED", endedBefore: 90), "completed"),
    (said("RUNNING"), said("FAILED", endedBefore: 3), "running"),
    // Put back: the controller knows better.
    (said("NODE_FAIL"), said("PENDING", reason: "BeginTime"), "waiting"),
    (said("PREEMPTED"), said("RUNNING"), "running"),
    (said("NODE_FAIL"), said("NODE_FAIL", endedBefore: 3), "lost_node"), (said("NODE_FAIL"), .absent, "lost_node"),
    // Put back and ended since: accounting still tells of the try before.
    (said("PREEMPTED", endedBefore: 20), said("COMPLETED", startedBefore: 9, endedBefore: 5), "running"),
    (said("PREEMPTED", endedBefore: 99), said("COMPLETED", startedBefore: 90, endedBefore: 80), "completed"),
    (said("PREEMPTED", endedBefore: 5), said("COMPLETED", startedBefore: 60, endedBefore: 5), "lost_node"),
    (said("PREEMPTED"), said("COMPLETING"), "running"), (said("REQUEUED"), said("PENDING"), "waiting"),
    (said("PENDING", reason: "JobHeldUser"), said("RUNNING"), "running"),
    (said("PENDING", reason: "JobHeldUser"), said("PENDING", reason: "JobHeldUser"), "held"),
    // The controller cannot be reached.
    (said("RUNNING"), silent, "running"), (said("NODE_FAIL"), silent, "unknown"), (.absent, silent, "unknown"),
    (said("PENDING", reason: "JobHeldUser"), silent, "waiting"),
    // Accounting cannot be reached: the controller's word counts, its silence about a task does not.
    (silent, said("RUNNING"), "running"), (silent, said("COMPLETED", endedBefore: 90), "completed"),
    (silent, said("TIMEOUT", endedBefore: 3), "time_limit"), (silent, .absent, "unknown"), (silent, silent, "unknown"),
    // Nobody knows it: accounting may keep a job for ever that the controller has forgotten.
    (.absent, .absent, "gone"), (said("RUNNING"), .absent, "gone"), (said("PENDING"), .absent, "gone"),
    (said("UNKNOWN"), said("UNKNOWN"), "unknown"),
  ])
  func `What both say makes one state, and doubt never ends a chunk`(
    accounting: SlurmJudgement.Reply, controller: SlurmJudgement.Reply, word: String
  ) {
    #expect(Self.word(Self.judgement().verdict(accounting: accounting, controller: controller)) == word)
  }

  @Test
  func `Where no accounting is kept, a task that the controller forgot is gone`() {
    let verdict = Self.judgement(hasAccounting: false).verdict(accounting: Self.silent, controller: .absent)
    #expect(verdict == .gone)
  }

  @Test
  func `The controller is asked for what accounting leaves open, and for little else`() {
    let fresh = Self.judgement()
    #expect(!fresh.needsController(Self.said("RUNNING")))
    #expect(!fresh.needsController(Self.said("COMPLETED")))
    for state in ["NODE_FAIL", "PREEMPTED", "BOOT_FAIL", "REQUEUED", "WHATEVER"] {
      #expect(fresh.needsController(Self.said(state)))
    }
    #expect(fresh.needsController(.absent))
    #expect(fresh.needsController(Self.silent))
    #expect(Self.judgement(submitted: 7200).needsController(Self.said("RUNNING")))
  }

  @Test
  func `Why a task still waits after a minute is asked of the controller`() {
    #expect(!Self.judgement(submitted: 30).needsController(Self.said("PENDING")))
    #expect(Self.judgement(submitted: 120).needsController(Self.said("PENDING")))
  }

  @Test
  func `A task that nobody knows has vanished after the second answer, a minute after the first`() throws {
    let home = try TemporaryDirectory()
    let layout = BatchLayout(home.path)
    func ask(_ verdict: SlurmJudgement.Verdict, after seconds: Double) -> ChunkState {
      var absences = SlurmAbsences(of: layout)
      let state = absences.state(of: "0001", verdict, now: Self.now.advanced(bySeconds: seconds))
      absences.keep()
      return state
    }
    #expect(ask(.gone, after: 0).ending == nil)
    #expect(ask(.gone, after: 59).ending == nil)
    #expect(ask(.state(.waiting), after: 60) == .waiting)
    #expect(ask(.gone, after: 90).ending == nil)
    #expect(ask(.gone, after: 149).ending == nil)
    #expect(ask(.gone, after: 151).ending?.kind == .vanished)
  }
}
