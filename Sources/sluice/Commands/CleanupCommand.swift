import ArgumentParser
import Cleanup
import StageKit

/// `sluice cleanup`: one pass of cleanup.
struct CleanupCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cleanup",
    abstract: "Prove what tasks did and take their results (03 → 04, back to 01, or 99).",
    discussion: """
      Exit statuses prove nothing; pages do. An item whose pages are not all there goes back to 01 with the pages it has, \
      or to stages/99_errors when it failed too often.

      EXAMPLES
        sluice cleanup              one pass, as cron runs it
        sluice cleanup --dry-run    what the executor says of each batch in flight
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var worker: WorkerOptions

  func run() throws {
    try WorkerVerb.run(verb: "cleanup", workspace, worker) { workspace, options in
      try Runner.run(Cleanup(executor: Executors.make(workspace)), in: workspace, options: options)
    }
  }
}
