import Formats
import SystemCalls

/// What `scontrol show config` says.
struct SlurmConfig: Sendable, Hashable {
  private let values: [String: String]

  init(_ text: some StringProtocol) {
    var values: [String: String] = [:]
    for line in text.split(whereSeparator: \.isNewline) {
      guard let sign = line.range(of: "= ") ?? line.range(of: "=") else { continue }
      values[String(line[..<sign.lowerBound].trimmed)] = String(line[sign.upperBound...].trimmed)
    }
    self.values = values
  }

  /// The cluster's name.
  var cluster: String { values["ClusterName"] ?? "" }

  /// Whether limits of associations and of qualities of service hold (slurm.conf(5), AccountingStorageEnforce).
  var enforcesLimits: Bool {
    let words = (values["AccountingStorageEnforce"] ?? "").split(separator: ",").map { $0.trimmed.lowercased() }
    return words.contains("limits") || words.contains("all") || words.contains("safe") || words.contains("qos")
  }

  /// `MaxArraySize` is one more than the highest index; `max_array_tasks` bounds the number of tasks (both slurm.conf(5)).
  var limits: ClusterLimits {
    var limits = ClusterLimits()
    limits.mostChunks = values["MaxArraySize"].flatMap { Stated.count($0) }.map { max(1, $0 - 1) }
    for parameter in (values["SchedulerParameters"] ?? "").split(separator: ",") {
      let parts = parameter.split(separator: "=")
      guard parts.count == 2, parts[0].trimmed == "max_array_tasks", let most = Stated.count(parts[1].trimmed) else {
        continue
      }
      limits.mostChunks = ClusterLimits.least(limits.mostChunks, most)
    }
    limits.mostQueued = values["MaxJobCount"].flatMap { Stated.count($0) }
    return limits
  }
}

/// One line of `sinfo`: a partition and a kind of node in it.
struct SlurmPartition: Sendable, Hashable {
  /// Name, name with a star when it is the default, limit of time, megabytes of a node.
  static let format = "%R|%P|%l|%m"

  var name: String
  var isDefault: Bool
  var longestWalltime: Int?
  var memory: Int64?

  static func all(_ text: some StringProtocol) -> [SlurmPartition] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 4 else { return nil }
      // A plus says that some nodes have more.
      let memory = Stated.count(fields[3].trimmed.prefix { $0 != "+" })
      return SlurmPartition(
        name: String(fields[0]), isDefault: fields[1].hasSuffix("*"),
        longestWalltime: SlurmUnits.wholeSeconds(fields[2].trimmed),
        memory: memory.map { Int64($0).clampedProduct(1 << 20) })
    }
  }

  /// The partition of a name, the default one for none.
  static func chosen(_ name: String, in all: [SlurmPartition]) -> String {
    name.isEmpty ? all.first(where: \.isDefault)?.name ?? "" : name
  }

  /// Of several partitions with a comma between them Slurm takes one that fits: the widest limits hold.
  static func limits(of names: String, in all: [SlurmPartition]) -> ClusterLimits {
    let wanted = names.split(separator: ",").map(String.init)
    let lines = all.filter { wanted.contains($0.name) }
    var limits = ClusterLimits()
    limits.longestWalltime =
      lines.contains { $0.longestWalltime == nil } ? nil : lines.compactMap(\.longestWalltime).max()
    limits.largestMemory = lines.compactMap(\.memory).max()
    return limits
  }
}

/// One line of `sacctmgr show assoc`: what a user, or an account as a whole, may do.
struct SlurmAssociation: Sendable, Hashable {
  private static let columns = "Account,User,Partition,MaxSubmit,GrpSubmit,MaxWall,DefaultQOS"

  var account: String
  var user: String
  var partition: String
  var defaultQOS: String
  var limits: ClusterLimits

  /// The name under which Slurm knows who asks.
  static var ourName: String { Sys.userName ?? String(Sys.userID) }

  /// Limits for each job and user are told as inherited from the account; those of a group are not.
  static func question(cluster: String, user: String) -> [String] { question(cluster, "user=\(user)") }

  /// The accounts' own lines, among those of their users.
  static func question(cluster: String, accounts: [String]) -> [String] {
    question(cluster, "account=\(accounts.joined(separator: ","))")
  }

  private static func question(_ cluster: String, _ condition: String) -> [String] {
    ["--noheader", "--parsable2", "show", "assoc", "where", "cluster=\(cluster)", condition, "format=\(columns)"]
  }

  static func all(_ text: some StringProtocol) -> [SlurmAssociation] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 7 else { return nil }
      var limits = ClusterLimits()
      limits.mostQueued = ClusterLimits.least(Stated.count(fields[3]), Stated.count(fields[4]))
      limits.longestWalltime = SlurmUnits.wholeSeconds(fields[5])
      return SlurmAssociation(
        account: String(fields[0]), user: String(fields[1]), partition: String(fields[2]),
        defaultQOS: String(fields[6]), limits: limits)
    }
  }

  /// Whether it is one under which a job of this account in this partition may run.
  func fits(account: String, partition: String) -> Bool {
    (account.isEmpty || account == self.account)
      && (self.partition.isEmpty || partition.split(separator: ",").contains { $0 == self.partition })
  }
}

/// One line of `sacctmgr show qos`.
struct SlurmQOS: Sendable, Hashable {
  var name: String
  var limits: ClusterLimits

  static func question(_ name: String) -> [String] {
    [
      "--noheader", "--parsable2", "show", "qos", "where", "name=\(name)",
      "format=Name,MaxSubmitPU,MaxSubmitPA,GrpSubmit,MaxWall",
    ]
  }

  static func all(_ text: some StringProtocol) -> [SlurmQOS] {
    text.split(whereSeparator: \.isNewline).compactMap { line in
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 5 else { return nil }
      var limits = ClusterLimits()
      limits.mostQueued = fields[1...3].compactMap { Stated.count($0) }.min()
      limits.longestWalltime = SlurmUnits.wholeSeconds(fields[4])
      return SlurmQOS(name: String(fields[0]), limits: limits)
    }
  }
}
