import Settings
import Spool
import StageKit
import SystemCalls

/// Names in the workspace that are like one that is nowhere.
public enum Nearest {
  /// The most names told.
  static let most = 5
  /// Seconds after which no further name is looked at: it is a hint, and a person waits for it.
  static let patience = 2.0

  /// Up to five identifiers and batches, the likest first: those that hold the text, then those few letters away. In a
  /// workspace too large to be looked through in two seconds, the likest of those seen.
  public static func names(to text: String, in spool: Spool) throws -> [String] {
    let wanted = text.lowercased()
    let tolerance = min(3, max(1, wanted.utf8.count / 3))
    let deadline = Sys.monotonicSeconds + patience
    var found: [(name: String, distance: Int)] = []
    var seen = 0
    try forEachName(in: spool) { name in
      seen += 1
      let far = abs(name.utf8.count - wanted.utf8.count)
      let lower = name.lowercased()
      if far <= tolerance {
        let distance = EditDistance.between(lower, wanted)
        if distance <= tolerance { found.append((name, distance)) }
      } else if far > 0 && lower.contains(wanted) {
        found.append((name, tolerance + 1))
      }
      return seen % 64 != 0 || Sys.monotonicSeconds < deadline
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(most).map(\.name)
  }

  /// Calls `body` with every name until it returns false: batches first, as they are few.
  private static func forEachName(in spool: Spool, _ body: (String) -> Bool) throws {
    for directory in [spool.path(.pending), spool.path(.processing), spool.rest] {
      for name in try spool.batches(in: directory) {
        guard body(name.description) else { return }
        for found in try spool.items(inBatch: directory.appending(name.description)) {
          guard body(found.identifier.text) else { return }
        }
      }
    }
    var goesOn = true
    let places: [Place] = [.stage(.downloaded), .stage(.completed), .stage(.processed)]
    for place in try places + spool.reasons().map({ .quarantine($0) }) where goesOn {
      try spool.walk(place, orSkip: { _ in }) { found in
        goesOn = body(found.identifier.text)
        return goesOn
      }
    }
  }
}
