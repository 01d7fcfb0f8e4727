import ArgumentParser
import StageKit
import SystemCalls

/// `sluice path`: where an item is now, for scripts.
struct PathCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "path",
    abstract: "Print the directory of an item.",
    discussion: """
      EXAMPLE
        cat "$(sluice path report-1998)"/*.md
      """)

  @OptionGroup var workspace: WorkspaceOptions

  @Argument(help: ArgumentHelp("The item's identifier.", valueName: "id"))
  var id: String

  func run() throws {
    let workspace = try workspace.open(verb: "path")
    let identifier = try Identifiers.parse(id)
    guard let found = try workspace.spool.locate(identifier) else { throw NoItem(id: id) }
    Console.print(bytes: found.path.bytes + [10])
  }
}

/// An identifier that is nowhere.
struct NoItem: Error, CustomStringConvertible {
  let id: String
  var description: String {
    "\(id): no such item in this workspace: `sluice show \(id)` tells its story, if it has one"
  }
}
