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
        if waiting.isDrained { return .drained }
        if let why = stuck(reports, waiting, idle) { return .stuck(why) }
        Console.progress(Progress.line(workspace, waiting, finished: total[.finalizer]?.items ?? 0, seconds: seconds))
        Sys.sleep(milliseconds: idle < 5 ? 100 : 400)
      }
    }
  }

  private func round() throws -> [PassReport] {
    var options = PassOptions()
    options.now = true
    options.output = { Console.print($0) }
    var reports: [PassReport] = []
    reports.append(try Runner.run(Downloader(inspect: inspect), in: workspace, options: options))
    reports.append(try Runner.run(Dispatcher(), in: workspace, options: options))
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
    let refused = Refusals.read(workspace.spool.refused)
    // Named like an unfinished download, it is somebody's until it is renamed; only what merely is young is waited for.
    let survey = try inbox.survey(probe: .max)[.ready] ?? []
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
      let settled = Set(try inbox.survey(probe: try inbox.probeTime())[.ready] ?? [])
      left.young = ready.count(where: { !settled.contains($0) })
      waiting.ready -= left.young
    }
    for place in [Place.stage(.downloaded), .stage(.completed)] {
      try workspace.spool.walk(place) { _ in
        waiting.items += 1
        return waiting.items < 1
      }
    }
    // What another pass has in its private hands is in no stage for a moment, and not done.
    if Sys.exists(workspace.spool.incoming) { waiting.items += try Sys.entries(of: workspace.spool.incoming).count }
    waiting.batches =
      try workspace.spool.batches(in: workspace.spool.path(.pending)) + workspace.spool.unfinishedBuildings()
    waiting.inFlight = try workspace.spool.batches(in: workspace.spool.path(.processing))
    return waiting
  }

  private func stuck(_ reports: [PassReport], _ waiting: Waiting, _ idle: Int) -> String? {
    if !waiting.inFlight.isEmpty || reports.contains(where: \.wasBusy) { return nil }
    if let held = reports.compactMap(\.heldBack).first { return held }
    if let paused = reports.first(where: { $0.paused != nil }) {
      return "\(paused.worker.verb) is paused (\(paused.paused ?? "")): sluice resume \(paused.worker.verb)"
    }
    let settle = workspace.settings.inbox.settle.seconds
    if waiting.ready > 0 && waitForGrowing && Double(idle) * 0.4 < settle * 2 + 10 { return nil }
    return idle > 5 ? "\(waiting.ready + waiting.items) documents could not be moved: sluice status" : nil
  }
}
