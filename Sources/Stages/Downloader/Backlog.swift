import Manifest
import StageKit

/// What the workspace holds, by the workers' running totals, against the limits (law 15): no stage is counted for it.
struct Backlog {
  /// Items taken and not yet done or quarantined.
  let waiting: Int
  /// Bytes of sources the workspace holds.
  let bytes: Int64
  /// Files the workspace holds, reckoned as five an item: directory, source, metadata, two outputs.
  let files: Int

  init(of workspace: Workspace) throws {
    func totals(_ worker: WorkerName) throws -> Totals {
      try workspace.manifest(of: worker.rawValue).tail().mark?.totals ?? Totals()
    }
    let (taken, harvested) = (try totals(.downloader), try totals(.cleanup))
    let (finished, sentBack) = (try totals(.finalizer), try totals(.operator))
    waiting = taken.items - taken.quarantined - harvested.quarantined - finished.items
    bytes = taken.bytes - sentBack.bytes - finished.freed
    files = 5 * (taken.items - sentBack.items)
  }

  /// Items that may be taken before the high-water mark is reached; `Int.max` where there is none.
  func room(in workspace: Workspace) -> Int {
    let most = workspace.settings.limits.highWaterItems
    return most > 0 ? max(0, most - waiting) : .max
  }

  /// Why a pass takes nothing in; nil at the low-water mark and below. A pass that began there goes on to the high one.
  func excess(in workspace: Workspace) -> String? {
    let limits = workspace.settings.limits
    if limits.highWaterItems > 0 && waiting > limits.lowWaterItems {
      return "\(waiting) items wait downstream: intake goes on at limits.low_water_items (\(limits.lowWaterItems))"
    }
    if limits.maxBytes.bytes > 0 && bytes >= limits.maxBytes.bytes {
      return "the workspace holds \(bytes) bytes of sources, as many as limits.max_bytes allows"
    }
    if limits.maxFiles > 0 && files >= limits.maxFiles {
      return "the workspace holds about \(files) files, as many as limits.max_files allows"
    }
    return nil
  }
}
