import Formats
import Manifest
import Spool

/// Pages that wait for an engine, by the workers' running totals: no item is looked at.
public enum WaitingPages {
  /// Pages in `01_downloaded` and in batches, by the engine that the settings give to their documents' routes.
  ///
  /// The totals know pages by place and documents by route: the pages of a place are shared out by its documents.
  public static func byEngine(in workspace: Workspace) throws -> [String: Int] {
    var places: [String: Amount] = [:]
    for worker in WorkerName.allCases {
      let totals = try workspace.manifest(of: worker.rawValue).tail().mark?.totals
      for (place, amount) in totals?.places ?? [:] { places[place, default: Amount()].add(amount) }
    }
    var pages: [String: Int] = [:]
    for place in [Stage.downloaded.rawValue, Totals.batchesPlace] {
      let amount = places[place] ?? Amount()
      let routes = (amount.routes ?? [:]).filter { $0.value > 0 }
      let documents = routes.values.reduce(0, +)
      guard amount.units > 0, documents > 0 else { continue }
      for (name, count) in routes {
        guard let route = Route(rawValue: name) else { continue }
        let share = Double(amount.units) * Double(count) / Double(documents)
        pages[workspace.engine(for: route).rawValue, default: 0] += Int(clamped: share.rounded())
      }
    }
    return pages
  }
}
