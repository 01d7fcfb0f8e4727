import Spool
import SystemCalls

/// Names what is the matter in shards that differ, by comparing where each name is booked with where it is found.
struct Differences {
  /// One name that does not agree.
  struct Difference {
    var id: String
    /// Where it is booked, and how often.
    var booked: [String: Int]
    /// Where it is found.
    var found: [Placed]

    /// Found, but not merely at the door of a workspace in which the item is in its place.
    var inside: [Placed] { found.filter { !$0.atDoor } }
  }

  let shards: Set<Shard>
  /// In the order of their names.
  private(set) var all: [Difference] = []

  init(shards: Set<Shard>) { self.shards = shards }

  /// Reads manifests and tree again, for these shards.
  mutating func gather(_ ledger: Ledger, _ tree: Tree) throws {
    let booked = try ledger.names(in: shards)
    var found: [String: [Placed]] = [:]
    func note(_ placed: Placed) {
      if shards.contains(Shard(of: placed.id)) { found[placed.id, default: []].append(placed) }
    }
    try tree.forEachBatch { note($0) }
    try tree.forEachItem { note($0) }
    for id in Set(booked.keys).union(found.keys).sorted() {
      let places = booked[id]?.places ?? [:]
      let counted = (found[id] ?? []).reduce(into: [String: Int]()) { $0[$1.booked.description, default: 0] += 1 }
      if places != counted { all.append(Difference(id: id, booked: places, found: found[id] ?? [])) }
    }
  }

  /// Reports each name once.
  func report(to report: inout AuditReport, in root: FilePath, besides named: Set<String>) {
    if all.isEmpty {
      let names = shards.sorted().map(\.description).joined(separator: ", ")
      report.breach(
        .init(.booksDiffer, "shards \(names): the sums differ and no name tells why: sluice manifest verify"))
    }
    for difference in all where !named.contains(difference.id) { difference.report(to: &report, in: root) }
  }
}

extension Differences.Difference {
  fileprivate func report(to report: inout AuditReport, in root: FilePath) {
    let places = found.map(\.place.description).joined(separator: " and in ")
    let claimed = booked.filter { $0.value > 0 }.keys.sorted().joined(separator: " and in ")
    let path = (inside.first ?? found.first).map { $0.path.relative(to: root) }
    if inside.count != found.count, booked.values.reduce(0, +) == inside.count {
      return atTheDoor(to: &report, in: root)
    }
    if found.count > 1 {
      report.breach(.init(.foundTwice, id: id, path: path, "it is in \(places): keep one of them"))
    } else if let one = found.first {
      if booked.values.contains(where: { $0 < 0 || $0 > 1 }) {
        report.breach(.init(.bookedTwice, id: id, path: path, "\(tally): sluice log \(id)"))
      } else if claimed.isEmpty {
        report.breach(
          .init(
            .notBooked, id: id, path: path,
            "it is in \(one.place), and no manifest says how it came there: sluice audit --repair enters it"))
      } else {
        report.breach(
          .init(
            .misplaced, id: id, path: path,
            "the manifests have it in \(claimed), and it is in \(one.place): \(remedy(one, in: root))"))
      }
    } else if booked.values.contains(where: { $0 < 0 || $0 > 1 }) {
      report.breach(.init(.bookedTwice, id: id, path: nil, "\(tally), and it is nowhere: sluice log \(id)"))
    } else {
      report.breach(
        .init(.lost, id: id, path: nil, "the manifests have it in \(claimed), and it is not there: sluice log \(id)"))
    }
  }

  /// What sets a move right that no worker made (README, "What you may do by hand").
  private func remedy(_ placed: Placed, in root: FilePath) -> String {
    let then = placed.place == .stage(.inbox) ? ", and the next download takes it" : ""
    let enter = "sluice audit --repair enters the move\(then)"
    guard let place = booked.first(where: { $0.value > 0 }).flatMap({ Place($0.key) }), let identifier = Identifier(id),
      let back = Spool(root: root).item(identifier, in: place)
    else { return enter }
    return "\(enter); or move it back: mv \(placed.path.relative(to: root)) \(back.relative(to: root))"
  }

  private var tally: String {
    let counts = booked.sorted { $0.key < $1.key }.map { "\($0.value) times in \($0.key)" }
    return "the manifests have it \(counts.joined(separator: " and "))"
  }

  /// A copy lies in the inbox while the item itself is where it belongs, or something there was never an item here.
  private func atTheDoor(to report: inout AuditReport, in root: FilePath) {
    for placed in found where placed.atDoor {
      report.notice(
        .init(
          .atTheDoor, id: id, path: placed.path.relative(to: root),
          inside.isEmpty
            ? "it looks like an item and was never one here: drop only its document"
            : "it lies in the inbox while the item itself is in \(inside[0].place): remove one of the two"))
    }
  }
}

extension FilePath {
  /// The path as a person in the workspace would type it.
  func relative(to root: FilePath) -> String {
    var relative = self
    return relative.removePrefix(root) ? relative.string : string
  }
}
