import ArgumentParser
import Formats
import Inquiry
import Scheduling
import StageKit
import SystemCalls

/// `sluice status`: where everything is, and what to type next.
struct Status: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status",
    abstract: "Show where everything is, what failed and why, and what to type next.",
    discussion: """
      Items are counted in the tree; pages and bytes are the workers' totals of what documents came with. It only looks: \
      it can run beside everything, at any time.

      EXAMPLES
        sluice status
        sluice status --watch         again every 2 seconds
        sluice status --watch 10      again every 10 seconds
        sluice status --json | jq '.failures[] | {reason, count}'

      JSON
        workspace, at                         the directory; when it was gathered
        stages[]    stage items batches pages bytes exact unreadable[]
        inbox       ready, growing, lists {count first[]}; refused[] {name reason message}
        lists[]     list original_name collection state entries waiting bytes not_before updated_at path
                    counts {items known quarantined rejected deferred not_sampled failed_attempts}
        hosts[]     site until cause failure: sites left alone, by all workspaces of this user on this machine
        batches[]   batch place engine items items_left pages_done pages created_at submitted_at job trouble
                    chunks[] {name state message items pages_done pages walltime_seconds}
        routes      waiting, batches, processed: documents by route (text, ocr, mixed)
        failures[]  reason count sentence next example
        room        free_bytes total_bytes free_inodes lack
        workers[]   worker verb lease lease_since stopped paused held_back last_moved_at
        settings    some settings as written, by key
        next        command why
        Absent keys mean "none". A chunk's state is packed, waiting, running, ended, harvested or unknown.
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Flag(help: "Print as JSON; with --watch, a line each time.")
  var json = false

  @Option(
    defaultAsFlag: 2,
    help: ArgumentHelp("Show it again every so many seconds, until interrupted.", valueName: "seconds"))
  var watch: Double?

  func validate() throws {
    // The argument library takes `--watch=5` for the bare flag and drops the number without a word.
    if CommandLine.arguments.contains(where: { $0.hasPrefix("--watch=") }) {
      throw ValidationError("Write --watch SECONDS, without the equals sign.")
    }
    if let watch, watch < 0.1 { throw ValidationError("--watch must be 0.1 or more.") }
  }

  func run() throws {
    let workspace = try workspace.open(verb: "status")
    let executor = Executors.make(workspace)
    guard let watch else {
      let status = try look(workspace, executor)
      if json { return Console.print(bytes: try FormatCoding.file(status)) }
      return StatusText(status: status, columns: Console.columns).lines().forEach { Console.print($0) }
    }
    Sys.watchSignals()
    if !json { Console.clear() }
    while Sys.notedSignal == nil {
      let status = try look(workspace, executor)
      if json {
        Console.print(bytes: try FormatCoding.line(status))
      } else {
        Console.redraw(StatusText(status: status, columns: Console.columns).lines())
      }
      Sys.sleep(milliseconds: Int(clamped: watch * 1000))
    }
  }

  /// Workers go on while we look, so that a name can be gone between two looks: the second time it is gone from the start.
  private func look(_ workspace: Workspace, _ executor: any Executor) throws -> WorkspaceStatus {
    do {
      return try WorkspaceStatus(workspace, executor: executor)
    } catch is SystemError {
      return try WorkspaceStatus(workspace, executor: executor)
    }
  }
}
