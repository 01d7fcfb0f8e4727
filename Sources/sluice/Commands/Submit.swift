import ArgumentParser
import StageKit
import Submitter

/// `sluice submit`: one pass of the submitter.
struct Submit: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Hand batches to the executor, each exactly once (02 → 03).",
    discussion: """
      EXAMPLES
        sluice submit              one pass, as cron runs it
        sluice submit --dry-run    which batches would be submitted
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var worker: WorkerOptions

  func run() throws {
    try WorkerVerb.run(verb: "submit", workspace, worker) { workspace, options in
      try Runner.run(Submitter(executor: Executors.make(workspace)), in: workspace, options: options)
    }
  }
}
