import Settings
import StageKit

/// What is packed and not yet harvested, by the workers' running totals: no batch is opened for it.
struct Backlog {
  private(set) var items: Int
  private(set) var pages: Int

  init(_ workspace: Workspace) throws {
    let packed = try workspace.manifest(of: WorkerName.dispatcher.rawValue).tail().mark?.totals
    let harvested = try workspace.manifest(of: WorkerName.cleanup.rawValue).tail().mark?.totals
    items = (packed?.items ?? 0) - (harvested?.items ?? 0)
    pages = (packed?.units ?? 0) - (harvested?.units ?? 0)
  }

  mutating func add(_ chunks: [PlannedChunk]) {
    items += chunks.reduce(0) { $0 + $1.candidates.count }
    pages += chunks.reduce(0) { $0 + $1.pages }
  }

  /// What there is too much of; nil below the marks.
  func excess(over marks: WaterMarks) -> String? {
    if let most = marks.items, items > most { return "\(items) items" }
    if let most = marks.pages, pages > most { return "\(pages) pages" }
    return nil
  }
}

/// Where feeding stops, or where it begins again. A pass begins to pack only below the low marks and goes on up to the high
/// ones, so it needs no memory of the last.
struct WaterMarks {
  var items: Int?
  var pages: Int?

  init(low dispatch: SettingsSection<DispatchKeys>) {
    items = dispatch.highWaterItems == 0 ? nil : dispatch.lowWaterItems
    pages = dispatch.highWaterPages == 0 ? nil : dispatch.lowWaterPages
  }

  init(high dispatch: SettingsSection<DispatchKeys>) {
    items = dispatch.highWaterItems == 0 ? nil : dispatch.highWaterItems - 1
    pages = dispatch.highWaterPages == 0 ? nil : dispatch.highWaterPages - 1
  }
}
