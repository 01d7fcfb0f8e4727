import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// One worker: whether it runs, rests or is held back, and when it last moved something.
public struct WorkerStatus: Sendable, Encodable {
  /// The worker.
  public let worker: String
  /// The verb that runs it.
  public let verb: String
  /// Who holds its lease, `PID HOST`; nil while no pass runs.
  public let lease: String?
  /// When it took the lease, by the file server's clock.
  public let leaseSince: Timestamp?
  /// Whether its process is stopped by a signal, where it runs on this host: its stage waits until it goes on or ends.
  public let isStopped: Bool
  /// Why a person paused it.
  public let paused: String?
  /// Why it feeds nothing now.
  public let heldBack: String?
  /// When it last moved something, by its own clock.
  public let lastMoved: Timestamp?

  enum CodingKeys: String, CodingKey {
    case worker, verb, lease, paused
    case leaseSince = "lease_since"
    case isStopped = "stopped"
    case heldBack = "held_back"
    case lastMoved = "last_moved_at"
  }

  /// What lies before each worker, counted once.
  struct Backlog {
    let ready: Int
    let waiting: Int
    let packed: Int
    let completed: Int
    let pendingBatches: Int
    let flyingBatches: Int

    init(stages: [StageStatus], inbox: InboxStatus, batches: [BatchStatus]) {
      func items(_ stage: Stage) -> Int { stages.first { $0.stage == stage.rawValue }?.items ?? 0 }
      ready = inbox.ready.count + inbox.lists.count
      waiting = items(.downloaded)
      packed = items(.pending) + items(.processing)
      completed = items(.completed)
      pendingBatches = batches.count { $0.place == Stage.pending.rawValue }
      flyingBatches = batches.count { $0.place == Stage.processing.rawValue }
    }

    /// Why a worker feeds nothing though it has something to take; the limits are the workers' own.
    func limit(_ worker: WorkerName, _ workspace: Workspace) -> String? {
      let settings = workspace.settings
      switch worker {
      case .downloader:
        let (all, limit) = (waiting + packed + completed, settings.limits.highWaterItems)
        guard ready > 0, limit > 0, all >= limit else { return nil }
        return "\(all) items wait downstream and limits.high_water_items is \(limit)"
      case .dispatcher:
        let limit = settings.dispatch.lowWaterItems
        guard waiting > 0, packed > limit else { return nil }
        return "\(packed) items are in batches and dispatch.low_water_items is \(limit)"
      case .submitter:
        let limit = settings.submit.maxBatches
        guard pendingBatches > 0, flyingBatches >= limit else { return nil }
        return "\(flyingBatches) batches are in flight, as many as submit.max_batches allows"
      default: return nil
      }
    }
  }

  /// The five workers, and the operator while somebody holds its lease.
  static func all(in workspace: Workspace, backlog: Backlog) throws -> [WorkerStatus] {
    let lack = try Room.lack(in: workspace)
    let lackForDraining = try Room.lack(in: workspace, forDraining: true)
    return try WorkerName.allCases.compactMap { worker in
      let feeds = worker == .downloader || worker == .dispatcher
      let lease = workspace.spool.holder(of: worker.rawValue)
      if worker == .operator && lease == nil { return nil }
      return WorkerStatus(
        worker: worker.rawValue, verb: worker.verb, lease: lease,
        leaseSince: workspace.spool.heldSince(worker.rawValue).map { Timestamp(milliseconds: $0 / 1_000_000) },
        isStopped: lease.map(isStopped) ?? false,
        paused: Pauses.reason(worker, in: workspace.spool),
        heldBack: (worker == .submitter ? Breaker.reason(in: workspace.spool) : nil)
          ?? (feeds ? lack : lackForDraining) ?? backlog.limit(worker, workspace),
        lastMoved: try workspace.manifest(of: worker.rawValue).tail().mark?.time)
    }
  }

  private static func isStopped(_ lease: String) -> Bool {
    let parts = lease.split(separator: " ")
    guard parts.count == 2, parts[1] == Sys.hostName, let process = Int32(parts[0]) else { return false }
    return Sys.isStopped(process)
  }
}
