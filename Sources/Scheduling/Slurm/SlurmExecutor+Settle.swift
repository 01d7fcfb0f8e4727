// The ledger of one doubtful submission (law 7): asks for the job by its name until that is certain which no single answer
// can tell. Every step is kept in doubt.json before the next is taken, so that a pass may be killed between any two.

import Formats
import SystemCalls

extension SlurmExecutor {
  /// The least seconds between two questions about one batch, for passes that follow each other without a pause.
  private var questionPause: Double { min(10, options.doubtWait / 4) }

  /// Finds out what became of an earlier submission, one step a pass; submits again only what certainly is not there.
  public func settle(_ batch: BatchHandle, _ handover: Handover) throws -> Submission {
    let kept = try doubt(of: batch)
    var doubt =
      kept
      ?? DoubtRecord(
        jobName: batch.record.jobName, phase: .asking, reason: "the pass that submitted it was stopped", since: .now)
    if case .adopt(let job)? = handover.decision {
      return .handedOver(try publish(job: job, cluster: nil, batch, handover))
    }
    if doubt.phase == .refused {
      if isCancelled(batch) { return try giveUp(batch, handover) }
      guard handover.maySubmit else { return .unchanged(doubt.reason) }
      return try submitAfresh(&doubt, batch, handover)
    }
    if doubt.phase == .asking, handover.decision == .submitAgain { return try submitHeld(&doubt, batch, handover) }
    let now = try clock(batch)
    if let wait = wait(doubt, now) { return .unchanged(wait) }
    let answer = SlurmJobs.named(doubt.jobName, since: batch.record.createdAt, commands)
    doubt.askedAt = now
    if case .silence(let why) = answer {
      try note(doubt, batch)
      return .unchanged(why)
    }
    switch doubt.phase {
    case .refused, .asking: return try settleAsking(&doubt, answer, now, batch, handover)
    case .holding: return try settleHolding(&doubt, answer, now, batch, handover)
    case .held: return try settleHeld(&doubt, answer, now, batch, handover)
    }
  }

  // MARK: The phases

  /// Asks until the job is found, or both have said twice, some time apart, that it is not there.
  private func settleAsking(
    _ doubt: inout DoubtRecord, _ answer: SlurmJobs.Answer, _ now: Timestamp, _ batch: BatchHandle,
    _ handover: Handover
  ) throws -> Submission {
    switch answer {
    case .there(let found):
      return try adopt(found.jobs[0].id, cancelling: found.jobs.dropFirst().map(\.id), &doubt, batch, handover)
    case .absent:
      if doubt.absences.count < 2 { doubt.absences.append(now) }
      if doubt.absences.count >= 2, isCancelled(batch) { return try giveUp(batch, handover) }
      guard doubt.absences.count >= 2, handover.maySubmit else {
        try note(doubt, batch)
        return .unchanged("\(doubt.reason); controller and accounting say that no job \(doubt.jobName) is there")
      }
      return try submitHeld(&doubt, batch, handover)
    case .absentHere:
      // sbatch's own word, whole, proves that the job was taken; what became of it, the poll finds out.
      if let left = try leftAnswer(batch) { return .handedOver(try publish(left, batch, handover)) }
      try note(doubt, batch)
      return .needsPerson(undecidable(batch))
    case .silence(let why): return .unchanged(why)
    }
  }

  /// A second submission, held, was begun: the first one, should it have come late, is not under a hold.
  private func settleHolding(
    _ doubt: inout DoubtRecord, _ answer: SlurmJobs.Answer, _ now: Timestamp, _ batch: BatchHandle,
    _ handover: Handover
  ) throws -> Submission {
    switch answer {
    case .there(let found):
      let held = found.jobs.filter(\.isHeld)
      if let earlier = found.jobs.first(where: { !$0.isHeld }) {
        return try adopt(earlier.id, cancelling: held.map(\.id), &doubt, batch, handover)
      }
      for other in held.dropFirst() { try cancel(String(other.id)) }
      return try keep(String(held[0].id), &doubt, now, batch)
    case .absent, .absentHere:
      // The held one did not arrive either, or not yet: all answers are had anew.
      (doubt.phase, doubt.absences) = (.asking, answer == .absent ? [now] : [])
      try note(doubt, batch)
      return .unchanged(doubt.reason)
    case .silence(let why): return .unchanged(why)
    }
  }

  /// The held job is known: released if it is the only one of its name, cancelled if an earlier one appeared.
  private func settleHeld(
    _ doubt: inout DoubtRecord, _ answer: SlurmJobs.Answer, _ now: Timestamp, _ batch: BatchHandle,
    _ handover: Handover
  ) throws -> Submission {
    switch answer {
    case .there(let found):
      let others = found.jobs.filter { String($0.id) != doubt.heldJobID }
      if let earlier = others.first {
        let later = others.dropFirst().map(\.id) + [doubt.heldJobID.flatMap { Int($0) }].compactMap { $0 }
        return try adopt(earlier.id, cancelling: later, &doubt, batch, handover)
      }
      if let job = found.jobs.first, job.isHeld { _ = try commands.ask(.scontrol, ["release", String(job.id)]) }
      return .handedOver(
        try publish(job: doubt.heldJobID ?? String(found.jobs[0].id), cluster: nil, batch, handover))
    case .absent, .absentHere:
      (doubt.phase, doubt.absences, doubt.heldJobID) = (.asking, answer == .absent ? [now] : [], nil)
      doubt.reason = "the held job is gone"
      try note(doubt, batch)
      return .unchanged(doubt.reason)
    case .silence(let why): return .unchanged(why)
    }
  }

