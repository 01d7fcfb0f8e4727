import Spool
import SystemCalls

/// Names what is the matter in accounts that differ.
struct Differences {
  private var lost: [String: [String]] = [:]
  private var notBooked: [String: [Placed]] = [:]
  private var others: [AuditReport.Finding] = []
  private var notices: [AuditReport.Finding] = []

  /// Compares what is booked in one account with what is found there.
  mutating func compare(_ account: Ledger.Account, booked: [String: Int], found: [String: [Placed]]) {
    var explained = false
    for id in Set(booked.keys).union(found.keys).sorted() {
      let count = booked[id] ?? 0
      let (door, inside) = ((found[id] ?? []).filter(\.atDoor), (found[id] ?? []).filter { !$0.atDoor })
      guard count != door.count + inside.count else { continue }
      explained = true
      if count == inside.count {
        for placed in door { notices.append(Self.atTheDoor(placed, known: count > 0)) }
      } else if count < 0 || count > 1 {
        others.append(
          .init(.bookedTwice, id: id, "the manifests have it \(count) times in \(account.place): sluice log \(id)"))
      } else if count == 1 {
        lost[id, default: []].append(account.place)
        for placed in inside + door { notBooked[id, default: []].append(placed) }
        if inside.count + door.count > 1 { lost[id] = nil }
      } else {
        notBooked[id, default: []] += inside + door
      }
    }
    if !explained {
      others.append(
        .init(
          .booksDiffer,
          "\(account.place), shard \(Shard(number: account.shard)): the sums differ and no name tells why: "
            + "sluice manifest verify"))
    }
  }

  private static func atTheDoor(_ placed: Placed, known: Bool) -> AuditReport.Finding {
    .init(
      .atTheDoor, id: placed.id, path: placed.path.string,
      known
        ? "it lies in the inbox while the item itself is in \(placed.booked): remove one of the two"
        : "it looks like an item and was never one here: drop only its document")
  }

  /// Reports, a name's two halves together.
  func report(to report: inout AuditReport, in root: FilePath) {
    for (id, places) in lost.sorted(by: { $0.key < $1.key }) where notBooked[id] == nil {
      report.breach(
        .init(
          .lost, id: id,
          "the manifests have it in \(places.joined(separator: " and in ")), and it is not there: sluice log \(id)"))
    }
    for (id, found) in notBooked.sorted(by: { $0.key < $1.key }) {
      let path = found[0].path.relative(to: root)
      let places = found.map(\.place.description).joined(separator: " and in ")
      if let from = lost[id] {
        let booked = from.joined(separator: " and in ")
        report.breach(
          .init(
            .misplaced, id: id, path: path,
            "the manifests have it in \(booked), and it is in \(places): move it back, or to 00_inbox"))
      } else if found.count > 1 {
        report.breach(.init(.foundTwice, id: id, path: path, "it is in \(places): keep one of them"))
      } else {
        report.breach(
          .init(.notBooked, id: id, path: path, "it is in \(places), and no manifest says how it came there"))
      }
    }
    for finding in others { report.breach(finding) }
    for var finding in notices {
      finding.path = finding.path.map { FilePath($0).relative(to: root) }
      report.notice(finding)
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
