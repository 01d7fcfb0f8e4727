import Formats
import SystemCalls

/// The executor that the settings choose, together with those that have batches from before the choice.
///
/// What is handed over goes to the chosen one. What was handed over stays with the executor that has it: there it is asked
/// for, cancelled and settled, whatever the settings say now, so that a change of the setting loses nothing and does nothing
/// twice (law 7).
public struct CombinedExecutor: Executor {
  private let chosen: any Executor
  private let all: [any Executor]

  /// Combines the chosen executor with the others there are.
  public init(_ chosen: any Executor, others: [any Executor]) {
    self.chosen = chosen
    all = [chosen] + others
  }

  /// The chosen executor's name.
  public var name: String { chosen.name }
  /// The chosen executor's; a batch's own is its executor's.
  public var outcomeWait: Double { chosen.outcomeWait }
  /// The chosen executor's; a batch's own is its executor's.
  public var longestPause: Double { chosen.longestPause }
  /// The chosen executor's; a batch's own is its executor's.
  public var startsAfterItsRecord: Bool { chosen.startsAfterItsRecord }

  /// The executor that has a batch by its `job.json`, or that may have it although it never answered; the chosen one where
  /// nobody has it.
  public func responsible(for batch: BatchHandle) -> any Executor {
    if let job = batch.job { return all.first { $0.name == job.executor } ?? chosen }
    return all.first { $0.mayHave(batch) } ?? chosen
  }

  /// Whether one of them may have a batch that has no `job.json`.
  public func mayHave(_ batch: BatchHandle) -> Bool { all.contains { $0.mayHave(batch) } }

  /// Hands over to the chosen one.
  public func submit(_ batch: BatchHandle, _ handover: Handover) throws -> Submission {
    try chosen.submit(batch, handover)
  }

  /// Settled by whoever may have it. What another executor certainly has not is the chosen one's.
  public func settle(_ batch: BatchHandle, _ handover: Handover) throws -> Submission {
    var executor = responsible(for: batch)
    // A job that a person names is one that has its number from a scheduler.
    if case .adopt? = handover.decision { executor = all.first { !$0.startsAfterItsRecord } ?? executor }
    let submission = try executor.settle(batch, handover)
    // Another executor's refusal is no longer what is known of the batch.
    if case .handedOver = submission { try Sys.removeIfThere(batch.layout.doubt) }
    return submission
  }

  /// What the chosen one would hand over.
  public func preview(_ batch: BatchHandle) throws -> [UInt8]? { try chosen.preview(batch) }

  /// What the chosen one takes.
  public func room(engine: String) throws -> ClusterLimits { try chosen.room(engine: engine) }

  /// Tasks in the chosen one's queue.
  public func queued() throws -> Int { try chosen.queued() }

  /// Starts it where it was handed over.
  public func restart(_ batch: BatchHandle) throws { try responsible(for: batch).restart(batch) }

  /// Asks each executor once for those of the batches that it has.
  public func poll(_ batches: [BatchHandle]) throws -> [String: BatchState] {
    var states: [String: BatchState] = [:]
    for (_, group) in Dictionary(grouping: batches, by: { responsible(for: $0).name }) {
      states.merge(try responsible(for: group[0]).poll(group)) { first, _ in first }
    }
    return states
  }

  /// What the executor that has it says.
  public func remarks(on batch: BatchHandle) throws -> [String] { try responsible(for: batch).remarks(on: batch) }

  /// Ends it where it is.
  public func cancel(_ batch: BatchHandle) throws { try responsible(for: batch).cancel(batch) }

  /// The chosen one's jobs.
  public func jobs() throws -> [ScheduledJob]? { try chosen.jobs() }
}
