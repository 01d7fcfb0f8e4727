import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

/// Files that nobody may read, as a user sees them who is not root; the super-user may read all.
@Suite struct UnreadableTests {
  /// Runs `sluice` as nobody when the tests run as root; the workspace is nobody's then.
  private func sluice(_ workspace: TestWorkspace, _ arguments: String...) throws -> Command.Answer {
    if Sys.userID == 0 {
      #expect(try Command("/bin/chown", ["-R", "65534:65534", workspace.root.string]).run().status == 0)
    }
    return try Nobody().run(arguments, in: workspace.root)
  }

  @Test(.workspace)
  func `a file that may not be read stays where it is with one event, and the others go on`() throws {
    let workspace = try workspace()
    let secret = try workspace.drop(Documents.text("secret"), as: "secret.pdf")
    let shut = try workspace.drop(Documents.text("inside"), as: "shut/inside.pdf").removingLastComponent()
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    #expect(chmod(secret.string, 0) == 0)
    #expect(chmod(shut.string, 0) == 0)
    defer { chmod(shut.string, 0o755) }

    let first = try sluice(workspace, "run")
    #expect(first.status == 1, "\(first.everything)")
    #expect(first.errors.lines.count == 2, "\(first.errors)")
    #expect(first.errors.contains("secret.pdf") && first.errors.contains("Permission denied"), "\(first.errors)")
    #expect(first.errors.contains("00_inbox/shut"), "\(first.errors)")
    #expect(first.output.contains("Done."), "what is refused is not waited for: \(first.output)")
    #expect(first.output.contains("2 files in the inbox that cannot be taken"), "\(first.output)")
    #expect(try workspace.identifiers(in: "05_processed") == ["good"])
    #expect(Sys.exists(secret))

    let status = try sluice(workspace, "status")
    #expect(status.output.contains("secret.pdf"), "\(status.everything)")

    let second = try sluice(workspace, "run")
    #expect(second.status == 0 && second.errors == "", "told once: \(second.everything)")
    #expect(second.output.contains("2 files in the inbox that cannot be taken"), "\(second.output)")
    let refused = try workspace.events(of: "downloader").filter { $0["event"]?.string == "refused" }
    #expect(refused.count == 2)
    #expect(refused.allSatisfy { $0["reason"]?.string == "unreadable" })

    #expect(chmod(secret.string, 0o644) == 0)
    let third = try sluice(workspace, "run")
    #expect(third.status == 0, "\(third.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["good", "secret"])
  }

  @Test(.workspace("inspection: {processes: 1}"), arguments: [3, 7])
  func `a storage that fails while a document is looked at damages nobody, and the next pass looks again`(
    read: Int
  ) throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    var command = workspace.command(["download"])
    command.program.environment["SLUICE_INJECT"] = "sluice-pdf:read-EIO:\(read)"
    let first = try command.run()
    #expect(first.status == 1 && first.errors.contains("Input/output error"), "\(first.everything)")
    #expect(try workspace.failures() == [:])
    let second = try workspace.sluice("download")
    #expect(second.status == 0, "\(second.everything)")
    #expect(try workspace.identifiers(in: "01_downloaded") == ["one"])
    #expect(try workspace.metadata(of: "one").originalName == "one.pdf")
  }

  @Test(.workspace)
  func `an item that may not be read stops neither the finalizer nor retry for the others`() throws {
    let workspace = try workspace()
    for name in ["one", "two", "three"] { try workspace.drop(Documents.text(name), as: "\(name).pdf") }
    for name in ["bad", "worse", "worst"] { try workspace.drop(Array("<html>\(name)".utf8), as: "\(name).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    try workspace.submit()
    try workspace.harvest()
    for name in ["two", "worse"] {
      #expect(chmod(try workspace.directory(of: name).appending("\(name).meta.json").string, 0) == 0)
    }
    let finalized = try sluice(workspace, "finalize")
    #expect(finalized.status == 1 && finalized.errors.contains("two.meta.json"), "\(finalized.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "three"])
    let sent = try sluice(workspace, "retry", "--all")
    #expect(sent.status == 1 && sent.errors.contains("worse.meta.json"), "\(sent.everything)")
    #expect(sent.output.contains("2 items sent back"), "\(sent.everything)")
    #expect(try workspace.failures() == ["not_a_pdf": ["worse"]])
  }

  @Test(.workspace)
  func `a shard that may not be read stops no worker and no verb for the items of the others`() throws {
    let workspace = try workspace()
    for name in ["one", "two", "three"] { try workspace.drop(Documents.text(name), as: "\(name).pdf") }
    for name in ["bad", "worse", "worst"] { try workspace.drop(Array("<html>\(name)".utf8), as: "\(name).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    func shut(_ name: String) throws -> FilePath {
      let shard = try workspace.directory(of: name).removingLastComponent()
      #expect(chmod(shard.string, 0) == 0)
      return shard
    }
    try workspace.submit()
    try workspace.harvest()
    let (done, failed) = (try shut("two"), try shut("worse"))
    let status = try sluice(workspace, "status")
    #expect(status.status == 0 && status.output.contains("not counted: "), "\(status.everything)")
    let finalized = try sluice(workspace, "finalize")
    #expect(finalized.status == 1 && finalized.errors.contains("\(done): "), "\(finalized.everything)")
    let sent = try sluice(workspace, "retry", "--all")
    #expect(sent.status == 1 && sent.errors.contains("\(failed): "), "\(sent.everything)")
    #expect(sent.output.contains("2 items sent back"), "\(sent.everything)")
    for shard in [done, failed] { #expect(chmod(shard.string, 0o755) == 0) }
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "three"])
    #expect(try workspace.failures() == ["not_a_pdf": ["worse"]])
    for name in ["fourth", "fifth"] { try workspace.drop(Documents.text(name), as: "\(name).pdf") }
    #expect(try sluice(workspace, "download").status == 0)
    let waiting = try shut("fourth")
    let packed = try sluice(workspace, "dispatch", "--now")
    #expect(packed.status == 1 && packed.errors.contains("\(waiting): "), "\(packed.everything)")
    #expect(packed.errors.contains("Permission denied"), "\(packed.everything)")
    #expect(chmod(waiting.string, 0o755) == 0)
    #expect(try workspace.identifiers(in: "01_downloaded") == ["fourth"])
  }

  @Test(.workspace)
  func `a file in a folder that may not be changed stays, and the others go on`() throws {
    let workspace = try workspace()
    let fixed = try workspace.drop(Documents.text("fixed"), as: "fixed/fixed.pdf")
    try workspace.drop(Documents.text("good"), as: "good.pdf")
    let folder = fixed.removingLastComponent()
    #expect(chmod(folder.string, 0o555) == 0)
    defer { chmod(folder.string, 0o755) }
    let answer = try sluice(workspace, "run")
    #expect(answer.status == 1)
    #expect(answer.output.contains("Done."), "what is refused is not waited for: \(answer.output)")
    #expect(
      answer.errors.contains("fixed/fixed.pdf") && answer.errors.contains("Permission denied"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["good"])
    #expect(try workspace.entries(workspace.root.appending("stages/01_downloaded/.incoming")) == [])
    #expect(Sys.exists(fixed))
  }
}
