import Manifest
import Settings
import StageKit

/// What is packed and not yet harvested, by the workers' running totals, against the marks (law 15).
struct Backlog {
  /// Items in batches.
  private(set) var items: Int
  /// Pages in batches.
  private(set) var pages: Int
  private let settings: Settings

  init(of workspace: Workspace) throws {
    func totals(_ worker: WorkerName) throws -> Totals {
      try workspace.manifest(of: worker.rawValue).tail().mark?.totals ?? Totals()
    }
    let (packed, harvested) = (try totals(.dispatcher), try totals(.cleanup))
    items = packed.items - harvested.items
    pages = packed.units - harvested.units
    settings = workspace.settings
  }

  mutating func add(_ chunks: [PlannedChunk]) {
    items += chunks.reduce(0) { $0 + $1.candidates.count }
    pages += chunks.reduce(0) { $0 + $1.pages }
  }

  /// Whether a high-water mark is reached; one of 0 is none.
  var isFull: Bool {
    let dispatch = settings.dispatch
    return dispatch.highWaterItems > 0 && items >= dispatch.highWaterItems
      || dispatch.highWaterPages > 0 && pages >= dispatch.highWaterPages
  }

  /// Why a pass packs nothing; nil below the low-water dispatch. A pass that began below them goes on to the high ones.
  var excess: String? {
    let dispatch = settings.dispatch
    for (name, count, low, high) in [
      ("items", items, dispatch.lowWaterItems, dispatch.highWaterItems),
      ("pages", pages, dispatch.lowWaterPages, dispatch.highWaterPages),
    ] where high > 0 && count > low {
      return "\(count) \(name) are packed and not yet harvested: packing goes on at dispatch.low_water_\(name) (\(low))"
    }
    return nil
  }
}
