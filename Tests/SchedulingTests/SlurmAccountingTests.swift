import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

/// Answers of a real cluster (Debian's Slurm 22.05.8), as its programs printed them.
struct Recorded {
  let accounting: SlurmAnswers
  let controller: SlurmAnswers

  /// Moments: `b` six seconds after sixteen arrays were handed over, `e` when a node had failed and jobs were preempted.
  init(_ moment: String) throws {
    let names = Dictionary(uniqueKeysWithValues: (1...16).map { ($0, JobName.name(UInt64($0))) })
    func read(_ program: String) throws -> String {
      let path = Repository.root.appending("Tests/SchedulingTests/Recorded/\(moment).\(program).txt")
      return String(decoding: try Sys.contents(of: path), as: UTF8.self)
    }
    accounting = SlurmAccounting.answers(try read("sacct"), names: names)
    controller = SlurmQueue.answers(try read("squeue"), names: names)
  }

  func state(_ job: Int, _ index: Int) -> ChunkState? {
    let judgement = SlurmJudgement(
      user: 0, warning: 30, now: Timestamp(milliseconds: 1_795_577_700_000),
      submittedAt: Timestamp(milliseconds: 1_795_577_600_000))
    func reply(_ answers: SlurmAnswers) -> SlurmJudgement.Reply {
      answers.finding(job: job, index: index).map { .said($0) } ?? .absent
    }
    let told = reply(accounting)
    let verdict = judgement.verdict(
      accounting: told, controller: judgement.needsController(told) ? reply(controller) : .notAsked)
    if case .state(let state) = verdict { return state }
    return nil
  }
}

/// What a person would be told of these sixteen arrays.
struct SlurmAccountingTests {
  @Test
  func `Array tasks that run, wait in one line, are held or can never start are told apart`() throws {
    let recorded = try Recorded("b")
    guard case .running(let since?) = recorded.state(1, 1) else { throw Unexpected() }
    #expect(since.description == "2026-11-25T03:33:36.000Z")
    for index in 3...9 { #expect(recorded.state(1, index) == .waiting) }
    #expect(recorded.state(1, 10) == nil)
    guard case .running = recorded.state(5, 1) else { throw Unexpected() }  // suspended
    for (job, word) in [(6, "JobHeldUser"), (12, "DependencyNeverSatisfied"), (13, "PartitionTimeLimit"), (14, "held")]
    {
      guard case .held(let why) = recorded.state(job, 1) else { throw Unexpected() }
      #expect(why.contains(word))
    }
    guard case .held = recorded.state(15, 1) else { throw Unexpected() }
  }

  @Test(arguments: [
    (2, 1, ChunkEnding.Kind.failed(status: 7)), (3, 1, .memoryLimit), (4, 1, .memoryLimit), (5, 2, .cancelled),
    (11, 1, .failed(status: 127)),
  ])
  func `A task that ended has one ending`(job: Int, index: Int, kind: ChunkEnding.Kind) throws {
    #expect(try Recorded("b").state(job, index)?.ending?.kind == kind)
    #expect(try Recorded("e").state(job, index)?.ending?.kind == kind)
  }

  @Test
  func `What a task used is known: its steps' memory, what it was given, where it ran`() throws {
    let ending = try #require(try Recorded("b").state(4, 1)?.ending)
    #expect(ending.usage?.maxResidentBytes == 320_448 << 10)
    #expect(ending.usage?.memoryBytes == 20 << 20)
    #expect(ending.usage?.cpus == 1)
    #expect(ending.usage?.cpuSeconds == 0.278)
    #expect(ending.host == "n2")
    #expect(ending.partition == "work")
    #expect(ending.message == "Slurm says FAILED (0:9) after 1 s on n2.")
    #expect(ending.endedAt?.description == "2026-11-25T03:33:37.000Z")
  }

  @Test
  func `A try that accounting shows as over is not over while the controller has the task in its queue`() throws {
    let early = try Recorded("b")
    for (job, index) in [(5, 3), (7, 1), (7, 2), (8, 1)] {
      let state = try #require(early.accounting.finding(job: job, index: index)?.state)
      #expect([.requeued, .preempted].contains(state))
      #expect(early.state(job, index) == .waiting)
    }
    let late = try Recorded("e")
    #expect(late.accounting.finding(job: 1, index: 3)?.state == .nodeFail)
    guard case .running = late.state(1, 3) else { throw Unexpected() }
    #expect(late.state(9, 1) == .waiting)
    #expect(late.state(10, 1)?.ending?.kind == .lostNode)
  }

  @Test
  func `A number that Slurm gave to a stranger's job says nothing of ours`() {
    let line = "7_1|other|COMPLETED|0:0|2026-11-25T03:33:36|2026-11-25T03:33:40|4|1|00:00.001||n3|work|1|100M|None"
    #expect(SlurmAccounting.answers(line, names: [7: "sluice-0"]).finding(job: 7, index: 1) == nil)
    #expect(SlurmAccounting.answers(line, names: [7: "other"]).finding(job: 7, index: 1) != nil)
  }

  @Test
  func `The first lines of an array are of no use and are not taken for its tasks`() {
    // As recorded a second after the submission, while its tasks ran.
    let lines = """
      10|allocation|PENDING|0:0|2026-11-25T03:26:16|Unknown|1||00:00:00||n4||0|16?|None
      10.batch|batch|RUNNING|0:0|2026-11-25T03:26:16|Unknown|1||00:00:00||n4||1||
      """
    let answers = SlurmAccounting.answers(lines, names: [10: "sluice-0"])
    for index in 0...10 { #expect(answers.finding(job: 10, index: index) == nil) }
  }

  @Test
  func `The question names every job once, however many tasks they have`() {
    let question = SlurmAccounting.question(jobs: [3, 5])
    #expect(question.contains("--jobs=3,5"))
    #expect(question.contains { $0.hasPrefix("--format=JobID,") })
  }

  struct Unexpected: Error {}
}
