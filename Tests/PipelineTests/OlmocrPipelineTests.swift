import Formats
import SystemCalls
import TestSupport
import Testing

/// olmOCR's traps from the inbox to the outputs, with the stand-in for the pipeline: what is proven stays, the rest is done
/// again, and nothing is lumped under another's name.
@Suite struct OlmocrPipelineTests {
  /// The settings for the stand-in under traps; the file `hang` in the workspace holds up the trap `hang`.
  private static func settings(_ traps: String, pagesPerGroup: Int = 500, company: Int = 3) -> String {
    let script = Repository.root.appending("Tests/StandIns/olmocr.py")
    return """
      routing: {text: olmocr, ocr: olmocr, mixed: olmocr}
      dispatch: {attempts: \(company)}
      local: {memory: 0}
      olmocr:
        argv: [/usr/bin/env, "OLMOCR_TRAPS=\(traps)", "OLMOCR_HANG=hang", /usr/bin/python3, \(script)]
        pages_per_group: \(pagesPerGroup)
      """
  }

  /// A real PDF whose pages the stand-in reads as these texts.
  private static func document(_ word: String, _ pages: [String]) -> [UInt8] {
    let pdf = Documents.text(word, pages: pages.count)
    let lines = pages.map { "% page: \($0)\n" }.joined()
    return pdf.dropLast("%%EOF\n".utf8.count) + Array("\(lines)%%EOF\n".utf8)
  }

  private func drop(_ names: String, in workspace: TestWorkspace) throws {
    for name in names.map(String.init) {
      try workspace.drop(Self.document("w\(name)", ["\(name) first", "\(name) second"]), as: "\(name).pdf")
    }
  }

  @Test(.workspace) func `documents are read by olmOCR and keep its own records`() throws {
    let workspace = try workspace()
    try workspace.set(Self.settings(""))
    try drop("ab", in: workspace)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["a", "b"])
    #expect(try workspace.text(of: "a") == "a first\na second")
    let results = try #require(try workspace.metadata(of: "a").results)
    #expect(results.engine == "olmocr" && results.versions["olmocr"] == "0.4.27")
    #expect(results.pagesByRoute == ["ocr": 2])
    let record = try #require(
      try workspace.read([DolmaRecord].self, workspace.directory(of: "a").appending("a.ocr.json")).first)
    #expect(record.source == "olmocr" && record.metadata["Source-File"]?.string == "a.pdf")
  }

  @Test(.workspace) func `a document that olmOCR drops each time is quarantined with the reason, the others are done`()
    throws
  {
    let workspace = try workspace()
    try workspace.set(Self.settings("drop:b", company: 2))
    try drop("abc", in: workspace)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["a", "c"])
    #expect(try workspace.failures() == ["engine_failed": ["b"]])
    #expect(try workspace.error(of: "b").errorMessage.contains("gave no record"))
    #expect(try workspace.metadata(of: "b").history.map(\.ownFailure) == [true, true])
    #expect(try workspace.metadata(of: "a").history.isEmpty)
  }

  @Test(.workspace) func `a group lost for one document is done again in smaller company until the one is found`()
    throws
  {
    let workspace = try workspace()
    try workspace.set(Self.settings("vanish:c"))
    try drop("abcd", in: workspace)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["a", "b", "d"])
    #expect(try workspace.failures() == ["no_result": ["c"]])
    // In company it was nobody's failure; alone it was its own.
    #expect(try workspace.metadata(of: "c").history.map(\.company) == [4, 2, 1, 1, 1])
    #expect(try workspace.metadata(of: "c").history.map(\.ownFailure) == [false, false, true, true, true])
    for name in ["a", "b", "d"] {
      #expect(try workspace.metadata(of: name).history.allSatisfy { !$0.ownFailure })
      #expect(try workspace.text(of: name) == "\(name) first\n\(name) second")
    }
  }

  /// A batch in the executor's hands, its pipeline at the document that hangs; the task is killed and everything it had is
  /// over but the pipeline's own process, which left the group.
  private func killed(_ workspace: TestWorkspace, _ hang: FilePath) throws {
    try Sys.writePrivate([], at: hang)
    try drop("ab", in: workspace)
    #expect(try workspace.sluice("download").status == 0)
    try workspace.submit()
    var process: Int32?
    try eventually("a pipeline that hangs at its second document") {
      process = try workspace.process("chunk_started", ofBatch: 1)
      let logs = try workspace.tries().map { (try? Sys.contents(of: $0.appending("olmocr.log"))) ?? [] }
      // What it prints is read by the task; it would end of a line that nobody reads any more.
      return process != nil && logs.contains { String(decoding: $0, as: UTF8.self).contains("working on b\n") }
    }
    Sys.signal(try #require(process), 9)
    try workspace.awaitEnd(ofBatch: 1)
  }

  /// Lets the pipeline that was left go on, and waits until it is through with what it then does.
  private func letGo(_ hang: FilePath, _ workspace: TestWorkspace) throws {
    try Sys.unlink(hang)
    try eventually("the end of the pipeline that was left") { try Processes.working(in: workspace.root).isEmpty }
  }

  @Test(.workspace) func `results that arrive after the task is gone count while the chunk is open`() throws {
    let workspace = try workspace()
    let outside = try TemporaryDirectory()
    let hang = outside.path.appending("hang")
    try workspace.set(
      Self.settings("late hang:b", pagesPerGroup: 2).replacing("OLMOCR_HANG=hang", with: "OLMOCR_HANG=\(hang)"))
    try killed(workspace, hang)
    let tried = try #require(try workspace.tries().first)
    #expect(!Sys.exists(tried.appending("outcome.json")))
    try letGo(hang, workspace)
    #expect(try workspace.entries(tried.appending("olmocr/done_flags")).count == 2)
    try workspace.harvest()
    #expect(try workspace.identifiers(in: "04_ocr_completed") == ["a", "b"])
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    for name in ["a", "b"] { #expect(try workspace.text(of: name) == "\(name) first\n\(name) second") }
    let record = try #require(
      try workspace.read([DolmaRecord].self, workspace.directory(of: "b").appending("b.ocr.json")).first)
    #expect(record.metadata["Source-File"]?.string == "b.pdf")
  }

  @Test(.workspace)
  func `results that arrive after the chunk was closed find no place, and the document is done again`() throws {
    let workspace = try workspace()
    let outside = try TemporaryDirectory()
    let hang = outside.path.appending("hang")
    try workspace.set(
      Self.settings("late hang:b", pagesPerGroup: 2).replacing("OLMOCR_HANG=hang", with: "OLMOCR_HANG=\(hang)"))
    try killed(workspace, hang)
    try workspace.harvest()
    #expect(try workspace.identifiers(in: "04_ocr_completed") == ["a"])
    #expect(try workspace.identifiers(in: "01_downloaded") == ["b"])
    try letGo(hang, workspace)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["a", "b"])
    #expect(try workspace.metadata(of: "b").results?.batchID == "batch_000002")
    #expect(try workspace.text(of: "b") == "b first\nb second")
    #expect(try workspace.sluice("audit").status == 0)
  }
}
