import Formats
import Manifest
import Spool
import SystemCalls

/// A worker's decisions; everything else is the skeleton's.
///
/// A new value is made for each pass: a worker remembers nothing but what is on disk.
public protocol Worker {
  /// Which of the five it is.
  static var name: WorkerName { get }
  /// Finishes or puts back the private work of a pass that was stopped; what holds no item is debris and goes.
  mutating func recover(_ pass: Pass) throws
  /// Decides and commits, group by group, until there is nothing to do or the pass should stop.
  mutating func work(_ pass: Pass) throws
}

/// What the person or cron asked of a pass.
public struct PassOptions: Sendable {
  /// Shows what would be done and does nothing.
  public var dryRun = false
  /// Does not wait for more company: partial batches are closed now.
  public var now = false
  /// Takes only these items; all when empty.
  public var items: Set<Identifier> = []
  /// Ends the pass after about this many items.
  public var limit: Int?
  /// Seconds after which the pass begins no further transfer; as the settings say where nil.
  public var fetchSeconds: Double?
  /// Where lines for a person go.
  public var output: @Sendable (String) -> Void = { _ in }
  /// Where bytes for a person go.
  public var outputBytes: @Sendable ([UInt8]) -> Void = { _ in }

  /// The options of a pass under cron: everything there is, quietly.
  public init() {}
}

/// What a pass did.
public struct PassReport: Sendable {
  /// The worker.
  public let worker: WorkerName
  /// Items moved on.
  public var items = 0
  /// Units (pages) of them.
  public var units = 0
  /// Batches moved.
  public var batches = 0
  /// Items quarantined, by reason.
  public var quarantined: [String: Int] = [:]
  /// Pages of finished items by the way their text was had.
  public var pagesByRoute: [String: Int] = [:]
  /// Items sent back to `01_downloaded`.
  public var returned = 0
  /// Steps of a stopped pass that were never made, and were taken back.
  public var takenBack: [Event] = []
  /// Steps a dry run would have made.
  public var planned: [Event] = []
  /// Things that went wrong with one document or batch while the others went on.
  public var troubles: [String] = []
  /// Why the pass fed nothing, when backpressure held it back.
  public var heldBack: String?
  /// Lists of which every entry has ended.
  public var lists: [ListProgress] = []
  /// When the first entry of a list that was put off may be tried; nil where none waits.
  public var putOffUntil: Timestamp?
  /// Entries of lists that this pass left because its time was over.
  public var unfinishedEntries = 0
  /// Transfers that were cut off because the pass's time was over.
  public var cutTransfers = 0
  /// Whether another pass of this worker was running.
  public var wasBusy = false
  /// Whether the worker is paused by a person.
  public var paused: String?

  /// Items and batches moved anywhere.
  public var moved: Int { items + batches + returned + quarantined.values.reduce(0, +) }

  /// Nothing done yet.
  public init(worker: WorkerName) { self.worker = worker }

  mutating func count(_ event: Event) {
    if event.subject == .batch {
      batches += 1
    } else if let to = event.to, to.hasPrefix("99_errors/") {
      quarantined[String(to.dropFirst("99_errors/".count)), default: 0] += 1
    } else if event.to == Stage.downloaded.rawValue && event.from?.hasPrefix("batch_") == true {
      returned += 1
    } else {
      items += 1
      if case .object(let routes) = event.fields?["pages_by_route"] {
        for (route, value) in routes {
          if let pages = value.count { pagesByRoute[route, default: 0] += pages }
        }
      }
      units += event.units ?? 0
    }
  }
}

/// Runs a worker's pass: lease, settle, recover, work, mark.
public enum Runner {
  /// Plain segments after which a pass merges its worker's manifest on the way out.
  static let segmentsBeforeCompaction = 128

  /// Runs one pass. A pass that finds the lease taken, or the worker paused, does nothing and says so in its report.
  public static func run<W: Worker>(_ worker: W, in workspace: Workspace, options: PassOptions = .init()) throws
    -> PassReport
  {
    try open(worker, in: workspace, options) { try $0.run(worker, tail: $1) }
  }

  /// Does only what every pass does before its work: settles what a stopped pass said, and finishes or puts back its private
  /// work.
  public static func recover<W: Worker>(_ worker: W, in workspace: Workspace, options: PassOptions = .init()) throws
    -> PassReport
  {
    try open(worker, in: workspace, options) { pass, tail in
      var worker = worker
      try pass.recover(&worker, tail: tail)
      try pass.mark()
    }
  }

  private static func open<W: Worker>(
    _ worker: W, in workspace: Workspace, _ options: PassOptions,
    _ body: (Pass, ManifestReader.Tail) throws -> Void
  ) throws -> PassReport {
    var report = PassReport(worker: W.name)
    if let key = workspace.foreignPrograms.first { throw ForeignPrograms(root: workspace.root, key: key) }
    if let reason = Pauses.reason(W.name, in: workspace.spool) {
      report.paused = reason
      return report
    }
    guard let lease = try workspace.spool.lease(for: W.name.rawValue) else {
      report.wasBusy = true
      if let blockage = workspace.spool.blockage(of: W.name.rawValue) { report.troubles.append(blockage) }
      return report
    }
    let tail = try workspace.manifest(of: W.name.rawValue).tail()
    let pass = try Pass(workspace: workspace, worker: W.name, options: options, lease: lease, tail: tail)
    for damage in tail.damage where damage.fault != .torn { pass.trouble("manifests/\(W.name.rawValue)/\(damage)") }
    do { try body(pass, tail) } catch {
      try? pass.removeOwn()
      throw error
    }
    return pass.report
  }
}

extension Pass {
  func run(_ worker: some Worker, tail: ManifestReader.Tail) throws {
    var worker = worker
    if !options.dryRun { try recover(&worker, tail: tail) }
    try worker.work(self)
    guard !options.dryRun else { return }
    try removeOwn()
    Sys.forgetUnpublished(below: spool.root)
    try mark()
    try flush()
    try compactIfMany()
    try end()
  }

  func recover(_ worker: inout some Worker, tail: ManifestReader.Tail) throws {
    try syncWhatWasLeft()
    try removeWhatWasLeft()
    try settle(tail.events)
    try worker.recover(self)
  }

  private func compactIfMany() throws {
    // The last segment of another pass is not closed yet.
    guard report.moved > 0, isAlone else { return }
    let directory = workspace.manifests.appending(self.worker.rawValue)
    let plain = try Segment.list(in: directory).count(where: { !$0.isMerged })
    if plain >= Runner.segmentsBeforeCompaction { _ = try Compaction.run(in: directory) }
  }

  /// Notes why the pass feeds nothing.
  public func holdBack(_ reason: String) { report.heldBack = reason }
}
