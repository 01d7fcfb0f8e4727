import ArgumentParser
import Finalizer
import StageKit

/// `sluice finalize`: one pass of the finalizer.
struct Finalize: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "finalize",
    abstract: "Write and verify final outputs, then treat sources by policy (04 → 05).",
    discussion: """
      A source is deleted only after its outputs were written, synced, read back and proven complete, and only where \
      retention says so. A document with a failed page always keeps its source.

      EXAMPLES
        sluice finalize                      one pass, as cron runs it
        sluice finalize --dry-run            what would become of each source
        sluice finalize --item report-1998   one item only
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var worker: WorkerOptions

  @Option(name: .customLong("item"), help: ArgumentHelp("Only this item; may be repeated.", valueName: "id"))
  var items: [String] = []

  func run() throws {
    try WorkerVerb.run(verb: "finalize", workspace, worker, items: items) { workspace, options in
      try Runner.run(Finalizer(), in: workspace, options: options)
    }
  }
}
