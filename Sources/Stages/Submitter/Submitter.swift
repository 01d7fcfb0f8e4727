// Reads   02_ocr_pending: complete batches, oldest first.
// Writes  job.json in the batch, at the moment the executor says (law 7).
// Steps   the batch, 02_ocr_pending → 03_ocr_processing.
// Fails   A refused submission stays in 03 without job.json and is named; the next pass asks the executor again.
// Crash   A batch in 03 without job.json is settled with the executor; one that was never started is started again.

import Formats
import Manifest
import Scheduling
import Spool
import StageKit
import SystemCalls

/// Hands batches to an executor, each exactly once.
public struct Submitter: Worker {
  /// The submitter.
  public static let name = WorkerName.submitter

  let executor: any Executor

  /// A submitter that hands over to this executor.
  public init(executor: any Executor) { self.executor = executor }

  /// Submits the oldest batches until the executor's queue is deep enough.
  public mutating func work(_ pass: Pass) throws {
    if let lack = try Room.lack(in: pass.workspace, forDraining: true) { return pass.holdBack(lack) }
    var inFlight = try pass.spool.batches(in: pass.spool.path(.processing)).count
    let most = pass.workspace.settings.submit.maxBatches
    for name in try pass.spool.batches(in: pass.spool.path(.pending)) {
      if pass.shouldStop { return }
      if inFlight >= most {
        return pass.holdBack("\(inFlight) batches are in flight, as many as submit.max_batches allows")
      }
      do {
        try submit(name, pass)
      } catch let error as Batches.Unreadable {
        pass.trouble("\(error)")
        continue
      }
      inFlight += 1
    }
  }

  private func submit(_ name: BatchName, _ pass: Pass) throws {
    let batch = try Batches.handle(name, in: .pending, pass.spool)
    if pass.options.dryRun {
      return pass.say(
        "would submit \(name) to \(executor.name): \(counted(batch.record.items, "item")), "
          + "\(counted(batch.record.pages, "page")), \(counted(batch.record.chunks.count, "chunk")), engine \(batch.record.engine)"
      )
    }
    try pass.tell(Self.event(.intent, batch, "submit to \(executor.name)"))
    let made = try pass.commit([
      Step(
        .batch(name), visit: 0, from: .stage(.pending), to: .stage(.processing), source: batch.layout.directory,
        target: pass.spool.batch(name, in: .processing), units: batch.record.pages)
    ])
    guard !made.isEmpty else { return }
    let moved = try Batches.handle(name, in: .processing, pass.spool)
    try note(try executor.submit(moved) { try Self.publish($0, moved) }, moved, pass)
  }

  static func publish(_ job: JobRecord, _ batch: BatchHandle) throws {
    try Sys.publish(try FormatCoding.file(job), at: batch.layout.job)
  }

  /// Enters what the executor answered.
  func note(_ submission: Submission, _ batch: BatchHandle, _ pass: Pass) throws {
    var event = Self.event(.answer, batch, nil)
    switch submission {
    case .handedOver(let job):
      event.message = "\(executor.name) has it as \(job.slurmJobID)"
      event.fields?["slurm_job_id"] = .string(job.slurmJobID)
    case .doubtful(let why): event.message = "no clear answer: \(why)"
    case .refused(let why):
      event.message = "refused: \(why)"
      pass.trouble("\(batch.name): \(executor.name) refused it: \(why)")
    }
    try pass.tell(event)
    try pass.flush()
  }

  static func event(_ kind: Event.Kind, _ batch: BatchHandle, _ message: String?) -> Event {
    var event = Event(kind)
    event.subject = .batch
    event.id = batch.name
    event.message = message
    event.fields = [
      "job_name": .string(batch.record.jobName), "chunks": .integer(batch.record.chunks.count),
      "pages": .integer(batch.record.pages),
      "walltime_seconds": .integer(batch.record.chunks.map(\.walltimeSeconds).max() ?? 0),
    ]
    return event
  }
}
