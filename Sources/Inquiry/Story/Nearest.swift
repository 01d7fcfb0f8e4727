import Settings
import Spool
import StageKit
import SystemCalls

/// Names in the workspace that are like one that is nowhere.
public enum Nearest {
  /// The most names told.
  static let most = 5

  /// Up to five identifiers and batches, the likest first: those that hold the text, then those few letters away.
  public static func names(to text: String, in spool: Spool) throws -> [String] {
    let wanted = text.lowercased()
    let tolerance = max(2, wanted.utf8.count / 3)
    var found: [(name: String, distance: Int)] = []
    func look(_ name: String) {
      let lower = name.lowercased()
      let far = abs(lower.utf8.count - wanted.utf8.count)
      if lower.contains(wanted) { return found.append((name, min(1, far))) }
      guard far <= tolerance else { return }
      let distance = EditDistance.between(lower, wanted)
      if distance <= tolerance { found.append((name, distance + 1)) }
    }
    try forEachName(in: spool, look)
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(most).map(\.name)
  }

  private static func forEachName(in spool: Spool, _ body: (String) -> Void) throws {
    let places: [Place] = [.stage(.downloaded), .stage(.completed), .stage(.processed)]
    for place in try places + spool.reasons().map({ .quarantine($0) }) {
      try spool.walk(place) { found in
        body(found.identifier.text)
        return true
      }
    }
    for directory in [spool.path(.pending), spool.path(.processing), spool.rest] {
      for name in try spool.batches(in: directory) {
        body(name.description)
        for found in try spool.items(inBatch: directory.appending(name.description)) { body(found.identifier.text) }
      }
    }
  }
}
