import Formats
import SystemCalls

/// Nodes that fail tasks within seconds, and those that are not used because of it: `manifests/summary/nodes.json`.
///
/// Cleanup alone writes it; the submitter names the nodes to the scheduler, `sluice status` shows them.
public struct BadNodes: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// Nodes with failures since their last success, by name.
  public private(set) var nodes: [String: Node] = [:]
  /// When each node last did some work.
  private var worked: [String: Timestamp] = [:]

  /// A node that failed tasks.
  public struct Node: Sendable, Hashable, Codable {
    /// Failures since its last success.
    public var failures: Int
    /// When the first of them was seen.
    public var since: Timestamp
    /// The scheduler's sentence on the last.
    public var message: String
    /// Until when it is not used; nil while it is.
    public var excludedUntil: Timestamp?

    enum CodingKeys: String, CodingKey {
      case failures, since, message
      case excludedUntil = "excluded_until"
    }
  }

  /// Seconds within which a task that made no page failed at once: less than any engine takes to start.
  public static let atOnce = 30.0
  /// Failures after which a node is no longer used, while others work: a document that kills its task needs no more tries.
  static let enough = 3
  /// Seconds it is not used for: whoever repairs nodes has seen it by then.
  static let exclusion = 86_400.0

  /// None.
  public init() {}

  private static func path(_ workspace: Workspace) -> FilePath { workspace.manifests.appending("summary/nodes.json") }

  /// Reads what is known; nothing where it cannot be read, as it is only advice.
  public init(of workspace: Workspace) {
    let bytes = try? Sys.contents(of: Self.path(workspace), limit: 1 << 20)
    self = bytes.flatMap { try? FormatCoding.decode(BadNodes.self, from: $0) } ?? BadNodes()
  }

  /// Publishes what is known.
  public func publish(in workspace: Workspace) throws {
    try Sys.ensurePath(Self.path(workspace).removingLastComponent())
    try Sys.publish(try FormatCoding.file(self), at: Self.path(workspace))
  }

  /// The nodes that are not used now.
  public func excluded(at now: Timestamp = .now) -> [String] {
    nodes.filter { ($0.value.excludedUntil ?? now) > now }.keys.sorted()
  }

  /// Notes a task that did some work.
  public mutating func work(on node: String, at now: Timestamp = .now) {
    nodes[node] = nil
    worked[node] = now
    judge(now)
  }

  /// Notes a task that failed at once.
  public mutating func failure(on node: String, _ message: String, at now: Timestamp = .now) {
    // One that comes back from its rest begins anew.
    if let until = nodes[node]?.excludedUntil, until <= now { nodes[node] = nil }
    nodes[node, default: Node(failures: 0, since: now, message: message)].failures += 1
    nodes[node]?.message = message
    judge(now)
  }

  /// A node is at fault when others worked since it began to fail: where none works it is not the nodes.
  private mutating func judge(_ now: Timestamp) {
    worked = worked.filter { now.seconds(since: $0.value) < Self.exclusion }
    for (name, node) in nodes where node.failures >= Self.enough && node.excludedUntil == nil {
      guard worked.contains(where: { $0.key != name && $0.value >= node.since }) else { continue }
      nodes[name]?.excludedUntil = now.advanced(bySeconds: Self.exclusion)
    }
  }
}
