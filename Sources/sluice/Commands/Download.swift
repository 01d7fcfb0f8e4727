import ArgumentParser
import Downloader
import StageKit

/// `sluice download`: one pass of the downloader.
struct Download: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "download",
    abstract: "Take settled files from the inbox, fetch what lists ask for, verify and inspect (00 → 01).",
    discussion: """
      A dropped file is taken when it has not changed for inbox.settle (10 s). Growing files, hidden files and `*.part` \
      are left alone. Lists are worked off for download.pass_time; the next pass goes on. What cannot be had or read goes \
      to stages/99_errors under its reason.

      EXAMPLES
        sluice download              one pass, as cron runs it
        sluice download --dry-run    what would be taken and fetched
        sluice download --watch 60   again every minute, with progress on a terminal
      """)

  @OptionGroup var workspace: WorkspaceOptions
  @OptionGroup var worker: WorkerOptions

  func run() throws {
    try WorkerVerb.run(verb: "download", workspace, worker) { workspace, options in
      let downloader = Downloader(
        inspect: Inspecting.inspect(workspace), progress: { Console.progress(ListText.progress($0)) })
      defer { Console.progress("") }
      return try Runner.run(downloader, in: workspace, options: options)
    }
  }
}
