import Formats
import SystemCalls

extension SlurmExecutor {
  /// The cluster's limits and those of the settings, whichever are stricter.
  public func room(engine: String) throws -> ClusterLimits {
    var own = ClusterLimits()
    if options.maxQueued > 0 { own.mostQueued = options.maxQueued }
    if options.maxWalltime > 0 { own.longestWalltime = Int(clamped: options.maxWalltime) }
    var room = try limits(engine: engine).tightened(by: own)
    // A batch goes in as a whole.
    room.mostChunks = ClusterLimits.least(room.mostChunks, room.mostQueued)
    // The time to stop in is part of what the job asks for, which is whole minutes.
    room.longestWalltime = room.longestWalltime.map { max(60, $0 - Int(clamped: options.warning.rounded(.up)) - 59) }
    return room
  }

  /// Counts the user's tasks, each array task as one, as the cluster's limits do.
  public func queued() throws -> Int {
    try commands.ask(.squeue, ["--noheader", "--me", "--array", "--format=%i"]).lines.count
  }
}

extension ClusterLimits {
  /// Why a batch of so many chunks is not handed over while so many tasks are in the queue; nil when it may be.
  ///
  /// One that is larger than the whole queue may be in goes in when the queue is empty: it would wait for ever otherwise, and if
  /// the cluster takes no such batch it says so itself.
  public func lack(queued: Int, chunks: Int) -> String? {
    guard let mostQueued, queued > 0, queued + chunks > mostQueued else { return nil }
    return
      "\(queued) of your tasks are in the queue, and \(mostQueued) may be (slurm.max_queued, or the cluster's limit)"
  }
}
