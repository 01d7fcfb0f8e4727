import SystemCalls
import TestSupport
import Testing

/// A storage that lies for a moment, seen from outside: a library between the programs and the kernel, and not the programs' own
/// injection.
@Suite struct LyingStorageTests {
  private static let library = Shared<FilePath>()
  private static let directory = Result { try TemporaryDirectory() }

  private static func lying() throws -> FilePath {
    try library.value("library") {
      let path = try directory.get().path.appending("lying-storage.so")
      let source = Repository.root.appending("Tests/StandIns/lying-storage.c")
      let made = try Command("/usr/bin/cc", ["-shared", "-fPIC", "-O1", "-o", path.string, source.string, "-ldl"]).run()
      try #require(made.status == 0, "\(made.everything)")
      return path
    }
  }

  private func command(_ workspace: TestWorkspace, lying plan: String, _ arguments: [String]) throws -> Command {
    var command = workspace.command(arguments)
    command.program.environment["LD_PRELOAD"] = try Self.lying().string
    command.program.environment["LYING_STORAGE"] = plan
    return command
  }

  private func sluice(
    _ workspace: TestWorkspace, lying plan: String, _ arguments: String...
  ) throws -> Command.Answer {
    try command(workspace, lying: plan, arguments).run()
  }

  private func expectWhole(_ workspace: TestWorkspace) throws {
    let again = try workspace.sluice("run")
    #expect(again.status == 0, "\(again.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["one"])
    #expect(try workspace.failures() == [:])
    #expect(try workspace.text(of: "one").contains("first document"))
    let audit = try workspace.sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(audit.everything)")
  }

  /// "No such file or directory" or "input/output error", each for a rename out of one place.
  @Test(
    .workspace,
    arguments: [
      (2, "one.pdf"), (5, "one.pdf"), (2, "*/.incoming/*one"), (5, "*/.building-*"), (2, "*/02_ocr_pending/*"),
    ])
  func `A rename that is made and denied costs no document`(errno: Int, name: String) throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("first document"), as: "one.pdf")
    _ = try sluice(workspace, lying: "rename=\(errno):\(name)", "run")
    try expectWhole(workspace)
  }

  @Test(.workspace("inbox: {settle: 0}\ndispatch: {attempts: 1}"))
  func `A document whose reads fail is no blank page and no damaged document, and is read later`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("first document"), as: "one.pdf")
    let looked = try sluice(workspace, lying: "read=5:*one.pdf", "download")
    #expect(looked.status == 1 && looked.errors.contains("Input/output error"), "\(looked.everything)")
    for verb in [["download"], ["dispatch", "--now"]] { #expect(try workspace.command(verb).run().status == 0) }
    let read = try sluice(workspace, lying: "read=116:*/03_ocr_processing/*one.pdf", "submit")
    #expect(read.status == 0, "\(read.everything)")
    try eventually("the end of the task") { try Processes.working(in: workspace.root).isEmpty }
    let tidied = try workspace.sluice("cleanup")
    #expect(tidied.status == 0, "\(tidied.everything)")
    #expect(try workspace.failures() == [:], "the storage failed, and not the document")
    let shown = try workspace.sluice("show", "one").everything
    #expect(shown.contains("could not be read") && shown.contains("Stale file handle"), "\(shown)")
    try expectWhole(workspace)
  }

  @Test(.workspace)
  func `Three of each worker at once lose and double no document where locks keep nobody out`() throws {
    let workspace = try workspace()
    let names = ["one", "two", "three", "four"]
    for name in names { try workspace.drop(Documents.text("The document \(name)."), as: "\(name).pdf") }
    for verb in [["download"], ["dispatch", "--now"], ["submit"], ["cleanup"], ["finalize"]] {
      let passes = try (0..<3).map { _ in try command(workspace, lying: "locks", verb).start() }
      for pass in passes {
        let answer = try pass.finish()
        #expect(answer.status != nil, "\(verb): \(answer.everything)")
      }
      try eventually("the end of the tasks") { try Processes.working(in: workspace.root).isEmpty }
    }
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.sluice("audit", "--repair").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == names.sorted())
    #expect(try workspace.failures() == [:])
    let audit = try workspace.sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(audit.everything)")
  }
}
