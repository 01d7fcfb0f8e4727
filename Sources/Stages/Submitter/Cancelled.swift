import Formats
import Scheduling
import Spool
import StageKit
import SystemCalls

extension Submitter {
  /// Passes batches that a person cancelled on to cleanup, never handed over; answers the others.
  ///
  /// Its job.json says so before a batch is moved, so that no later pass can take it for one whose submission is in doubt.
  func passOnCancelled(_ pending: [BatchName], _ pass: Pass) throws -> [BatchName] {
    var rest: [BatchName] = []
    for name in pending {
      let layout = BatchLayout(pass.spool.batch(name, in: .pending))
      guard Sys.exists(layout.cancelMarker), !pass.shouldStop else {
        rest.append(name)
        continue
      }
      do {
        let batch = try Batches.handle(name, in: .pending, pass.spool)
        let job = JobRecord(
          executor: JobRecord.nobody, jobName: batch.record.jobName, slurmJobID: JobRecord.nobody, submittedAt: .now)
        try Sys.publish(try FormatCoding.file(job), at: layout.job)
        try pass.commit([
          Step(
            .batch(name), visit: 0, from: .stage(.pending), to: .stage(.processing), source: layout.directory,
            target: pass.spool.batch(name, in: .processing), units: batch.record.pages,
            fields: ["cancelled": .bool(true)])
        ])
      } catch let error as Batches.Unreadable {
        pass.trouble("\(error)")
      }
    }
    return rest
  }
}
