import Cleanup
import Dispatcher
import Downloader
import Finalizer
import Formats
import Scheduling
import Spool
import StageKit
import Submitter
import SystemCalls

/// Drives all five workers in one process until nothing is left to do.
struct Drive {
  /// How it ended.
  enum Ending: Equatable {
    /// Nothing is left.
    case drained
    /// A signal came.
    case interrupted
    /// Something is left that these workers cannot move now.
    case stuck(String)
  }

  let workspace: Workspace
  let waitForGrowing: Bool
  /// Files that stay in the inbox at the end: they cannot be taken, or are too young to be waited for.
  private(set) var left = Left()
  private(set) var total: [WorkerName: PassReport] = [:]
  private(set) var troubles: [String] = []
  private let executor: any Executor
  private let started = Sys.monotonicSeconds
  private let inspect: Downloader.Inspect

  /// Seconds of a round in which transfers begin, so that the other workers have their turn: no document waits for long.
  private static let fetchSeconds = 10.0
  private var fetchSeconds = Drive.fetchSeconds
  /// When the first entry of a list that was put off may be tried.
  private(set) var putOffUntil: Timestamp?

  /// Seconds since the start.
  var seconds: Double { Sys.monotonicSeconds - started }

  init(workspace: Workspace, waitForGrowing: Bool) {
    self.workspace = workspace
    self.waitForGrowing = waitForGrowing
    executor = Executors.make(workspace)
    inspect = Inspecting.inspect(workspace)
  }

  /// Runs rounds until the end.
  mutating func run() throws -> Ending {
    var idle = 0
    while true {
      let reports = try round()
      for report in reports { take(report) }
      if Sys.notedSignal != nil { return .interrupted }
      let waiting = try waiting()
      let moved = reports.reduce(0) { $0 + $1.moved }
      idle = moved > 0 ? 0 : idle + 1
      if moved == 0 {
        let unfetched = waiting.isDrained ? try unfetched() : []
        if waiting.isDrained && unfetched.isEmpty { return .drained }
        if waiting.isDrained, let why = whyUnfetched(unfetched, idle) { return .stuck(why) }
        if let why = stuck(reports, waiting, idle) { return .stuck(why) }
        Console.progress(Progress.line(workspace, waiting, finished: total[.finalizer]?.items ?? 0, seconds: seconds))
        Sys.sleep(milliseconds: Int(min(longestPause(waiting), idle < 5 ? 0.1 : Double(idle - 4)) * 1000))
      }
    }
  }

  /// Seconds to rest at most: as the most patient of the executors likes it that are asked in a round.
  private func longestPause(_ waiting: Waiting) -> Double {
    let batches = waiting.inFlight.compactMap { try? Batches.handle($0, in: .processing, workspace.spool) }
    return batches.map { executor.responsible(for: $0).longestPause }.reduce(executor.longestPause, max)
  }

  private mutating func round() throws -> [PassReport] {
    var options = PassOptions()
    options.now = true
    options.output = { Console.print($0) }
    var reports: [PassReport] = []
    options.fetchSeconds = fetchSeconds
    let downloader = Downloader(inspect: inspect, progress: { Console.progress(ListText.progress($0)) })
    let fetched = try Runner.run(downloader, in: workspace, options: options)
    // A document that takes longer than a round gets longer rounds, so that one from a server that cannot resume ends, too.
    fetchSeconds = fetched.cutTransfers > 0 ? fetchSeconds * 2 : Self.fetchSeconds
    options.fetchSeconds = nil
    reports.append(fetched)
    reports.append(
      try Runner.run(
        Dispatcher(
          limits: { [executor] in try executor.room(engine: $0) }, queued: { [executor] in try executor.queued() }),
        in: workspace, options: options))
    reports.append(try Runner.run(Submitter(executor: executor), in: workspace, options: options))
    reports.append(try Runner.run(Cleanup(executor: executor), in: workspace, options: options))
    reports.append(try Runner.run(Finalizer(), in: workspace, options: options))
    return reports
  }

  private mutating func take(_ report: PassReport) {
    var sum = total[report.worker] ?? PassReport(worker: report.worker)
    sum.items += report.items
    sum.units += report.units
    sum.batches += report.batches
    sum.returned += report.returned
    sum.quarantined.merge(report.quarantined) { $0 + $1 }
    sum.pagesByRoute.merge(report.pagesByRoute) { $0 + $1 }
    sum.lists += report.lists
    if report.worker == .downloader {
      putOffUntil = report.putOffUntil
      sum.unfinishedEntries = report.unfinishedEntries
    }
    total[report.worker] = sum
    for trouble in report.troubles where !troubles.contains(trouble) {
      troubles.append(trouble)
      Console.progress("")
      Console.error("sluice \(report.worker.verb): \(trouble)")
    }
    let parts = WorkerVerb.summary(report)
    if !parts.isEmpty && !Console.isTerminal {
      Console.print("\(report.worker.verb): \(parts.joined(separator: ", "))")
    }
  }

