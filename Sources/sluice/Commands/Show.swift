import ArgumentParser

/// `sluice show`
struct Show: ParsableCommand {
  @OptionGroup var workspace: WorkspaceOptions
  func run() throws { _ = try workspace.open(verb: "show") }
}
