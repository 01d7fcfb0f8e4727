public import Formats

/// What runs batches: it knows batches, chunks, jobs and states, and nothing of documents or stages.
///
/// All functions may be repeated after a crash at any instruction of the caller or of the executor. None decides what
/// becomes of an item: states are told, cleanup decides.
public protocol Executor {
  /// The executor's name in settings and in `job.json`.
  var name: String { get }

  /// Seconds to wait, after a chunk's end, for an outcome still on its way through a network file system (law 9).
  var outcomeWait: Double { get }

  /// Hands a batch over for the first time.
  ///
  /// - Parameter publish: publishes `job.json` durably. The executor calls it at the moment that is safe for it: before the
  ///   start where the job can be found without an answer (`local`), after the answer where it cannot (Slurm).
  func submit(_ batch: BatchHandle, publish: (JobRecord) throws -> Void) throws -> Submission

  /// Deals with a batch that was to be submitted by an earlier pass and has no `job.json`: nobody knows whether it was.
  func settle(_ batch: BatchHandle, publish: (JobRecord) throws -> Void) throws -> Submission

  /// Starts a batch of which `poll` said `neverStarted`; does nothing when it was started after all.
  func restart(_ batch: BatchHandle) throws

  /// The states of many batches, by batch name, with one question to the scheduler; every batch asked for is answered.
  func poll(_ batches: [BatchHandle]) throws -> [String: BatchState]

  /// Orders a batch to end; returns before it has. Chunks that have ended keep their endings.
  func cancel(_ batch: BatchHandle) throws
}

extension Executor {
  /// Submits again: right for an executor whose jobs cannot exist without `job.json`.
  public func settle(_ batch: BatchHandle, publish: (JobRecord) throws -> Void) throws -> Submission {
    try submit(batch, publish: publish)
  }
}

/// What became of the attempt to hand a batch over.
public enum Submission: Sendable, Hashable {
  /// The scheduler has it, and `job.json` says so.
  case handedOver(JobRecord)
  /// Whether the scheduler has it is not known: a later pass calls `settle`. The sentence says why.
  case doubtful(String)
  /// The scheduler certainly has it not. The sentence says why and what to do.
  case refused(String)
}
