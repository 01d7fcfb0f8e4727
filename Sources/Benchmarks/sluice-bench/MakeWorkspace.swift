import ArgumentParser
import MadeWorkspaces
import SystemCalls

/// Makes a workspace of any size for what is to be measured on it.
struct MakeWorkspace: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "workspace", abstract: "Make a workspace with so many items that have travelled.")

  @Option(help: "Items.")
  var items: Int

  @Argument(help: "An empty directory.")
  var directory: String

  func run() throws {
    let root = FilePath(directory)
    try Sys.ensurePath(root)
    try MadeWorkspace.make(at: root, items: items)
  }
}
