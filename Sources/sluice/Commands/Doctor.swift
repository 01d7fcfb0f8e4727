import ArgumentParser

/// `sluice doctor`
struct Doctor: ParsableCommand {
  @OptionGroup var workspace: WorkspaceOptions
  func run() throws { _ = try workspace.open(verb: "doctor") }
}
