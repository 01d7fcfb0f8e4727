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

  /// Seconds that who waits for batches rests at most before it asks again.
  var longestPause: Double { get }

  /// Whether a job can be known and not yet started, so that `poll` may say `neverStarted`.
  var startsAfterItsRecord: Bool { get }

  /// The executor that a batch is in the hands of: itself, but for one that combines several.
  func responsible(for batch: BatchHandle) -> any Executor

  /// Whether a batch that has no `job.json` may be in this executor's hands all the same, so that it alone can settle it.
  func mayHave(_ batch: BatchHandle) -> Bool

  /// Hands a batch over for the first time.
  func submit(_ batch: BatchHandle, _ handover: Handover) throws -> Submission

  /// Deals with a batch that was to be submitted by an earlier pass and has no `job.json`: nobody knows whether it was.
  func settle(_ batch: BatchHandle, _ handover: Handover) throws -> Submission

  /// What `submit` would hand over, byte for byte, for a person to read; nil where there is nothing to read.
  ///
  /// - Throws: what makes a submission impossible before anything is said or moved.
  func preview(_ batch: BatchHandle) throws -> [UInt8]?

  /// What the scheduler allows for batches of an engine; asked once a pass that has something to pack or to hand over.
  ///
  /// - Throws: where the scheduler cannot be asked; then nothing is packed or handed over.
  func room(engine: String) throws -> ClusterLimits

  /// Tasks of this user that are in the scheduler's queue, waiting or running, whoever put them there.
  ///
  /// - Throws: where the scheduler cannot be asked.
  func queued() throws -> Int

  /// Starts a batch of which `poll` said `neverStarted`; does nothing when it was started after all.
  func restart(_ batch: BatchHandle) throws

  /// The states of many batches, by batch name, with one question to the scheduler; every batch asked for is answered.
  func poll(_ batches: [BatchHandle]) throws -> [String: BatchState]

  /// What the scheduler itself says of a batch, a line each, for a person to read; nothing where it has no more to say than
  /// `poll`.
  func remarks(on batch: BatchHandle) throws -> [String]

  /// Orders a batch to end; returns before it has. Chunks that have ended keep their endings.
  func cancel(_ batch: BatchHandle) throws

  /// The user's jobs that wait or run under a name that can be ours, whichever workspace they are of; nil where the
  /// executor cannot tell. For the audit, which names those without a batch.
  func jobs() throws -> [ScheduledJob]?
}

extension Executor {
  /// The states of all batches that have a job, those included that no executor ever had; the scheduler is asked once, or not
  /// at all.
  public func states(of batches: [BatchHandle]) throws -> [String: BatchState] {
    var states: [String: BatchState] = [:]
    var asked: [BatchHandle] = []
    for batch in batches where batch.job != nil {
      if let state = batch.stateWithoutExecutor { states[batch.name] = state } else { asked.append(batch) }
    }
    guard !asked.isEmpty else { return states }
    return states.merging(try poll(asked)) { first, _ in first }
  }

  /// Itself.
  public func responsible(for batch: BatchHandle) -> any Executor { self }

  /// Nothing is in its hands without `job.json`.
  public func mayHave(_ batch: BatchHandle) -> Bool { false }

  /// Nothing more.
  public func remarks(on batch: BatchHandle) throws -> [String] { [] }

  /// Submits again: right for an executor whose jobs cannot exist without `job.json`.
  public func settle(_ batch: BatchHandle, _ handover: Handover) throws -> Submission {
    try submit(batch, handover)
  }

  /// Looking at files on this host costs nobody anything.
  public var longestPause: Double { 0.4 }

  /// Jobs are known before they start.
  public var startsAfterItsRecord: Bool { true }

  /// Nothing to read.
  public func preview(_ batch: BatchHandle) throws -> [UInt8]? { nil }

  /// No limits.
  public func room(engine: String) throws -> ClusterLimits { ClusterLimits() }

  /// None that count against a limit.
  public func queued() throws -> Int { 0 }

  /// Hands a batch over without lease and decision.
  public func submit(_ batch: BatchHandle, publish: @escaping (JobRecord) throws -> Void) throws -> Submission {
    try submit(batch, Handover(publish: publish))
  }

  /// Settles a batch without lease and decision.
  public func settle(_ batch: BatchHandle, publish: @escaping (JobRecord) throws -> Void) throws -> Submission {
    try settle(batch, Handover(publish: publish))
  }

  /// Cannot tell.
  public func jobs() throws -> [ScheduledJob]? { nil }
}

/// What became of the attempt to hand a batch over.
public enum Submission: Sendable, Hashable {
  /// The scheduler has it, and `job.json` says so.
  case handedOver(JobRecord)
  /// Whether the scheduler has it is not known: a later pass calls `settle`. The sentence says why.
  case doubtful(String)
  /// It went a step on towards certainty; a later pass calls `settle`. The sentence says what is waited for.
  case waiting(String)
  /// As it was before: nothing was learned and nothing done. The sentence says what is waited for.
  case unchanged(String)
  /// Nobody but a person can tell whether the scheduler has it. The sentence says what to look for and what to type.
  case needsPerson(String)
  /// The scheduler certainly has it not. The sentence says why and what to do.
  case refused(String)
}
