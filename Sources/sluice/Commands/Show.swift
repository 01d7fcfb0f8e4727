import ArgumentParser
import Formats
import Inquiry
import Spool
import StageKit
import SystemCalls

/// `sluice show`: everything about one item or batch.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "show",
    abstract: "Show where an item, batch or list is, its story, why it is there, and what happens next.",
    discussion: """
      The story is told from the manifests, in the order of visits and stages: clocks of different hosts decide nothing. \
      A file's name is taken for the identifier it would get.

      EXAMPLES
        sluice show report-1998
        sluice show batch_000012
        sluice show 4711_3                  the batch of a job, by its number
        sluice show batch_000012 --logs -f  what its tasks print
        sluice show catalogue.csv           a list, by its file's name
        sluice show report-1998 --json | jq .metadata.history

      JSON
        of an item    identifier place path metadata error batch story[] why next {command why}
        of a batch    batch {as in status} path settings_fingerprint items[] raw {files bytes compressed} rejects[]
                      scheduler[] story[] next {command why}
        of a list     {as in status} rejects[] {line message text}: the first 20
        metadata, error and the story's events are as manifests/schema describes them.

      EXIT STATUS
        0  shown
        1  no such item, batch or list, or it is in the manifests and nowhere in the tree
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(
    help: ArgumentHelp(
      "An item's identifier, a job's number, or the name of a batch or a list.", valueName: "id"))
  var id: String

  @Flag(help: "Print as JSON.")
  var json = false

  @Flag(help: "Of a batch: print what its tasks printed.")
  var logs = false

  @Flag(name: [.short, .customLong("follow")], help: "With --logs: go on as more is printed, until interrupted.")
  var follow = false

  func validate() throws {
    if follow && !logs { throw ValidationError("--follow goes with --logs.") }
    if json && logs { throw ValidationError("--logs prints text: leave --json out.") }
  }

  func run() throws {
    let workspace = try workspace.open(verb: "show")
    let executor = Executors.make(workspace)
    let named = BatchName(id)
    let isThere = try named.map { try workspace.spool.locate($0) != nil } ?? false
    let batch = try isThere ? named : batch(ofJob: id, workspace)
    if logs {
      guard let batch else { throw NoBatch(id: id) }
      let logs = BatchLogs(name: batch, workspace: workspace)
      return follow ? try logs.follow() : try logs.print()
    }
    if let name = batch, let story = try BatchStory(name, in: workspace, executor: executor) {
      if json { return Console.print(bytes: try FormatCoding.file(story)) }
      return StoryText(columns: Console.columns).lines(story).forEach { Console.print($0) }
    }
    for identifier in candidates() {
      guard let story = try ItemStory(identifier, in: workspace, executor: executor) else { continue }
      if json {
        Console.print(bytes: try FormatCoding.file(story))
      } else {
        StoryText(columns: Console.columns).lines(story).forEach { Console.print($0) }
      }
      if story.path == nil { throw ExitCode(1) }
      return
    }
    if let list = try ListStatus(named: id, in: workspace) { return try show(list, workspace) }
    let isDropped = !id.isEmpty && Sys.exists(workspace.spool.path(.inbox).pushing(FilePath(id)))
    if isDropped { throw NotTaken(name: id) }
    throw Unknown(id: id, nearest: try Nearest.names(to: id, in: workspace.spool))
  }

  private func show(_ list: ListStatus, _ workspace: Workspace) throws {
    let rejects = try list.rejects(20, in: workspace)
    if json { return Console.print(bytes: try FormatCoding.file(ListText.JSON(list: list, rejects: rejects))) }
    ListText(columns: Console.columns).lines(list, rejects).forEach { Console.print($0) }
  }

  /// The batch of a job, by the number or name that the scheduler knows it by; `4711_3` is a task of job 4711.
  private func batch(ofJob id: String, _ workspace: Workspace) throws -> BatchName? {
    let job = id.first?.isNumber == true ? String(id.prefix { $0.isNumber }) : id
    let spool = workspace.spool
    for (directory, names) in [
      (spool.path(.processing), try spool.batches(in: spool.path(.processing))),
      (spool.rest, try spool.batches(in: spool.rest).reversed()),
    ] {
      for name in names {
        let path = BatchLayout(directory.appending(name.description)).job
        guard let bytes = try? Sys.contents(of: path, limit: FormatCoding.longest),
          let record = try? FormatCoding.decode(JobRecord.self, from: bytes)
        else { continue }
        if [record.slurmJobID, record.jobName].contains(job) { return name }
      }
    }
    return nil
  }

  /// Logs were asked for of something that is no batch.
  struct NoBatch: Error, CustomStringConvertible {
    let id: String

    var description: String { "\(Format.name(id)): no such batch or job: `sluice status` shows those there are" }
  }

  /// The identifier itself, then the one a file of this name would get.
  private func candidates() -> [Identifier] {
    let derived = Identifier.derive(fromName: Array(id.utf8)).identifier
    guard let exact = Identifier(id) else { return [derived] }
    return exact == derived ? [exact] : [exact, derived]
  }

  /// A dropped file that no pass took yet, or could take.
  struct NotTaken: Error, CustomStringConvertible {
    let name: String

    var description: String {
      "\(Format.name(name)): is in 00_inbox and not taken yet; `sluice status` says whether it may be\nnext: sluice download"
    }
  }

  /// Nothing has this name.
  struct Unknown: Error, CustomStringConvertible {
    let id: String
    let nearest: [String]

    var description: String {
      let name = Format.name(id)
      if nearest.isEmpty { return "\(name): no such item, batch or list: `sluice status` shows what there is" }
      return
        "\(name): no such item, batch or list; near it: \(nearest.joined(separator: " "))\nnext: sluice show \(nearest[0])"
    }
  }
}
