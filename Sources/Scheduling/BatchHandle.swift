public import Formats

/// A batch as executors know it: a name, a directory that was handed in, and what its two records say.
public struct BatchHandle: Sendable, Hashable {
  /// The batch's name, `batch_000001`.
  public let name: String
  /// The names inside its directory, wherever that is.
  public let layout: BatchLayout
  /// What its `batch.json` says.
  public let record: BatchRecord
  /// What its `job.json` says; nil before the batch was handed over.
  public let job: JobRecord?

  /// Names a batch for an executor.
  public init(name: String, layout: BatchLayout, record: BatchRecord, job: JobRecord?) {
    self.name = name
    self.layout = layout
    self.record = record
    self.job = job
  }

  /// The state of a batch that was cancelled before any executor had it; nil for all others.
  public var stateWithoutExecutor: BatchState? {
    guard job?.executor == JobRecord.nobody else { return nil }
    let ending = ChunkEnding(.cancelled, "The batch was cancelled before it was handed over.")
    return BatchState(all: record.chunks, .ended(ending))
  }

  /// The name of the directory of a try's results: `<job>.<restart>` (law 9).
  public func tryName(restart: Int = 0) -> String { "\(record.jobName).\(restart)" }
}
