import Manifest
import Spool
import StageKit

/// The events about one name, from all manifests, in the order in which they must have happened.
enum Story {
  static func events(about id: String, in workspace: Workspace) throws -> [Event] {
    var all: [Event] = []
    for worker in WorkerName.allCases {
      let events = try workspace.manifest(of: worker.rawValue).events(about: id)
      // A step that was taken back did not happen: its `void` alone is told.
      let voided = Set(events.compactMap(\.of))
      all += events.filter { $0.kind != .step || !voided.contains($0.sequence) }
    }
    return inOrder(all)
  }

  /// By visit, then by how far along the way, then by the writer's own sequence. Clocks of different hosts decide nothing.
  static func inOrder(_ events: [Event]) -> [Event] {
    events.sorted { key($0) < key($1) }
  }

  private static func key(_ event: Event) -> (Int, Int, UInt64) { (event.visit ?? 0, rank(event), event.sequence) }

  /// How far along an event is within its visit. Being sent back begins a visit: so quarantine comes first in one, then the
  /// inbox. Only the finalizer quarantines at a visit's end.
  private static func rank(_ event: Event) -> Int {
    if event.subject == .batch { return batchRank(event) }
    guard let to = event.to.flatMap(Place.init) else { return 90 }
    switch to {
    case .quarantine: return event.from == Stage.completed.rawValue ? 80 : 0
    case .stage(.inbox): return 10
    case .stage(.downloaded): return 20
    case .batch: return 30
    case .stage(.completed): return 40
    case .stage(.processed): return 50
    case .stage, .rest, .outside: return 90
    }
  }

  private static func batchRank(_ event: Event) -> Int {
    switch (event.kind, event.to.flatMap(Place.init)) {
    case (.intent, _): return 20
    case (.answer, _): return 40
    case (.chunk, _): return 45
    case (_, .stage(.pending)?): return 10
    case (_, .stage(.processing)?): return 30
    case (_, .rest?): return 60
    default: return 50
    }
  }
}
