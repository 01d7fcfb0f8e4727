import Manifest
import StageKit

/// What the workspace holds, by the workers' running totals (law 15): no stage is counted for it.
struct Backlog {
  /// Items taken and not yet done or quarantined.
  let waiting: Int
  /// Bytes of sources the workspace holds.
  let bytes: Int64
  /// Files the workspace holds, reckoned as five an item: directory, source, metadata, two outputs.
  let files: Int

  init(_ workspace: Workspace) throws {
    func totals(_ worker: WorkerName) throws -> Totals {
      try workspace.manifest(of: worker.rawValue).tail().mark?.totals ?? Totals()
    }
    let (taken, harvested) = (try totals(.downloader), try totals(.cleanup))
    let (finished, sentBack) = (try totals(.finalizer), try totals(.operator))
    waiting = taken.items - taken.quarantined - harvested.quarantined - finished.items
    bytes = taken.bytes - sentBack.bytes - finished.freed
    files = 5 * (taken.items - sentBack.items)
  }

  /// Why no more should be taken in; nil while there is room.
  ///
  /// A pass begins to take only below the low-water mark and goes on up to the high one: that is all the memory it needs.
  static func excess(in workspace: Workspace, beginning: Bool) throws -> String? {
    let limits = workspace.settings.limits
    let (low, high) = (limits.lowWaterItems, limits.highWaterItems)
    guard high > 0 || limits.maxBytes.bytes > 0 || limits.maxFiles > 0 else { return nil }
    let backlog = try Backlog(workspace)
    let mark = beginning ? low : high
    if high > 0 && backlog.waiting >= max(1, mark) {
      return
        "\(backlog.waiting) items wait downstream and limits.\(beginning ? "low" : "high")_water_items is \(mark): "
        + "intake goes on when they are done"
    }
    if limits.maxBytes.bytes > 0 && backlog.bytes >= limits.maxBytes.bytes {
      return "the workspace holds \(backlog.bytes) bytes of sources, as many as limits.max_bytes allows"
    }
    if limits.maxFiles > 0 && backlog.files >= limits.maxFiles {
      return "the workspace holds about \(backlog.files) files, as many as limits.max_files allows"
    }
    return nil
  }
}
