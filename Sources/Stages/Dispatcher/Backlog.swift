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
    let marks = settings.dispatch
    return marks.highWaterItems > 0 && items >= marks.highWaterItems
      || marks.highWaterPages > 0 && pages >= marks.highWaterPages
  }

  /// Why a pass packs nothing; nil below the low-water marks. A pass that began below them goes on to the high ones.
  var excess: String? {
    let marks = settings.dispatch
    for (name, count, low, high) in [
      ("items", items, marks.lowWaterItems, marks.highWaterItems),
      ("pages", pages, marks.lowWaterPages, marks.highWaterPages),
    ] where high > 0 && count > low {
      return "\(count) \(name) are packed and not yet harvested: packing goes on at dispatch.low_water_\(name) (\(low))"
    }
    return nil
  }
}
