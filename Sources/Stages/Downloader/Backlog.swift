import Manifest
import StageKit

/// Items waiting downstream of the inbox, by the workers' running totals (law 15): no stage is counted for it.
enum Backlog {
  /// Items that may be taken before the high-water mark is reached; `Int.max` where there is none.
  static func room(in workspace: Workspace) throws -> Int {
    let limit = workspace.settings.limits.highWaterItems
    return limit > 0 ? max(0, limit - (try waiting(in: workspace))) : .max
  }

  /// Why a pass takes nothing in; nil at the low-water mark and below. A pass that began there goes on to the high one.
  static func excess(in workspace: Workspace) throws -> String? {
    let limits = workspace.settings.limits
    guard limits.highWaterItems > 0 else { return nil }
    let waiting = try waiting(in: workspace)
    guard waiting > limits.lowWaterItems else { return nil }
    return "\(waiting) items wait downstream: intake goes on at limits.low_water_items (\(limits.lowWaterItems))"
  }

  private static func waiting(in workspace: Workspace) throws -> Int {
    func totals(_ worker: WorkerName) throws -> Totals {
      try workspace.manifest(of: worker.rawValue).tail().mark?.totals ?? Totals()
    }
    let (taken, finished, harvested) = (try totals(.downloader), try totals(.finalizer), try totals(.cleanup))
    return taken.items - taken.quarantined - harvested.quarantined - finished.items
  }
}
