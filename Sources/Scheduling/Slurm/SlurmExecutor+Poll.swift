import Formats
import SystemCalls

extension SlurmExecutor {
  /// Asks accounting once for all batches, and the controller once for what accounting leaves open.
  ///
  /// Chunk `NNNN` is the array task of that index.
  public func poll(_ batches: [BatchHandle]) throws -> [String: BatchState] {
    var states: [String: BatchState] = [:]
    var asked: [Asked] = []
    for batch in batches {
      if let one = Asked(batch) {
        asked.append(one)
      } else {
        states[batch.name] = BatchState(
          all: batch.record.chunks,
          .unknown("\(batch.name): its job.json names no job of Slurm's: run sluice audit"))
      }
    }
    guard !asked.isEmpty else { return states }
    let accounting = ask(.sacct, SlurmAccounting.question(jobs: asked.map(\.job)), asked, SlurmAccounting.answers)
    let open = asked.filter { one in
      one.tasks.contains { judgement(one, accounting).needsController(accounting.reply(one.job, $0.index)) }
    }
    var controller = Answered()
    if !open.isEmpty {
      controller = ask(.squeue, SlurmQueue.question(jobs: open.map(\.job)), open, SlurmQueue.answers)
    }
    let openJobs = Set(open.map(\.job))
    for one in asked {
      let judgement = judgement(one, accounting)
      var absences = SlurmAbsences(of: one.batch.layout)
      var chunks: [String: ChunkState] = [:]
      for task in one.tasks {
        let told = accounting.reply(one.job, task.index)
        let isOpen = openJobs.contains(one.job) && judgement.needsController(told)
        let verdict = judgement.verdict(
          accounting: told, controller: isOpen ? controller.reply(one.job, task.index) : .notAsked)
        chunks[task.chunk] = absences.state(of: task.chunk, verdict, now: judgement.now)
      }
      absences.keep()
      states[one.batch.name] = BatchState(chunks: chunks)
    }
    return states
  }

  /// A batch with the number of its job.
  private struct Asked {
    let batch: BatchHandle
    let job: Int
    let submittedAt: Timestamp
    let tasks: [(chunk: String, index: Int)]

    init?(_ batch: BatchHandle) {
      guard let record = batch.job, record.executor == SlurmExecutor.executorName, let job = Int(record.slurmJobID)
      else { return nil }
      self.batch = batch
      self.job = job
      submittedAt = record.submittedAt
      tasks = batch.record.chunks.compactMap { chunk in Int(chunk.name).map { (chunk.name, $0) } }
    }
  }

  /// What a question brought.
  private struct Answered {
    var answers = SlurmAnswers()
    var failure: SlurmFailure?

    func reply(_ job: Int, _ index: Int) -> SlurmJudgement.Reply {
      if let failure { return .silent(failure.description) }
      return answers.finding(job: job, index: index).map { .said($0) } ?? .absent
    }
  }

  private func ask(
    _ tool: SlurmTool, _ question: [String], _ asked: [Asked],
    _ read: (String, [Int: String]) -> SlurmAnswers
  ) -> Answered {
    let names = Dictionary(
      asked.map { ($0.job, $0.batch.record.jobName) }, uniquingKeysWith: { first, _ in first })
    do throws(SlurmFailure) {
      return Answered(answers: read(try commands.ask(tool, question).text, names))
    } catch {
      // It answered: it knows none of them.
      if error.code == .noSuchJob { return Answered() }
      return Answered(failure: error)
    }
  }

  private func judgement(_ one: Asked, _ accounting: Answered) -> SlurmJudgement {
    SlurmJudgement(
      user: Int(Sys.userID), warning: options.warning, hasAccounting: accounting.failure?.code != .noAccounting,
      submittedAt: one.submittedAt)
  }
}
