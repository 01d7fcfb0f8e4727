import Formats
import Manifest
import Scheduling
import Spool
import StageKit
import SystemCalls

/// Where everything in a workspace is, as one value: what `sluice status` shows and its `--json` prints.
///
/// Items are counted in the tree, by names alone; pages and bytes are the workers' running totals, so no document is looked
/// at. Nothing is written and no lease is taken: it can run beside everything.
public struct WorkspaceStatus: Sendable, Encodable {
  /// The version of this format.
  public let format = FormatCoding.version
  /// The workspace's directory.
  public let workspace: String
  /// When it was gathered.
  public let at: Timestamp
  /// What each stage holds, in the order documents pass them.
  public let stages: [StageStatus]
  /// What people dropped and nobody took yet.
  public let inbox: InboxStatus
  /// Lists that are worked off.
  public let lists: [ListStatus]
  /// Sites that are left alone for a while.
  public let hosts: [HostStatus]
  /// Batches in `02` and `03`, oldest first.
  public let batches: [BatchStatus]
  /// Documents by the route their inspection chose: waiting in `01`, and in all.
  public let routes: Routes
  /// What is known of the texts in `05`.
  public let texts: Texts
  /// Quarantined items by reason, the most frequent first.
  public let failures: [FailureStatus]
  /// Nodes of the cluster that are not used, as they failed tasks at once while others worked.
  public let excludedNodes: [String: BadNodes.Node]
  /// Room on the file system.
  public let room: RoomStatus
  /// The five workers.
  public let workers: [WorkerStatus]
  /// The settings that explain most of what is seen, as written.
  public let settings: [String: String]
  /// The most useful next command, with a remark where it needs one.
  public let next: NextStep

  /// Documents by route.
  public struct Routes: Sendable, Encodable {
    /// Those that wait to be packed.
    public let waiting: [String: Int]
    /// Those in batches.
    public let batches: [String: Int]
    /// Those that are processed.
    public let processed: [String: Int]
  }

  /// What is known of finished texts.
  public struct Texts: Sendable, Encodable {
    /// Pages a person should look at before trusting their text.
    public let doubtfulPages: Int
    /// Documents whose text an older version of the reader made.
    public let ofOlderReader: Int

    enum CodingKeys: String, CodingKey {
      case doubtfulPages = "doubtful_pages"
      case ofOlderReader = "of_older_reader"
    }
  }

  /// Room on the file system, and what the settings keep free.
  public struct RoomStatus: Sendable, Encodable {
    /// Bytes an ordinary user may still write.
    public let freeBytes: Int64
    /// Bytes in all.
    public let totalBytes: Int64
    /// Files that can still be made; nil where the file system sets no number.
    public let freeInodes: Int64?
    /// Why intake stops; nil while there is room.
    public let lack: String?

    enum CodingKeys: String, CodingKey {
      case freeBytes = "free_bytes"
      case totalBytes = "total_bytes"
      case freeInodes = "free_inodes"
      case lack
    }
  }

  enum CodingKeys: String, CodingKey {
    case format, workspace, at, stages, inbox, batches, routes, texts, failures, room, workers, settings, next
    case excludedNodes = "excluded_nodes"
  }

  /// Gathers everything; the executor is asked once for all batches.
  public init(_ workspace: Workspace, executor: any Executor) throws {
    let balance = try Balance(workspace)
    let stages = try StageStatus.all(in: workspace.spool, balance)
    let inbox = try InboxStatus(workspace)
    let lists = try ListStatus.all(in: workspace)
    let batches = try BatchStatus.all(in: workspace, executor: executor)
    let room = try RoomStatus(workspace)
    let backlog = WorkerStatus.Backlog(stages: stages, inbox: inbox, batches: batches)
    let workers = try WorkerStatus.all(in: workspace, backlog: backlog)
    let failures = try FailureStatus.all(in: workspace.spool)
    self.workspace = workspace.root.string
    at = .now
    self.stages = stages
    self.inbox = inbox
    self.lists = lists
    hosts = lists.isEmpty ? [] : HostStatus.all(at: .now)
    self.batches = batches
    self.room = room
    self.workers = workers
    self.failures = failures
    let nodes = BadNodes(of: workspace)
    let excluded = nodes.excluded()
    excludedNodes = nodes.nodes.filter { excluded.contains($0.key) }
    routes = Routes(
      waiting: balance.routes(in: Stage.downloaded.rawValue), batches: balance.routes(in: Totals.batchesPlace),
      processed: balance.routes(in: Stage.processed.rawValue))
    texts = Texts(
      doubtfulPages: balance.doubtfulPages(in: Stage.processed.rawValue),
      ofOlderReader: balance.ofOlderReader(in: Stage.processed.rawValue))
    settings = Self.settingsThatMatter(workspace)
    next = NextStep(
      stages: stages, inbox: inbox, lists: lists, batches: batches, workers: workers, failures: failures, room: room,
      workspace)
  }

  private static func settingsThatMatter(_ workspace: Workspace) -> [String: String] {
    let keys: Set = [
      "executor", "routing.text", "routing.ocr", "routing.mixed", "ocr.languages", "dispatch.max_wait",
      "submit.max_batches", "local.concurrency", "retention.dropped", "retention.downloaded", "limits.min_free_bytes",
    ]
    let rows = workspace.settings.effective().filter { keys.contains($0.key) }
    return Dictionary(rows.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
  }
}

extension WorkspaceStatus.RoomStatus {
  init(_ workspace: Workspace) throws {
    let capacity = try Sys.capacity(of: workspace.spool.directory)
    self.init(
      freeBytes: capacity.freeBytes, totalBytes: capacity.totalBytes, freeInodes: capacity.freeInodes,
      lack: try Room.lack(in: workspace))
  }
}
