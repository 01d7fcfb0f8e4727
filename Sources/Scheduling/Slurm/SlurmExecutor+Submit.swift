import Formats
import SystemCalls

extension SlurmExecutor {
  /// Bytes of sbatch's own words that are read.
  private static let wordsLimit = 64 << 10

  /// Submits a batch that no pass ever tried to submit.
  public func submit(_ batch: BatchHandle, _ handover: Handover) throws -> Submission {
    switch try send(batch, handover, held: false) {
    case .accepted(let answer): return .handedOver(try publish(answer, batch, handover))
    case .doubtful(let why):
      try note(DoubtRecord(jobName: batch.record.jobName, phase: .asking, reason: why, since: .now), batch)
      return .doubtful(why)
    case .refused(let why):
      try note(DoubtRecord(jobName: batch.record.jobName, phase: .refused, reason: why, since: .now), batch)
      return .refused(why)
    }
  }

  /// The script as sbatch would get it, with the command line.
  ///
  /// - Throws: `SlurmTemplate.Refusal` where the template or an option cannot be used.
  public func preview(_ batch: BatchHandle) throws -> [UInt8]? {
    let script = try script(of: batch)
    let words = [Array("sbatch".utf8)] + arguments(of: batch, held: false)
    return Array("# ".utf8) + words.map { ShellWord.quote($0) }.joined(separator: [UInt8(ascii: " ")])
      + [UInt8(ascii: "\n")] + script.bytes
  }

  /// Ends a batch's job. Tasks that have ended keep their endings.
  public func cancel(_ batch: BatchHandle) throws {
    if !Sys.exists(batch.layout.cancelMarker) {
      try Sys.publish(Array("\(Timestamp.now)\n".utf8), at: batch.layout.cancelMarker)
    }
    guard let job = batch.job else { return }
    try cancel(job.slurmJobID, cluster: job.cluster)
  }

  /// Does nothing: a job of Slurm's that is known was started by nobody but Slurm.
  public func restart(_ batch: BatchHandle) throws {}

  func cancel(_ job: String, cluster: String? = nil) throws(SlurmFailure) {
    do throws(SlurmFailure) {
      _ = try commands.ask(.scancel, (cluster.map { ["--clusters=\($0)"] } ?? []) + [job])
    } catch {
      if error.code != .noSuchJob { throw error }
    }
  }

  // MARK: One sbatch

  /// What came of one run of sbatch.
  enum Sent {
    case accepted(SubmissionAnswer)
    case doubtful(String)
    case refused(String)
  }

  /// Renders the script, publishes it in the batch, runs sbatch, and reads what it left.
  func send(_ batch: BatchHandle, _ handover: Handover, held: Bool) throws -> Sent {
    do {
      let script = try script(of: batch)
      try Sys.ensureDirectory(batch.layout.logs)
      try Sys.publish(script.bytes, at: batch.layout.script)
      let ending = try commands.submit(
        arguments(of: batch, held: held), in: batch.layout.directory, lease: handover.lease,
        output: batch.layout.submissionOutput, errors: batch.layout.submissionErrors)
      return try judge(ending, batch)
    } catch let refusal as SlurmTemplate.Refusal {
      return .refused("\(refusal)")
    } catch let failure as SlurmFailure where failure.code == .missing {
      return .refused("\(failure)")
    }
  }

  private func judge(_ ending: SlurmCommands.SubmissionEnding, _ batch: BatchHandle) throws -> Sent {
    let words = String(decoding: try read(batch.layout.submissionErrors), as: UTF8.self)
    let said = SlurmFailure.shown(words)
    let tail = said.isEmpty ? "" : ": \(said)"
    switch ending {
    case .exited(0):
      if let answer = try leftAnswer(batch) { return .accepted(answer) }
      return .doubtful("sbatch ended with status 0 and named no job\(tail)")
    case .exited(let status):
      if SubmissionRefusal.isCertain(words) { return .refused("sbatch ended with status \(status)\(tail)") }
      return .doubtful("sbatch ended with status \(status)\(tail)")
    case .signalled(let number): return .doubtful("sbatch died of signal \(number)\(tail)")
    case .timedOut:
      return .doubtful("sbatch did not end within \(Int(commands.submissionPatience)) s and was killed\(tail)")
    }
  }

  /// What sbatch printed, whoever waited for it.
  func leftAnswer(_ batch: BatchHandle) throws -> SubmissionAnswer? {
    SubmissionAnswer(try read(batch.layout.submissionOutput))
  }

  private func read(_ path: FilePath) throws(SystemError) -> [UInt8] {
    Sys.exists(path) ? try Sys.head(of: path, count: Self.wordsLimit) : []
  }

  func script(of batch: BatchHandle) throws -> SlurmScript {
    let path = options.templates.appending("\(batch.record.engine).sh")
    return try SlurmScript(batch, options, try SlurmTemplate(reading: path))
  }

  /// The directory is told on the command line, where any bytes can stand; in a directive a newline could not.
  func arguments(of batch: BatchHandle, held: Bool) -> [[UInt8]] {
    let directory = batch.layout.directory.bytes
    var arguments = [Array("--parsable".utf8), Array("--chdir=".utf8) + directory]
    // The directory becomes part of the log's pattern, in which a percent sign is written twice (sbatch(1)).
    if directory.contains(UInt8(ascii: "%")) {
      let doubled = directory.flatMap { $0 == UInt8(ascii: "%") ? [$0, $0] : [$0] }
      arguments.append(Array("--output=".utf8) + doubled + Array("/\(SlurmScript.log)".utf8))
    }
    if held { arguments.append(Array("--hold".utf8)) }
    return arguments + [batch.layout.script.bytes]
  }

  // MARK: What is kept

  func publish(_ answer: SubmissionAnswer, _ batch: BatchHandle, _ handover: Handover) throws -> JobRecord {
    try publish(job: answer.jobID, cluster: answer.cluster, batch, handover)
  }

  /// Publishes `job.json`, which ends every doubt.
  func publish(job: String, cluster: String?, _ batch: BatchHandle, _ handover: Handover) throws -> JobRecord {
    let record = JobRecord(
      executor: name, jobName: batch.record.jobName, slurmJobID: job, cluster: cluster, submittedAt: .now)
    try handover.publish(record)
    try Sys.removeIfThere(batch.layout.doubt)
    return record
  }

  func note(_ doubt: DoubtRecord, _ batch: BatchHandle) throws {
    try Sys.publish(try FormatCoding.file(doubt), at: batch.layout.doubt)
  }
}
