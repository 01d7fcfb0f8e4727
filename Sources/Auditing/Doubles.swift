import Spool
import SystemCalls

/// Finds identifiers that are in two places, also where the books have both: an identifier is given once, for ever.
///
/// A place is asked for the name of an item that is in another; places that hold few ask those that hold many, and those of
/// batches are kept in mind. So it takes no memory that grows with the workspace, and few calls.
struct Doubles {
  private var inBatches: [String: Placed] = [:]
  private var found: [String: [Placed]] = [:]

  /// Those that were found.
  var named: Set<String> { Set(found.keys) }

  /// Looks for an item in the places that it was not found in.
  mutating func look(for item: Placed, among places: [Place], _ spool: Spool) {
    guard !item.atDoor, found[item.id] == nil, found.count < AuditReport.mostOfAKind,
      let identifier = Identifier(item.id)
    else { return }
    var others: [Placed] = []
    if case .batch = item.place {
      if let other = inBatches[item.id] { others.append(other) }
      inBatches[item.id] = item
    }
    // The last place holds most, and need not ask: all others have asked it.
    let asked = places.firstIndex(of: item.place).map { places[($0 + 1)...] } ?? places[...]
    for place in asked {
      guard let path = spool.item(identifier, in: place), path != item.path, Sys.exists(path) else { continue }
      others.append(Placed(id: item.id, booked: place, place: place, path: path))
    }
    if !others.isEmpty { found[item.id] = [item] + others }
  }

  /// Reports each once.
  func report(to report: inout AuditReport, in root: FilePath) {
    for (id, placed) in found.sorted(by: { $0.key < $1.key }) {
      let places = placed.map(\.place.description).sorted().joined(separator: " and in ")
      report.breach(
        .init(
          .foundTwice, id: id, path: placed[0].path.relative(to: root),
          "it is in \(places): keep one of them, and give the other to sluice add as a document"))
    }
  }
}
