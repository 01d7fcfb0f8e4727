import ArgumentParser
import Formats
import Inquiry
import Spool
import StageKit
import SystemCalls

/// `sluice show`: everything about one item or batch.
struct Show: ParsableCommand {
  static let configuration = CommandConfiguration(
    abstract: "Show where an item or batch is, its story, why it is there, and what happens next.",
    discussion: """
      The story is told from the manifests, in the order of visits and stages: clocks of different hosts decide nothing. \
      A file's name is taken for the identifier it would get.

      EXAMPLES
        sluice show report-1998
        sluice show batch_000012
        sluice show report-1998 --json | jq .metadata.history

      JSON
        of an item    identifier place path metadata error batch story[] why next {command why}
        of a batch    batch {as in status} path settings_fingerprint items[] raw {files bytes compressed} rejects[]
                      story[] next {command why}
        metadata, error and the story's events are as manifests/schema describes them.

      EXIT STATUS
        0  shown
        1  no such item or batch, or it is in the manifests and nowhere in the tree
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(help: ArgumentHelp("An item's identifier or a batch's name.", valueName: "id"))
  var id: String

  @Flag(help: "Print as JSON.")
  var json = false

  func run() throws {
    let workspace = try workspace.open(verb: "show")
    let executor = Executors.make(workspace)
    if let name = BatchName(id), let story = try BatchStory(name, in: workspace, executor: executor) {
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
    let isDropped = !id.isEmpty && Sys.exists(workspace.spool.path(.inbox).pushing(FilePath(id)))
    if isDropped { throw NotTaken(name: id) }
    throw Unknown(id: id, nearest: try Nearest.names(to: id, in: workspace.spool))
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
      if nearest.isEmpty { return "\(name): no such item or batch: `sluice status` shows what there is" }
      return
        "\(name): no such item or batch; near it: \(nearest.joined(separator: " "))\nnext: sluice show \(nearest[0])"
    }
  }
}
