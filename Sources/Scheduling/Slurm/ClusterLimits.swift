/// What a cluster allows one user's jobs in one partition: plain numbers, read once a pass.
public struct ClusterLimits: Sendable, Hashable {
  /// The most chunks a batch may have: the highest index of a job array, counted from 1.
  public var mostChunks: Int?
  /// The most array tasks that may be in the queue, waiting or running.
  public var mostQueued: Int?
  /// Seconds of walltime that a task may ask for at most.
  public var longestWalltime: Int?
  /// Bytes of memory that the largest node has, what Slurm keeps for itself included.
  public var largestMemory: Int64?

  /// No limits.
  public init() {}

  /// The stricter of both, limit by limit.
  public func tightened(by other: ClusterLimits) -> ClusterLimits {
    var result = ClusterLimits()
    result.mostChunks = Self.least(mostChunks, other.mostChunks)
    result.mostQueued = Self.least(mostQueued, other.mostQueued)
    result.longestWalltime = Self.least(longestWalltime, other.longestWalltime)
    result.largestMemory = Self.least(largestMemory, other.largestMemory)
    return result
  }

  /// The wider of both, limit by limit: for jobs that may run under either.
  func widened(by other: ClusterLimits) -> ClusterLimits {
    func most<Number: Comparable>(_ first: Number?, _ second: Number?) -> Number? {
      if let first, let second { max(first, second) } else { nil }
    }
    var result = ClusterLimits()
    result.mostChunks = most(mostChunks, other.mostChunks)
    result.mostQueued = most(mostQueued, other.mostQueued)
    result.longestWalltime = most(longestWalltime, other.longestWalltime)
    result.largestMemory = most(largestMemory, other.largestMemory)
    return result
  }

  static func least<Number: Comparable>(_ numbers: Number?...) -> Number? { numbers.compactMap { $0 }.min() }
}

extension SlurmExecutor {
  /// Reads the limits that tasks of an engine meet: configuration, partition, and, where the cluster enforces them, those of
  /// the user's associations and of the quality of service. One call each.
  ///
  /// - Throws: `SlurmFailure` where the controller cannot be asked. Limits that accounting does not tell are no limits here:
  ///   Slurm itself refuses what exceeds them.
  public func limits(engine: String) throws(SlurmFailure) -> ClusterLimits {
    let resources = options.engines[engine] ?? SlurmOptions.Resources()
    let config = SlurmConfig(try commands.ask(.scontrol, ["show", "config"]).text)
    let sites = try commands.ask(.sinfo, ["--noheader", "--all", "--format=\(SlurmPartition.format)"]).text
    let partitions = SlurmPartition.all(sites)
    let partition = SlurmPartition.chosen(resources.partition, in: partitions)
    var limits = config.limits.tightened(by: SlurmPartition.limits(of: partition, in: partitions))
    if config.enforcesLimits {
      limits = limits.tightened(by: enforced(config, partition: partition, qos: resources.qos))
    }
    return limits
  }

  /// The limits of the user's associations and of the quality of service, as far as accounting tells them.
  private func enforced(_ config: SlurmConfig, partition: String, qos wanted: String) -> ClusterLimits {
    let user = SlurmAssociation.ourName
    guard let own = try? commands.ask(.sacctmgr, SlurmAssociation.question(cluster: config.cluster, user: user)) else {
      return ClusterLimits()
    }
    let associations = SlurmAssociation.all(own.text).filter {
      $0.fits(account: options.account, partition: partition)
    }
    // Without an account in the settings Slurm takes the user's default one, which is not told here.
    var limits =
      associations.dropFirst().reduce(associations.first?.limits ?? ClusterLimits()) { $0.widened(by: $1.limits) }
    let accounts = Set(associations.map(\.account))
    if accounts.count == 1,
      let whole = try? commands.ask(
        .sacctmgr, SlurmAssociation.question(cluster: config.cluster, accounts: accounts.sorted()))
    {
      for account in SlurmAssociation.all(whole.text) where account.user.isEmpty {
        limits = limits.tightened(by: account.limits)
      }
    }
    let name = wanted.isEmpty ? associations.first?.defaultQOS ?? "" : wanted
    if !name.isEmpty, let answer = try? commands.ask(.sacctmgr, SlurmQOS.question(name)) {
      for qos in SlurmQOS.all(answer.text) where qos.name == name { limits = limits.tightened(by: qos.limits) }
    }
    return limits
  }
}
