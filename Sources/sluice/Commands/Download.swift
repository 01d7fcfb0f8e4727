import ArgumentParser
import Downloader
import StageKit

/// `sluice download`: one pass of the downloader.
struct Download: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Take settled files from the inbox, verify and inspect them (00 → 01).",
    discussion: """
      A dropped file is taken when it has not changed for inbox.settle (10 s). Growing files, hidden files, `*.part` and \
      lists are left alone. What cannot be read goes to stages/99_errors under its reason.

      EXAMPLES
        sluice download              one pass, as cron runs it
        sluice download --dry-run    which files would be taken
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var worker: WorkerOptions

  func run() throws {
    try WorkerVerb.run(verb: "download", workspace, worker) { workspace, options in
      try Runner.run(Downloader(inspect: Inspecting.inspect(workspace)), in: workspace, options: options)
    }
  }
}
