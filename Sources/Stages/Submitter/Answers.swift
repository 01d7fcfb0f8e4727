import Formats
import Manifest
import Scheduling
import StageKit
import SystemCalls

extension Submitter {
  /// Enters what the executor answered, and draws the consequences for the rest of the pass.
  mutating func note(_ submission: Submission, _ batch: BatchHandle, _ pass: Pass) throws {
    var event = Self.event(.answer, batch, nil)
    switch submission {
    case .unchanged: return
    case .needsPerson(let why): return pass.trouble("\(batch.name): \(why)")
    case .waiting(let why): event.message = why
    case .handedOver(let job):
      event.message = "\(executor.name) has it as \(job.slurmJobID)"
      event.fields?["slurm_job_id"] = .string(job.slurmJobID)
      event.fields?["submitted_at"] = .string(job.submittedAt.description)
      event.fields?["submitted"] = .array(batch.record.chunks.map(Self.submitted))
      try Breaker.succeed(Self.name, in: pass.spool)
    case .doubtful(let why):
      event.message = "no clear answer: \(why)"
      // Whoever does not answer now would leave the next one in doubt as well.
      stop = "the last submission had no clear answer (\(batch.name): \(why))"
    case .refused(let why):
      event.message = "refused: \(why)"
      pass.trouble("\(batch.name): \(executor.name) refused it: \(why)")
      try Breaker.fail(Self.name, because: "\(batch.name): \(why)", in: pass.workspace)
      stop = stop ?? Breaker.reason(in: pass.spool)
    }
    try pass.tell(event)
    try pass.flush()
  }

  /// What is known of a chunk when it is handed over, for who compares it with what came of it.
  private static func submitted(_ chunk: ChunkRecord) -> JSONValue {
    .object([
      "chunk": .string(chunk.name), "items": .integer(chunk.items), "pages": .integer(chunk.pages),
      "walltime_seconds": .integer(chunk.walltimeSeconds),
    ])
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
