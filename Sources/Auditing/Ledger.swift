import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// What the manifests say is where, as their next passes would settle it.
struct Ledger {
  let workspace: Workspace
  /// Reads merged segments whole and compares them with their own books, instead of believing these.
  var readsMerged = false

  /// All manifests, read once.
  struct History {
    /// The books of all workers.
    var books = Books()
    /// What is the matter with the manifests themselves.
    var findings: [AuditReport.Finding] = []
  }

  /// The books of all workers, and what is damaged or missing in their manifests.
  func history() throws -> History {
    var history = History()
    for worker in WorkerName.allCases {
      var reading = Reading(worker: worker, reader: workspace.manifest(of: worker.rawValue), readsMerged: readsMerged)
      try reading.read()
      history.books.add(reading.books)
      history.findings += reading.findings
      for event in try undone(worker) { history.books.enter(event.voided(because: "")) }
    }
    return history
  }

  /// What a stopped pass said and did not do: its next pass voids it before anything else.
  func undone(_ worker: WorkerName) throws -> [Event] {
    try Settling(spool: workspace.spool).undone(try workspace.manifest(of: worker.rawValue).tail().events)
  }

  /// How often each name is booked in each place, for the names of some shards, read from the events themselves.
  func names(in shards: Set<Shard>) throws -> [String: Booked] {
    var names: [String: Booked] = [:]
    func enter(_ event: Glance, sign: Int) {
      guard let id = event.id, let from = event.from, let to = event.to, shards.contains(Shard(of: id)) else { return }
      names[id, default: Booked()].enter(sign, in: to)
      names[id, default: Booked()].enter(-sign, in: from)
    }
    for worker in WorkerName.allCases {
      let reader = workspace.manifest(of: worker.rawValue)
      for segment in try Segment.list(in: reader.directory) {
        try reader.glance(in: segment) { glimpse in
          if case .event(let event) = glimpse {
            if event.isMove { enter(event, sign: 1) } else if event.kind == .void { enter(event, sign: -1) }
          }
          return true
        }
      }
      for event in try undone(worker) { enter(Glance(of: event), sign: -1) }
    }
    return names
  }

  /// Where one name is booked, and how often; places in which it is booked no more are left out.
  struct Booked: Sendable, Hashable {
    private(set) var places: [String: Int] = [:]

    mutating func enter(_ count: Int, in place: String) {
      guard place != Place.outside.description else { return }
      places[place, default: 0] += count
      if places[place] == 0 { places[place] = nil }
    }
  }
}

/// One worker's manifest, read from its first line to its last.
private struct Reading {
  let worker: WorkerName
  let reader: ManifestReader
  let readsMerged: Bool
  var books = Books()
  var findings: [AuditReport.Finding] = []
  private var last: UInt64?
  private var isDamaged = false

  init(worker: WorkerName, reader: ManifestReader, readsMerged: Bool) {
    self.worker = worker
    self.reader = reader
    self.readsMerged = readsMerged
  }

  private func shown(_ name: String) -> String { "manifests/\(worker.rawValue)/\(name)" }

  mutating func read() throws {
    var next = 1
    for segment in try Segment.list(in: reader.directory) {
      if segment.first > next {
        let names = segment.first - 1 > next ? "\(next) to \(segment.first - 1)" : "\(next)"
        let first = Segment(number: next).name
        note(.missingHistory, shown(first), "segment \(names) is missing: what it told is lost, and the tree stands")
        last = nil
      }
      next = segment.last + 1
      if segment.isMerged { try readMerged(segment) } else { try readPlain(segment) }
    }
  }

  private mutating func readPlain(_ segment: Segment) throws {
    try reader.glance(in: segment) { glimpse in
      switch glimpse {
      case .event(let event):
        follow(event.sequence, in: segment)
        books.enter(event)
      case .sums(let event): books.enter(event)
      case .damage(let damage): damaged(damage)
      }
      return true
    }
  }

  private mutating func readMerged(_ segment: Segment) throws {
    var (sums, own) = (Books(), Books())
    var isWhole = true
    try reader.glance(in: segment) { glimpse in
      switch glimpse {
      case .sums(let event):
        sums.enter(event)
        return readsMerged
      case .event(let event):
        follow(event.sequence, in: segment)
        own.enter(event)
      case .damage(let damage):
        damaged(damage)
        isWhole = false
      }
      return true
    }
    books.add(sums)
    if !readsMerged { last = nil }
    if readsMerged, isWhole, sums != own {
      note(.damage, shown(segment.name), "its events do not add up to the sums at its head: sluice manifest verify")
    }
  }

  /// Each event follows the one before it; what is missing or comes twice is said once for each gap.
  private mutating func follow(_ sequence: UInt64, in segment: Segment) {
    defer {
      last = max(last ?? 0, sequence)
      isDamaged = false
    }
    // A line that cannot be read was named; the gap it leaves is no second finding.
    guard let last, sequence != last + 1, !isDamaged else { return }
    let message =
      sequence > last
      ? "events \(last + 1) to \(sequence - 1) are missing before event \(sequence)"
      : "event \(sequence) comes after event \(last)"
    note(sequence > last ? .missingHistory : .outOfOrder, shown(segment.name), message)
  }

  private mutating func damaged(_ damage: ManifestReader.Damage) {
    isDamaged = true
    note(.damage, "manifests/\(worker.rawValue)/\(damage.segment.name)", "\(damage)")
  }

  /// Each is worth knowing for ever, as history is never mended; whether anything is lost by it, the books say.
  private mutating func note(_ kind: AuditReport.Kind, _ path: String, _ message: String) {
    guard findings.count < AuditReport.mostOfAKind else { return }
    findings.append(.init(kind, path: path, message, owner: worker.verb))
  }
}
