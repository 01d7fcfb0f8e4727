import Formats
import SystemCalls
import TestSupport
import Testing

/// Text that somebody altered between the task that made it and the place where it is published.
@Suite struct AlteredTextTests {
  private func alter(_ path: FilePath) throws {
    let before = String(decoding: try Sys.contents(of: path), as: UTF8.self)
    try #require(before.contains("paddles"))
    try Sys.publish(Array(before.replacing("paddles", with: "saddles").utf8), at: path)
  }

  @Test(.workspace("retention: {dropped: delete}"))
  func `records that were altered in 04 are named by the audit, and license nothing`() throws {
    let workspace = try workspace()
    try workspace.complete(["one", "two"])
    #expect(try workspace.findings() == [])
    let path = try workspace.directory(of: "one").appending("one.ocr.jsonl")
    try alter(path)
    #expect(try workspace.findings() == ["bad_output one"])

    // With its own metadata altered as well only the manifests know better, before and after.
    var metadata = try workspace.metadata(of: "one")
    let altered = try Sys.contents(of: path)
    let sum = try Command("/usr/bin/sha256sum", [path.string]).run().output.prefix(64)
    metadata.results?.records = .init(size: Int64(altered.count), sha256: String(sum))
    try Sys.publish(
      try FormatCoding.file(metadata), at: path.removingLastComponent().appending("one.meta.json"))
    #expect(try workspace.findings() == ["bad_output one"])
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(try workspace.findings() == ["bad_output one"])
  }

  @Test(
    .workspace("engines.text.startup: 90s\nretention: {dropped: delete}"),
    arguments: [["results.ndjson"], ["results.ndjson", "pages.ndjson"]])
  func `what was altered in a task's files is no result: the text is that of its pages, or is made again`(
    files: [String]
  ) throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    #expect(try workspace.sluice("download").status == 0)
    try workspace.submit()
    try workspace.awaitEnd(ofBatch: 1)
    let chunk = try workspace.batchDirectory(1).appending("chunks/0001")
    let task = try #require(try workspace.entries(chunk).first { Sys.isDirectory($0) })
    #expect(try workspace.findings() == [])
    for file in files { try alter(task.appending(file)) }
    #expect(try workspace.findings() == files.map { _ in "bad_output batch_000001" })

    let answer = try workspace.sluice("cleanup")
    #expect(answer.status == 1, "\(answer.everything)")
    for file in files { #expect(answer.errors.contains("\(file): is not what its task wrote")) }
    let isMadeAgain = files.contains("pages.ndjson")
    #expect(try workspace.identifiers(in: isMadeAgain ? "01_downloaded" : "04_ocr_completed") == ["one"])
    let run = try workspace.sluice("run")
    #expect(run.status == 0, "\(run.everything)")
    let text = try workspace.text(of: "one")
    #expect(text.contains("paddles") && !text.contains("saddles"))
    #expect(try workspace.metadata(of: "one").retryCount == (isMadeAgain ? 1 : 0))
    #expect(try workspace.metadata(of: "one").history.allSatisfy { !$0.ownFailure }, "no fault of the document")
  }
}
