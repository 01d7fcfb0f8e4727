import Testing

/// Gives a test a workspace of its own, and holds every file the test left there against the schemas.
public struct WorkspaceTrait: TestTrait, TestScoping {
  let settings: String

  /// Makes the workspace, runs the test, validates what it left.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    let workspace = try TestWorkspace(settings: settings)
    try await TestWorkspace.$current.withValue(workspace) { try await function() }
    let check = try SchemaCheck.run(on: workspace.root)
    if check.status != .exited(0) {
      Issue.record("files do not fit manifests/schema:\n\(check.lines.joined(separator: "\n"))")
    }
  }
}

extension Trait where Self == WorkspaceTrait {
  /// A workspace of the test's own with default settings.
  public static var workspace: Self { WorkspaceTrait(settings: "") }
  /// A workspace of the test's own with these lines as its sluice.yaml.
  public static func workspace(_ settings: String) -> Self { WorkspaceTrait(settings: settings) }
}