  /// What is left in the spool.
  struct Waiting {
    var ready = 0
    var items = 0
    var batches: [BatchName] = []
    var inFlight: [BatchName] = []

    var isDrained: Bool { ready + items + batches.count + inFlight.count == 0 }
  }

  /// What stays in the inbox.
  struct Left {
    /// Cannot be taken; told by the downloader.
    var refused = 0
    /// Changed a moment ago, and nobody wants to wait.
    var young = 0
  }

  private mutating func waiting() throws -> Waiting {
    var waiting = Waiting()
    let inbox = Inbox(spool: workspace.spool, settings: workspace.settings)
    let refused = try Refusals.read(workspace.spool)
    // Named like an unfinished download, it is somebody's until it is renamed; only what merely is young is waited for.
    let all = try inbox.survey(probe: .max)
    let survey = (all[.ready] ?? []) + (all[.list] ?? [])
    // What is refused as a folder is refused with all in it.
    let ready =
      refused.isEmpty
      ? survey
      : survey.filter { name in
        !refused.keys.contains { name == $0 || name.hasPrefix($0 + "/") }
      }
    left = Left(refused: refused.count)
    waiting.ready = ready.count
    if !waitForGrowing && !ready.isEmpty {
      let now = try inbox.survey(probe: try inbox.probeTime())
      let settled = Set((now[.ready] ?? []) + (now[.list] ?? []))
      left.young = ready.count(where: { !settled.contains($0) })
      waiting.ready -= left.young
    }
    for place in [Place.stage(.downloaded), .stage(.completed)] {
      try workspace.spool.walk(place, orSkip: { _ in }) { _ in
        waiting.items += 1
        return waiting.items < 1
      }
    }
    // What another pass has in its private hands is in no stage for a moment, and not done.
    for arrivals in try workspace.spool.arrivals() {
      // What came of documents that were put off waits for its time.
      waiting.items += try Sys.entries(of: arrivals).count(where: { !$0.name.isHidden })
    }
    waiting.batches =
      try workspace.spool.batches(in: workspace.spool.path(.pending)) + workspace.spool.buildings().map(\.name)
    waiting.inFlight = try workspace.spool.batches(in: workspace.spool.path(.processing))
    return waiting
  }

  /// Why nothing goes on where all that is left are batches that the executor has not taken; nil while something may come.
  private func paused(_ reports: [PassReport], _ waiting: Waiting) -> String? {
    guard let held = reports.first(where: { $0.worker == .submitter })?.heldBack,
      Breaker.reason(in: workspace.spool) != nil
    else { return nil }
    let isAnyTaken = waiting.inFlight.contains {
      Sys.exists(BatchLayout(workspace.spool.batch($0, in: .processing)).job)
    }
    return isAnyTaken ? nil : held
  }

  /// Lists that are not finished, and items that came back to be fetched.
  private func unfetched() throws -> [String] {
    let lists = try workspace.spool.own(.lists).map { try Sys.entries(of: $0) } ?? []
    let items = try Inbox(spool: workspace.spool, settings: workspace.settings).unfetched(5)
    return lists.filter { !$0.name.isHidden }.map(\.name.string) + items.map(\.identifier.text)
  }

  /// Why nobody should wait for them; nil while it is worth it.
  private func whyUnfetched(_ names: [String], _ idle: Int) -> String? {
    let shown = names.prefix(3).joined(separator: ", ") + (names.count > 3 ? ", …" : "")
    if let time = putOffUntil {
      return mayWait(until: time) ? nil : "what is left of \(shown) was put off until \(time)"
    }
    return idle > 20 ? "\(shown) cannot be worked off: sluice download --verbose" : nil
  }

  /// Whether a time is near enough that somebody at a terminal waits for it.
  private func mayWait(until time: Timestamp) -> Bool { time.seconds(since: .now) <= Self.patience }

  /// Seconds that `run` waits for an entry that was put off: the first pause after a failed try, and some.
  private static let patience = 90.0

  private func stuck(_ reports: [PassReport], _ waiting: Waiting, _ idle: Int) -> String? {
    if let paused = paused(reports, waiting) { return paused }
    if !waiting.inFlight.isEmpty || reports.contains(where: \.wasBusy) { return nil }
    if let held = reports.compactMap(\.heldBack).first { return held }
    if let paused = reports.first(where: { $0.paused != nil }) {
      return "\(paused.worker.verb) is paused (\(paused.paused ?? "")): sluice resume \(paused.worker.verb)"
    }
    let settle = workspace.settings.inbox.settle.seconds
    if waiting.isDrained { return nil }
    if waiting.ready > 0 && waitForGrowing && Double(idle) * 0.4 < settle * 2 + 10 { return nil }
    return idle > 5 ? "\(waiting.ready + waiting.items) documents could not be moved: sluice status" : nil
  }
}
