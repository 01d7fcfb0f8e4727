import Formats
import SystemCalls
import TestSupport
import Testing

/// Documents with a page whose content has an error, which Poppler tells and reads on; and what becomes of them.
@Suite struct DoubtTests {
  /// Three pages of prose, the second one with an operator there is not.
  private static func doubtful(_ word: String) -> [UInt8] {
    let line = "BT /F 12 Tf 60 700 Td (\(Documents.prose(word).prefix(80))) Tj ET\n"
    return PDFBuilder().page(text: Documents.prose("\(word)1")).page(content: "unheardof\n" + line)
      .page(text: Documents.prose("\(word)3")).data()
  }

  /// Makes a script the second engine.
  private func readAgain(by script: String, _ workspace: TestWorkspace) throws {
    let path = workspace.root.appending("tool.sh")
    try Sys.publish(Array((script + "\n").utf8), at: path)
    try workspace.set(
      """
      ocr:
        doubtful: again
        doubtful_engine: command
      command:
        argv: [/bin/sh, '\(path)']
      local:
        cpus: 1
      """)
  }

  private func run(_ workspace: TestWorkspace) throws {
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
  }

  @Test(.workspace)
  func `a doubtful document waits for a person where the settings say so; sent back it comes out as it is`() throws {
    let workspace = try workspace()
    try workspace.set("ocr:\n  doubtful: quarantine")
    try workspace.drop(Self.doubtful("lock"), as: "lock.pdf")
    try workspace.drop(Documents.text("weir"), as: "weir.pdf")
    try run(workspace)
    #expect(try workspace.identifiers(in: "05_processed") == ["weir"])
    #expect(try workspace.failures() == ["doubtful": ["lock"]])
    let error = try workspace.error(of: "lock")
    #expect(error.errorMessage.contains("2 of 3 pages"), "\(error.errorMessage)")

    #expect(try workspace.sluice("retry", "lock").status == 0)
    try run(workspace)
    #expect(try workspace.metadata(of: "lock").results?.doubts == ["library_error": [2]])
    #expect(try workspace.sluice("audit").status == 0)
  }

  @Test(.workspace)
  func `sent back with another engine only its doubtful pages are read again`() throws {
    let workspace = try workspace()
    try readAgain(by: #"for page in 1 2 3; do echo "{\"page\":$page,\"text\":\"read by eye\"}"; done >"$2""#, workspace)
    try workspace.drop(Self.doubtful("lock"), as: "lock.pdf")
    let answer = try workspace.sluice("run", "--set", "ocr.doubtful=quarantine")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.failures() == ["doubtful": ["lock"]])
    #expect(try workspace.sluice("retry", "lock", "--with-engine", "command").status == 0)
    try run(workspace)
    let text = try workspace.text(of: "lock")
    #expect(text.contains("lock1") && text.contains("read by eye") && text.contains("lock3"), "\(text)")
    #expect(try workspace.metadata(of: "lock").results?.doubts == nil)
    #expect(try workspace.sluice("show", "lock").output.contains("engine command"))
  }

  @Test(.workspace)
  func `doubtful pages are read again by another engine, the others are not, and the better text is kept`() throws {
    let workspace = try workspace()
    try readAgain(by: #"for page in 1 2 3; do echo "{\"page\":$page,\"text\":\"read by eye\"}"; done >"$2""#, workspace)
    try workspace.drop(Self.doubtful("lock"), as: "lock.pdf")
    try workspace.drop(Documents.text("weir"), as: "weir.pdf")
    try run(workspace)
    let text = try workspace.text(of: "lock")
    #expect(text.contains("lock1") && text.contains("read by eye") && text.contains("lock3"), "\(text)")
    let metadata = try workspace.metadata(of: "lock")
    #expect(metadata.results?.doubts == nil && metadata.results?.engine == "command")
    #expect(metadata.history.map(\.reason) == ["doubtful"] && metadata.history.allSatisfy { !$0.ownFailure })
    #expect(try workspace.metadata(of: "weir").history.isEmpty)
    #expect(try workspace.sluice("audit").status == 0)
  }

  @Test(
    .workspace,
    arguments: [
      "exit 7", #"echo '{"page":2,"error":"a stain"}' >"$2""#,
    ])
  func `a second reading that comes to nothing takes nothing away`(script: String) throws {
    let workspace = try workspace()
    try readAgain(by: script, workspace)
    try workspace.drop(Self.doubtful("lock"), as: "lock.pdf")
    try run(workspace)
    let metadata = try workspace.metadata(of: "lock")
    #expect(metadata.results?.doubts == ["library_error": [2]] && metadata.results?.failedPages == [])
    #expect(metadata.results?.pagesByRoute == ["text": 3])
    let text = try workspace.text(of: "lock")
    #expect(text.contains("lock1") && text.contains("of this document is lock.") && text.contains("lock3"), "\(text)")
    #expect(try workspace.sluice("audit").status == 0)
  }

  @Test(.workspace)
  func `what a person chooses for a document decides before the settings do`() throws {
    let workspace = try workspace()
    let folder = try TemporaryDirectory()
    let chosen = try folder.write(Documents.text("chosen"), as: "chosen.pdf")
    let plain = try folder.write(Documents.text("plain"), as: "plain.pdf")
    #expect(try workspace.sluice("add", "--with-engine", "tesseract", chosen.string).status == 0)
    #expect(try workspace.sluice("add", "--route", "mixed", plain.string).status == 0)
    try run(workspace)
    let metadata = try workspace.metadata(of: "chosen")
    #expect(metadata.results?.engine == "tesseract" && metadata.results?.pagesByRoute == ["ocr": 1])
    #expect(metadata.inspection?.route == .text)
    #expect(try workspace.metadata(of: "plain").results?.engine == "auto")
    let refused = try workspace.sluice("add", "--with-engine", "command", chosen.string)
    #expect(refused.status == 2 && refused.errors.contains("command.argv"), "\(refused.everything)")
  }
}
