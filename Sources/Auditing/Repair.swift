import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// Does what recovery would do, worker by worker, and then enters what the tree shows and the manifests do not.
///
/// Nothing is moved and no document is touched that a worker's own recovery would not touch. What is lost or lies in two
/// places stays a breach: only a person knows which copy counts.
public struct Repair {
  /// One thing that was done.
  public struct Deed: Sendable, Codable, Hashable {
    /// The verb of the worker that did it.
    public var worker: String
    /// The item or batch, where it is one.
    public var id: String?
    /// What was done, as a sentence.
    public var message: String
  }

  /// One worker's recovery, as its own pass would do it.
  public typealias Recovery = () throws -> PassReport

  let workspace: Workspace
  let wait: Double
  /// What was done, in order.
  public private(set) var deeds: [Deed] = []
  /// What could not be tried.
  public private(set) var troubles: [String] = []

  /// A repair that waits so many seconds for workers that run.
  public init(_ workspace: Workspace, wait: Double) {
    self.workspace = workspace
    self.wait = wait
  }

  /// Lets one worker recover; they are called in the order documents pass them.
  public mutating func recover(_ worker: WorkerName, _ recovery: Recovery) throws {
    let report = try waiting(recovery)
    if report.wasBusy { troubles.append("\(worker.verb) is running: what it left is its own to mend") }
    if let reason = report.paused {
      troubles.append("\(worker.verb) is paused (\(reason)): sluice resume \(worker.verb)")
    }
    troubles += report.troubles.map { "\(worker.verb): \($0)" }
    for event in report.takenBack {
      note(worker, event.id, "took back the step from \(event.from ?? "") to \(event.to ?? ""), which was never made")
    }
    if report.moved > 0 {
      note(worker, nil, "finished what it had begun: \(counted(report.moved, "step"))")
    }
  }

  /// Closes the books of everything that lies whole in one legal place and is booked otherwise.
  public mutating func enterWhatIsFound() throws {
    let leases = HeldLeases(workspace.spool, of: WorkerName.allCases.filter { $0 != .operator }, wait: wait)
    defer { leases.release() }
    guard leases.running.isEmpty, leases.unheld.isEmpty else {
      if !leases.running.isEmpty {
        troubles.append("nothing was entered, as workers run: \(leases.running.joined(separator: ", "))")
      }
      troubles += leases.unheld.map { "nothing was entered, as a worker might run: \($0)" }
      return
    }
    let entering = Entering(workspace: workspace)
    let report = try waiting { try Runner.run(entering, in: workspace) }
    if report.wasBusy { troubles.append("nothing was entered: another operator's verb is running") }
    for (id, message) in entering.log.entered { note(.operator, id, message) }
    if entering.log.more > 0 { note(.operator, nil, "entered \(entering.log.more) more") }
  }

  /// A pass that is tried again while another one of the same worker runs.
  private func waiting(_ pass: Recovery) throws -> PassReport {
    let deadline = Sys.monotonicSeconds + wait
    var report = try pass()
    while report.wasBusy, Sys.monotonicSeconds < deadline, Sys.notedSignal == nil {
      Sys.sleep(milliseconds: 50)
      report = try pass()
    }
    return report
  }

  private mutating func note(_ worker: WorkerName, _ id: String?, _ message: String) {
    deeds.append(Deed(worker: worker.verb, id: id, message: message))
  }
}

/// The operator's pass that closes the books (law 3: the tree stands).
private struct Entering: Worker {
  static let name = WorkerName.operator

  /// What was entered, for the person who asked.
  final class Log {
    var entered: [(id: String, message: String)] = []
    var more = 0

    func note(_ id: String, _ message: String) {
      if entered.count < AuditReport.mostOfAKind { entered.append((id, message)) } else { more += 1 }
    }
  }

  /// What an event says of the thing it is about.
  private struct Whole {
    var visit: Int
    var units: Int
    var bytes: Int64
  }

