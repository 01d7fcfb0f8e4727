import Formats

/// Where a process runs: the name people know and the kernel's id of this boot.
public struct LocalHost: Sendable, Hashable {
  /// The host's name.
  public let name: String
  /// The id of its running kernel; empty where there is none.
  public let bootID: String

  /// Names a host.
  public init(name: String, bootID: String) {
    self.name = name
    self.bootID = bootID
  }
}

/// What can be said of a `local` batch from what was found: no system calls, so that every row can be tested.
enum LocalState {
  /// What a poll found, in the order in which it looked.
  struct Findings: Sendable {
    /// The history before the lock was tried.
    var before: LocalHistory
    /// Whether the lock was held.
    var isLocked: Bool
    /// The history after the lock was tried.
    var after: LocalHistory
    /// Whether the batch is ordered to end.
    var isCancelled: Bool
  }

  /// The state of a batch, seen from `here`.
  static func state(of batch: BatchHandle, _ found: Findings, here: LocalHost) -> BatchState {
    guard let job = batch.job else { return BatchState(all: batch.record.chunks, .waiting, neverStarted: true) }
    switch place(of: job, here: here) {
    case .here: return found.isLocked ? running(batch, found.before) : free(batch, found)
    case .rebooted:
      // Two hosts of one name look like a reboot; a lock that is held says that somebody lives.
      if found.isLocked { return elsewhere(batch, job, found.after) }
      return ended(batch, found.after) { since in
        ChunkEnding(.lostNode, "\(here.name) was restarted while the batch was in its hands.", startedAt: since)
      }
    case .elsewhere: return elsewhere(batch, job, found.after)
    }
  }

  enum Place { case here, rebooted, elsewhere }

  /// Where a job runs, seen from `here`.
  static func place(of job: JobRecord, here: LocalHost) -> Place {
    let boot = job.bootID ?? ""
    // The same running kernel under another name (a laptop in another network, a container) sees the same locks.
    if !boot.isEmpty && boot == here.bootID { return .here }
    guard job.host == here.name else { return .elsewhere }
    return boot.isEmpty || here.bootID.isEmpty ? .here : .rebooted
  }

  /// The lock is held: the job lives.
  private static func running(_ batch: BatchHandle, _ history: LocalHistory) -> BatchState {
    state(batch, history) { chunk in
      history.startedChunks[chunk].map { .running(since: $0.at) } ?? .waiting
    }
  }

  /// The lock is free: the job is over, or was never started.
  private static func free(_ batch: BatchHandle, _ found: Findings) -> BatchState {
    if found.before.hasBegun {
      return ended(batch, found.after) { since in
        ChunkEnding(
          .vanished,
          since == nil
            ? "The supervisor of the batch ended before the chunk had its turn; logs/supervisor.log may say why."
            : "The supervisor of the batch ended before the chunk's task did; logs/supervisor.log may say why.",
          startedAt: since)
      }
    }
    // It began between two looks: the next poll sees it as it is.
    if found.after.hasBegun { return running(batch, found.after) }
    // A supervisor still on its way looks for the order after it has the lock, so this is final.
    if found.isCancelled {
      return BatchState(
        all: batch.record.chunks, .ended(ChunkEnding(.cancelled, "The batch was cancelled before it was started.")))
    }
    return BatchState(all: batch.record.chunks, .waiting, neverStarted: true)
  }

  private static func elsewhere(_ batch: BatchHandle, _ job: JobRecord, _ history: LocalHistory) -> BatchState {
    let host = job.host ?? "another host"
    return state(batch, history) { _ in
      .unknown("The batch runs on \(host), and only there can be told how far it is: run sluice cleanup on \(host).")
    }
  }

  private static func ended(
    _ batch: BatchHandle, _ history: LocalHistory, _ rest: (Timestamp?) -> ChunkEnding
  ) -> BatchState {
    state(batch, history) { chunk in
      let start = history.startedChunks[chunk]
      var ending = rest(start?.at)
      if start != nil { ending.host = history.started?.host ?? batch.job?.host }
      return .ended(ending)
    }
  }

  private static func state(
    _ batch: BatchHandle, _ history: LocalHistory, _ other: (String) -> ChunkState
  ) -> BatchState {
    BatchState(
      chunks: Dictionary(
        batch.record.chunks.map { ($0.name, history.endings[$0.name].map { .ended($0) } ?? other($0.name)) },
        uniquingKeysWith: { first, _ in first }))
  }
}
