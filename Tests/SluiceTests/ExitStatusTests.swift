import SystemCalls
import TestSupport
import Testing

/// Scripts and cron decide by the exit status, so each means one thing.
struct ExitStatusTests {
  @Test(arguments: [
    ["proces"], ["add"], ["download", "--watch", "0"], ["config", "no.such.key"], ["pause", "nobody"],
    ["manifest", "cat", "nobody"], ["retry"], ["path", "../x"], ["config", "--set", "ocr.dpii=300"],
    ["config", "--set", "ocr.dpi=many"], ["config", "--workspace", "/nowhere"],
  ])
  func `a wrong command line or setting ends with 2 and says what is wrong`(_ arguments: [String]) throws {
    let run = try Programs.sluice(arguments, workspace: Self.unchanged().path)
    #expect(run.status == 2, "\(run.errors)")
    #expect(run.output.isEmpty)
    #expect(!run.errors.isEmpty)
  }

  @Test(arguments: [["ocr.dpii=300", "ocr.dpi"], ["dispach.max_wait=1s", "dispatch"]])
  func `a key that does not exist is answered in one line with the nearest`(_ pair: [String]) throws {
    let run = try Programs.sluice(["config", "--set", pair[0]], workspace: Self.unchanged().path)
    #expect(run.errors.split(separator: "\n").count == 1)
    #expect(run.errors.contains(pair[1]))
  }

  @Test(arguments: [["path", "nobody"], ["add", "/nowhere/at-all.pdf"]])
  func `what needs a person ends with 1 and names it`(_ arguments: [String]) throws {
    let workspace = try Self.workspace()
    let run = try Programs.sluice(arguments, workspace: workspace.path)
    #expect(run.status == 1, "\(run.errors)")
    #expect(run.errors.contains(arguments[1]))
  }

  @Test(arguments: [["download"], ["dispatch"], ["submit"], ["cleanup"], ["finalize"]])
  func `a worker with nothing to do ends with 0 and prints nothing`(_ arguments: [String]) throws {
    let workspace = try Self.workspace()
    let run = try Programs.sluice(arguments, workspace: workspace.path)
    #expect(run.status == 0)
    #expect(run.output.isEmpty && run.errors.isEmpty, "\(run.output)\(run.errors)")
  }

  private static let workspaces = Shared<TemporaryDirectory>()

  /// A workspace for what comes to nothing.
  private static func unchanged() throws -> TemporaryDirectory {
    try workspaces.value("unchanged") { try workspace() }
  }

  private static func workspace() throws -> TemporaryDirectory {
    let directory = try TemporaryDirectory()
    let run = try Programs.sluice(["init", directory.path.string])
    #expect(run.status == 0, "\(run.errors)")
    return directory
  }
}
