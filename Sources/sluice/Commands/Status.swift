import ArgumentParser

/// `sluice status`
struct Status: ParsableCommand {
  @OptionGroup var workspace: WorkspaceOptions
  func run() throws { _ = try workspace.open(verb: "status") }
}
