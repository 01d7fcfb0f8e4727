import ArgumentParser
import Digests
import Settings
import Spool
import StageKit
import SystemCalls

/// Where the workspace is and what settings are changed for one command.
struct WorkspaceOptions: ParsableArguments {
  @Option(
    name: [.short, .customLong("workspace")],
    help: ArgumentHelp(
      "The workspace; by default $SLUICE_WORKSPACE, or the one this directory is in.", valueName: "dir"))
  var workspace: String?

  @Option(
    name: .customLong("set"),
    help: ArgumentHelp("A setting for this command only; may be repeated.", valueName: "key=value"))
  var set: [String] = []

  /// Opens the workspace; for verbs that write, arms fault injection in debug builds.
  func open(verb: String) throws -> Workspace {
    FaultInjection.arm(verb: verb)
    Sys.ignorePipeSignals()
    let root = try find()
    let settings = try Settings.load(Workspace.settingsFile(in: root), set: set)
    Sys.withhold(settings.workspace.access.withheld)
    return try Workspace(root: root, settings: settings)
  }

  /// The workspace's directory, absolute.
  func find() throws -> FilePath {
    if let named = workspace ?? Sys.variable("SLUICE_WORKSPACE") {
      let root = Self.absolute(FilePath(named))
      guard Spool(root: root).isThere else { throw NoWorkspace(path: root, searched: false) }
      return root
    }
    var directory = Sys.currentDirectory
    while true {
      if Spool(root: directory).isThere {
        guard try Workspace.isOurs(directory) else { throw ForeignWorkspace(path: directory) }
        return directory
      }
      guard directory.removeLastComponent(), !directory.isEmpty else {
        throw NoWorkspace(path: Sys.currentDirectory, searched: true)
      }
    }
  }

  /// A path from the root, with `.` and `..` taken out as far as names alone can tell.
  static func absolute(_ path: FilePath) -> FilePath {
    (path.isAbsolute ? path : Sys.currentDirectory.pushing(path)).lexicallyNormalized()
  }
}

extension SettingsError: UsageError {}

/// No workspace where one was expected.
struct NoWorkspace: UsageError, CustomStringConvertible {
  let path: FilePath
  let searched: Bool

  var description: String {
    searched
      ? "no workspace in \(path) or above it: make one with `sluice init DIR`, or name one with --workspace"
      : "\(path) is no workspace: make it one with `sluice init \(path)`"
  }
}

/// A workspace that somebody else laid over the directory in which a command was typed.
struct ForeignWorkspace: UsageError, CustomStringConvertible {
  let path: FilePath

  var description: String {
    let settings = Workspace.settingsFile(in: path)
    guard (try? Sys.status(of: path).owner) == Sys.userID else {
      return "the workspace \(path) around this directory belongs to \(owner(of: path)): if that is the one you mean, "
        + "name it with --workspace \(path)"
    }
    return "\(settings) belongs to \(owner(of: settings)) and not to you, and it may name programs: read it, then make "
      + "it yours by putting a copy in its place, or name the workspace with --workspace \(path), which runs none of them"
  }

  private func owner(of path: FilePath) -> String {
    (try? Sys.status(of: path).owner).map { Sys.name(ofUser: $0) ?? "user \($0)" } ?? "somebody else"
  }
}

/// What every worker's verb takes.
struct WorkerOptions: ParsableArguments {
  @Flag(name: [.customShort("n"), .customLong("dry-run")], help: "Show what would be done and do nothing.")
  var dryRun = false

  @Option(help: ArgumentHelp("End after about this many items.", valueName: "number"))
  var limit: Int?

  @Flag(help: "Tell what was done; without it a worker with nothing to tell prints nothing.")
  var verbose = false

  @Option(help: ArgumentHelp("Repeat the pass every so many seconds, until interrupted.", valueName: "seconds"))
  var watch: Double?

  func validate() throws {
    if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more.") }
    if let watch, watch < 0.1 { throw ValidationError("--watch must be 0.1 or more.") }
  }
}
