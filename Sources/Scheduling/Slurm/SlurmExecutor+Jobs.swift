extension SlurmExecutor {
  /// The user's jobs in the controller's queue whose names can be ours, each array once (squeue(1): %F, %j, %T).
  public func jobs() throws -> [ScheduledJob]? {
    let answer = try commands.ask(.squeue, ["--me", "--noheader", "--format=%F|%j|%T"])
    var seen: Set<Substring> = []
    return answer.lines.compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 3, JobName.isOne(String(fields[1])), seen.insert(fields[0]).inserted else { return nil }
      return ScheduledJob(
        name: String(fields[1]), id: String(fields[0]), state: String(fields[2]), endedBy: "scancel \(fields[0])")
    }
  }
}
