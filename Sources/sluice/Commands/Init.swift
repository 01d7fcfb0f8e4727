import ArgumentParser
import Scheduling
import Settings
import Spool
import StageKit
import SystemCalls

/// `sluice init`: lays out a workspace.
struct Init: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init",
    abstract: "Lay out a workspace: sluice.yaml, stages, manifests, slurm-templates.",
    discussion: """
      What is there already stays as it is, so the command can be typed again.

      EXAMPLE
        sluice init ~/archive && cd ~/archive
        sluice init --access owner ~/letters
      """)

  @Argument(help: ArgumentHelp("The workspace's directory; made when missing.", valueName: "dir"))
  var directory: String

  @Option(
    help: ArgumentHelp(
      "Who may reach what is made in it: owner, group or umask; see the setting workspace.access.", valueName: "who"))
  var access: Access?

  func run() throws {
    Sys.ignorePipeSignals()
    FaultInjection.arm(verb: "init")
    let root = WorkspaceOptions.absolute(FilePath(directory))
    let isNew = !Spool(root: root).isThere
    if let access { Sys.withhold(access.withheld) }
    try Sys.ensurePath(root)
    try Spool(root: root).create()
    for name in ["manifests", "slurm-templates"] { try Sys.ensurePath(root.appending(name)) }
    for name in ShippedTemplates.names {
      let path = root.appending("slurm-templates").appending(ShippedTemplates.fileName(of: name))
      if !Sys.exists(path) { try Sys.publish(Array(ShippedTemplates.template(of: name).utf8), at: path) }
    }
    let settings = Workspace.settingsFile(in: root)
    if !Sys.exists(settings) {
      let file = Settings.defaultFile()
      let own = access.map { file.replacing("  #access: umask", with: "  access: \($0)") } ?? file
      try Sys.publish(Array(own.utf8), at: settings)
    }
    Console.print(
      isNew ? "\(root) is a workspace now." : "\(root) is a workspace already; what was missing in it was made.")
    if isNew, try Sys.status(of: root.appending("stages")).rights & 0o007 != 0 {
      Console.print(
        "Every user of this system can read what is in it; for fewer: the setting workspace.access, and chmod.")
    }
    Console.print("next: drop documents into \(root)/stages/00_inbox, then: sluice run --workspace \(root)")
  }
}