  // MARK: The steps

  /// Takes a job for the batch's own and ends the others, which are under a hold and never ran.
  private func adopt(
    _ job: Int, cancelling others: [Int], _ doubt: inout DoubtRecord, _ batch: BatchHandle, _ handover: Handover
  ) throws -> Submission {
    for other in others { try cancel(String(other)) }
    return .handedOver(try publish(job: String(job), cluster: nil, batch, handover))
  }

  /// Submits again what a controller refused: it is certain that nothing is there, so nothing is held.
  private func submitAfresh(
    _ doubt: inout DoubtRecord, _ batch: BatchHandle, _ handover: Handover
  ) throws -> Submission {
    doubt.phase = .asking
    doubt.absences = []
    // Before sbatch: if we do not live to see its answer, nothing is certain any more.
    try note(doubt, batch)
    switch try send(batch, handover, held: false) {
    case .accepted(let answer): return .handedOver(try publish(answer, batch, handover))
    case .doubtful(let why):
      doubt.reason = why
      try note(doubt, batch)
      return .doubtful(why)
    case .refused(let why):
      (doubt.phase, doubt.reason) = (.refused, why)
      try note(doubt, batch)
      return .refused(why)
    }
  }

  /// Submits again, held, what two answers of both say is not there.
  private func submitHeld(
    _ doubt: inout DoubtRecord, _ batch: BatchHandle, _ handover: Handover
  ) throws -> Submission {
    doubt.phase = .holding
    try note(doubt, batch)
    switch try send(batch, handover, held: true) {
    case .accepted(let answer):
      return try keep(answer.jobID, &doubt, try clock(batch), batch)
    case .doubtful(let why):
      doubt.reason = why
      try note(doubt, batch)
      return .doubtful(why)
    case .refused(let why):
      // Nothing was added; the two answers stand, and the next pass tries again.
      (doubt.phase, doubt.reason) = (.asking, why)
      try note(doubt, batch)
      return .refused(why)
    }
  }

  private func keep(
    _ job: String, _ doubt: inout DoubtRecord, _ now: Timestamp, _ batch: BatchHandle
  ) throws -> Submission {
    (doubt.phase, doubt.heldJobID, doubt.heldAt) = (.held, job, now)
    try note(doubt, batch)
    return .waiting("submitted again as \(job), held until it has proven to be the only job of its name")
  }

  private func isCancelled(_ batch: BatchHandle) -> Bool { Sys.exists(batch.layout.cancelMarker) }

  /// Hands a batch that certainly is not there, and that a person cancelled, on to cleanup instead of submitting it again.
  private func giveUp(_ batch: BatchHandle, _ handover: Handover) throws -> Submission {
    try handover.publish(
      JobRecord(
        executor: JobRecord.nobody, jobName: batch.record.jobName, slurmJobID: JobRecord.nobody, submittedAt: .now))
    try Sys.removeIfThere(batch.layout.doubt)
    return .waiting("cancelled by a person before any job of it was there")
  }

  private func undecidable(_ batch: BatchHandle) -> String {
    "the controller knows no job \(batch.record.jobName), and this cluster keeps no accounting that would know whether there "
      + "was one: look in its logs or ask its administrators; then type: sluice submit --batch \(batch.name) --adopt JOBID, "
      + "or, if there was none: sluice submit --batch \(batch.name) --again"
  }

  // MARK: Time

  /// Why nothing is asked yet; nil when it is time.
  private func wait(_ doubt: DoubtRecord, _ now: Timestamp) -> String? {
    func early(_ time: Timestamp?, _ seconds: Double) -> Bool {
      time.map { (0..<seconds).contains(now.seconds(since: $0)) } ?? false
    }
    switch doubt.phase {
    case .asking where doubt.absences.count == 1 && early(doubt.absences[0], options.doubtWait):
      return
        "\(doubt.reason); it is not there, and is asked for a second time after \(Int(clamped: options.doubtWait)) s"
    case .held where early(doubt.heldAt, options.doubtWait):
      return
        "submitted again as \(doubt.heldJobID ?? "?"), held: it is released after \(Int(clamped: options.doubtWait)) s if it is "
        + "the only job of its name"
    default: return early(doubt.askedAt, questionPause) ? doubt.reason : nil
    }
  }

  /// The present by the clock of the file server: passes on hosts whose clocks differ agree on it.
  private func clock(_ batch: BatchHandle) throws -> Timestamp {
    let path = batch.layout.clock
    try Sys.writePrivate([], at: path)
    let modified = try Sys.status(of: path).modified
    try Sys.removeIfThere(path)
    return Timestamp(milliseconds: modified / 1_000_000)
  }

  /// Whether sbatch may have been started for a batch: the script is published before it. One that was refused is certainly
  /// not there.
  public func mayHave(_ batch: BatchHandle) -> Bool {
    guard Sys.exists(batch.layout.doubt) else { return Sys.exists(batch.layout.script) }
    return (try? doubt(of: batch))?.phase != .refused
  }

  private func doubt(of batch: BatchHandle) throws -> DoubtRecord? {
    guard Sys.exists(batch.layout.doubt) else { return nil }
    return try FormatCoding.decode(
      DoubtRecord.self, from: try Sys.contents(of: batch.layout.doubt, limit: FormatCoding.longest))
  }
}
