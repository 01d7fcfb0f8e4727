import ArgumentParser
import StageKit
import SystemCalls

/// `sluice run`: all five workers in one foreground process, until the spool is drained.
struct Run: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run all workers until everything in the inbox is done.",
    discussion: """
      The same workers and leases as under cron, one after the other; it can run beside cron. Interrupted with ^C it stops \
      in order, and the same command goes on where it was.

      EXAMPLES
        sluice run
        sluice run --set ocr.languages=eng+deu
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Flag(help: "Do not wait for files that are still growing.")
  var noWait = false

  func run() throws {
    let workspace = try workspace.open(verb: "run")
    Sys.watchSignals()
    var drive = Drive(workspace: workspace, waitForGrowing: !noWait)
    let ending = try drive.run()
    Console.progress("")
    for line in Summary(drive, ending, workspace).lines() { Console.print(line) }
    if ending != .drained || !drive.troubles.isEmpty { throw ExitCode(1) }
  }
}
