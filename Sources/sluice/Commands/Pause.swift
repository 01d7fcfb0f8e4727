import ArgumentParser
import StageKit

/// `sluice pause`: lets workers rest.
struct Pause: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pause",
    abstract: "Let workers rest until `sluice resume`.",
    discussion: """
      A pass that is running ends as usual; the next ones do nothing. `sluice status` shows what is paused and why.

      EXAMPLE
        sluice pause submit --reason "maintenance of the cluster"
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(
    help: ArgumentHelp("Workers: download, dispatch, submit, cleanup, finalize; all by default.", valueName: "worker"))
  var workers: [String] = []

  @Option(help: "Why; shown in status.")
  var reason = "paused by a person"

  func run() throws {
    let workspace = try workspace.open(verb: "pause")
    for worker in try WorkerNames.parse(workers) {
      try Pauses.pause(worker, because: reason, in: workspace.spool)
      Console.print("\(worker.verb) is paused; next: sluice resume \(worker.verb)")
    }
  }
}

/// `sluice resume`: lets workers go on.
struct Resume: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "resume",
    abstract: "Let paused workers go on.",
    discussion: """
      EXAMPLES
        sluice resume           all of them
        sluice resume submit    this one
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(help: ArgumentHelp("Workers; all by default.", valueName: "worker"))
  var workers: [String] = []

  func run() throws {
    let workspace = try workspace.open(verb: "resume")
    for worker in try WorkerNames.parse(workers) {
      var wasResting = try Pauses.resume(worker, in: workspace.spool)
      // Both: a pause by a person, and one after failures in a row.
      if worker == .submitter, try Breaker.reset(in: workspace.spool) { wasResting = true }
      if wasResting { Console.print("\(worker.verb) goes on") }
    }
  }
}

/// Workers as people type them: by verb or by name.
enum WorkerNames {
  static let five = WorkerName.allCases.filter { $0 != .operator }

  static func parse(_ names: [String]) throws -> [WorkerName] {
    try names.isEmpty
      ? five
      : names.map { name in
        guard let worker = five.first(where: { $0.verb == name || $0.rawValue == name }) else {
          throw ValidationError("\(name): no such worker: \(five.map(\.verb).joined(separator: ", "))")
        }
        return worker
      }
  }
}
