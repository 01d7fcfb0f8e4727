import Manifest
import StageKit

/// Items waiting downstream of the inbox, by the workers' running totals (law 15): no stage is counted for it.
enum Backlog {
  /// Why no more should be taken in; nil while there is room below the high-water mark.
  static func excess(in workspace: Workspace) throws -> String? {
    let limit = workspace.settings.limits.highWaterItems
    guard limit > 0 else { return nil }
    let waiting = try waiting(in: workspace)
    guard waiting >= limit else { return nil }
    return "\(waiting) items wait downstream and limits.high_water_items is \(limit): intake goes on when they are done"
  }

  private static func waiting(in workspace: Workspace) throws -> Int {
    func totals(_ worker: WorkerName) throws -> Totals {
      try workspace.manifest(of: worker.rawValue).tail().mark?.totals ?? Totals()
    }
    let (taken, finished, harvested) = (try totals(.downloader), try totals(.finalizer), try totals(.cleanup))
    return taken.items - taken.quarantined - harvested.quarantined - finished.items
  }
}