  let workspace: Workspace
  let log = Log()

  mutating func recover(_ pass: Pass) throws {}

  mutating func work(_ pass: Pass) throws {
    let ledger = Ledger(workspace: workspace)
    let tree = Tree(spool: workspace.spool)
    var found = Books()
    try tree.forEachBatch { found.enter($0.id, in: $0.booked.description) }
    try tree.forEachItem { found.enter($0.id, in: $0.booked.description) }
    try Rounds(booked: try ledger.history().books, found: found).forEach { round in
      var differences = Differences(shards: round.shards)
      try differences.gather(ledger, tree)
      var events: [Event] = []
      for difference in differences.all {
        events += try close(difference, pass)
        guard events.count >= pass.groupSize else { continue }
        try pass.observe(events)
        events = []
      }
      try pass.observe(events)
      return !pass.shouldStop
    } rest: { _, _ in
    }
  }

  private func close(_ difference: Differences.Difference, _ pass: Pass) throws -> [Event] {
    guard let placed = difference.found.first, difference.found.count == 1, let whole = try whole(placed) else {
      return []
    }
    let target = placed.booked.description
    var delta = difference.booked.mapValues { -$0 }
    delta[target, default: 0] += 1
    var sources = delta.sorted { $0.key < $1.key }.flatMap { Array(repeating: $0.key, count: max(0, -$0.value)) }
    var targets = delta.sorted { $0.key < $1.key }.flatMap { Array(repeating: $0.key, count: max(0, $0.value)) }
    while sources.count < targets.count { sources.append(Place.outside.description) }
    while targets.count < sources.count { targets.append(Place.outside.description) }
    log.note(placed.id, "entered that it is in \(placed.place), where it was found whole")
    return zip(sources, targets).map { from, to in
      var event = Event(.observed)
      event.subject = placed.isBatch ? .batch : .item
      (event.id, event.visit, event.from, event.to) = (placed.id, whole.visit, from, to)
      (event.units, event.bytes) = (whole.units, whole.bytes)
      event.message = "sluice audit --repair: the tree stands"
      return event
    }
  }

  /// What is known of a thing that lies whole in a legal place; nil for anything else, which a person must look at.
  private func whole(_ placed: Placed) throws -> Whole? {
    if placed.isBatch {
      let record = try? FormatCoding.decode(
        BatchRecord.self, from: try Sys.contents(of: BatchLayout(placed.path).record, limit: FormatCoding.longest))
      return record?.batchID == placed.id ? Whole(visit: 0, units: record?.pages ?? 0, bytes: 0) : nil
    }
    guard let identifier = Identifier(placed.id), var metadata = try? ItemFiles.metadata(placed.path, identifier),
      metadata.identifier == placed.id
    else { return nil }
    let shards = workspace.spool.shards(of: placed.place)
    if let shards, placed.path != shards.appending(identifier.shard.description).appending(placed.id) { return nil }
    let present = Set(try Sys.entries(of: placed.path).map(\.name.string))
    for name in Legal.row(Legal.room(of: placed.place, metadata)).required
    where !present.contains(Legal.name(name, of: placed.id, metadata.kind)) { return nil }
    // At the door of the inbox the history says that it may pass: from here on the books have it there.
    if placed.atDoor, placed.path.starts(with: workspace.spool.path(.inbox)), placed.booked == .stage(.inbox),
      metadata.bookedPlace != .stage(.inbox)
    {
      metadata.history.append(
        HistoryEntry(
          cause: "hand \(metadata.history.count(where: { $0.cause.hasPrefix("hand ") }) + 1)",
          to: Place.stage(.inbox).description, reason: "moved_by_hand",
          message: "moved to the inbox by hand; entered by sluice audit --repair", at: .now, ownFailure: false))
      try ItemFiles.publish(metadata, in: placed.path, identifier)
    }
    return Whole(visit: metadata.visit, units: metadata.totalPages ?? 0, bytes: metadata.fileSize)
  }
}
