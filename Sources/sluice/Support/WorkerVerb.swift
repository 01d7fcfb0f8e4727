import ArgumentParser
import Formats
import Spool
import StageKit
import SystemCalls

/// What the five workers' verbs share: run a pass, tell what a person must know, repeat if asked.
enum WorkerVerb {
  /// Runs passes of one worker as the options say.
  static func run(
    verb: String, _ workspaceOptions: WorkspaceOptions, _ workerOptions: WorkerOptions,
    now: Bool = false, items: [String] = [], pass: (Workspace, PassOptions) throws -> PassReport
  ) throws {
    let workspace = try workspaceOptions.open(verb: verb)
    Sys.watchSignals()
    var options = PassOptions()
    options.dryRun = workerOptions.dryRun
    options.now = now
    options.limit = workerOptions.limit
    options.items = Set(try items.map { try Identifiers.parse($0) })
    options.output = { Console.print($0) }
    options.outputBytes = { Console.print(bytes: $0) }
    for identifier in options.items.sorted() where try workspace.spool.locate(identifier) == nil {
      throw NoItem(id: identifier.text)
    }
    while true {
      let report = try pass(workspace, options)
      tell(report, verbose: workerOptions.verbose)
      guard let interval = workerOptions.watch, Sys.notedSignal == nil else {
        if !report.troubles.isEmpty { throw ExitCode(1) }
        return
      }
      Sys.sleep(milliseconds: Int(clamped: interval * 1000))
      if Sys.notedSignal != nil { return }
    }
  }

  /// Troubles always, on standard error; the rest when asked.
  static func tell(_ report: PassReport, verbose: Bool) {
    let name = report.worker.verb
    for trouble in report.troubles { Console.error("sluice \(name): \(trouble)") }
    guard verbose else { return }
    if report.wasBusy { Console.print("\(name): another pass is running") }
    if let reason = report.paused { Console.print("\(name): paused: \(reason)") }
    if let reason = report.heldBack { Console.print("\(name): held back: \(reason)") }
    let parts = summary(report)
    if parts.isEmpty && (report.wasBusy || report.paused != nil || report.heldBack != nil) { return }
    Console.print("\(name): \(parts.isEmpty ? "nothing to do" : parts.joined(separator: ", "))")
  }

  /// What a pass did, in parts of a sentence.
  static func summary(_ report: PassReport) -> [String] {
    var parts: [String] = []
    if report.items > 0 {
      parts.append("\(Format.count(report.items, "item")) (\(Format.count(report.units, "page")))")
    }
    if report.batches > 0 { parts.append(Format.count(report.batches, "batch")) }
    for list in report.lists { parts.append("list \(list.list) finished") }
    if report.returned > 0 { parts.append("\(Format.count(report.returned, "item")) sent back") }
    for (reason, count) in report.quarantined.sorted(by: { $0.key < $1.key }) {
      parts.append("\(count) quarantined: \(reason)")
    }
    return parts
  }
}

/// Identifiers as people type them.
enum Identifiers {
  /// Not an identifier.
  struct Invalid: UsageError, CustomStringConvertible {
    let text: String
    var description: String { "\(Format.name(text)): is no identifier: `sluice status` and `ls stages/*` show them" }
  }

  /// Reads one; a name with `.pdf` is meant without it.
  static func parse(_ text: String) throws -> Identifier {
    if let identifier = Identifier(text) { return identifier }
    throw Invalid(text: text)
  }
}
