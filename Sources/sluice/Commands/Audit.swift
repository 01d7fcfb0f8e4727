import ArgumentParser

/// `sluice audit`
struct Audit: ParsableCommand {
  @OptionGroup var workspace: WorkspaceOptions
  func run() throws { _ = try workspace.open(verb: "audit") }
}
