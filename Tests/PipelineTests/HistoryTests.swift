import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

/// What is kept of all that was done: the log, the manifests, the raw results of batches.
struct HistoryTests {
  @Test(.workspace)
  func `log -f tells what happens while it happens, until it is interrupted`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("before"), as: "before.pdf")
    #expect(try workspace.sluice("run").status == 0)
    let following = try workspace.command(["log", "-f"]).start()
    try eventually("the line of the first document") {
      try following.output.contains("before: 04_ocr_completed → 05_processed")
    }
    try workspace.drop(Documents.text("after"), as: "after.pdf")
    #expect(try workspace.sluice("run").status == 0)
    let log = try workspace.sluice("log").output.lines
    #expect(log.contains { $0.contains("after: 04_ocr_completed → 05_processed") })
    try eventually("all lines of the log") { try following.output.lines.count >= log.count }
    Sys.signal(following.process, SIGINT)
    let answer = try following.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    // Told once, and as the log tells it that is read at the end; but a worker that is looked at before another, and writes
    // while that one is, has its lines later.
    #expect(Self.byWorker(answer.output.lines) == Self.byWorker(log))
  }

  /// Lines of a log by their second word.
  private static func byWorker(_ log: [String]) -> [Substring?: [String]] {
    Dictionary(grouping: log) { $0.split(separator: " ").dropFirst().first }
  }

  @Test(.workspace)
  func `manifest compact makes one file of many, and they tell the same`() throws {
    let workspace = try workspace()
    for name in ["one", "two", "three"] {
      try workspace.drop(Documents.text(name), as: "\(name).pdf")
      #expect(try workspace.sluice("download").status == 0)
    }
    let before = try workspace.sluice("manifest", "cat", "downloader").output
    let segments = try workspace.entries(workspace.root.appending("manifests/downloader"))
    #expect(segments.count >= 3)
    let compacted = try workspace.sluice("manifest", "compact")
    #expect(
      compacted.status == 0 && compacted.output.contains("segments merged into 000001-"), "\(compacted.everything)")
    #expect(try workspace.entries(workspace.root.appending("manifests/downloader")).count < segments.count)
    let after = try workspace.sluice("manifest", "cat", "downloader").output.lines
    #expect(
      after.filter { !$0.hasPrefix(#"{"event":"sums""#) } == before.lines && after.count == before.lines.count + 1)
    #expect(try workspace.sluice("manifest", "verify").status == 0)
    #expect(try workspace.sluice("audit").output.contains("clean: 3 items"))
    #expect(try workspace.sluice("run").status == 0)
  }

  @Test(.workspace)
  func `manifest verify names the line that was changed, and the others stay readable`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    try workspace.drop(Documents.text("two"), as: "two.pdf")
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.sluice("manifest", "verify").status == 0)
    let place = try TemporaryDirectory()
    defer { withExtendedLifetime(place) {} }
    let damaged = try TestWorkspace(copy: workspace, below: place.path)
    let segment = damaged.root.appending("manifests/downloader/000001.ndjson")
    let text = String(decoding: try Sys.contents(of: segment), as: UTF8.self)
    try Sys.writePrivate(Array(text.replacing("\"two.pdf\"", with: "\"too.pdf\"").utf8), at: segment)
    let answer = try damaged.sluice("manifest", "verify", "downloader")
    #expect(answer.status == 1 && answer.errors.contains("manifests/downloader/000001.ndjson"), "\(answer.everything)")
    let cat = try damaged.sluice("manifest", "cat", "downloader")
    #expect(cat.output.contains("one.pdf") && !cat.output.contains("too.pdf"))
  }

  @Test(.workspace("executor: local\nrouting: {text: text}\n"))
  func `the kept raw results of a batch are split again, a file for each document`() throws {
    let workspace = try workspace()
    for name in ["one", "two", "three"] { try workspace.drop(Documents.text(name), as: "\(name).pdf") }
    #expect(try workspace.sluice("run").status == 0)
    let output = workspace.root.removingLastComponent().appending("again")
    let answer = try workspace.sluice("split", "--batch", "batch_000001", "-o", output.string)
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(answer.output.hasPrefix("3 records of 3 documents"), "\(answer.output)")
    #expect(
      try workspace.entries(output).map { $0.lastComponent?.string } == ["one.jsonl", "three.jsonl", "two.jsonl"])
    for name in ["one", "two", "three"] {
      let lines = String(decoding: try Sys.contents(of: output.appending("\(name).jsonl")), as: UTF8.self).lines
      let records = try lines.map { try FormatCoding.decode(DolmaRecord.self, from: Array($0.utf8)) }
      #expect(records.map(\.text) == [try workspace.text(of: name)])
    }
    // What stands there is not written over.
    #expect(try workspace.sluice("split", "--batch", "batch_000001", "-o", output.string).status == 2)
    #expect(try workspace.sluice("split", "--batch", "batch_000002", "-o", "\(output)2").errors.contains("sluice show"))
  }

  @Test(.workspace)
  func `split makes a file for each document of anyone's results, and keeps what names none`() throws {
    let workspace = try workspace()
    let results = workspace.root.removingLastComponent().appending("results/results")
    try Sys.ensurePath(results)
    let lines = [
      #"{"text":"A","metadata":{"Source-File":"s3://bucket/a b.pdf"}}"#,
      #"{"text":"B","metadata":"{\"source_file\":\"b.pdf\"}"}"#, #"{"text":"who knows"}"#, "{",
    ]
    try Sys.writePrivate(Array((lines.joined(separator: "\n") + "\n").utf8), at: results.appending("1.jsonl"))
    let output = workspace.root.removingLastComponent().appending("split")
    let answer = try workspace.sluice("split", results.removingLastComponent().string, "-o", output.string)
    #expect(answer.status == 1, "\(answer.everything)")
    #expect(try Sys.contents(of: output.appending("b.jsonl")) == Array((lines[1] + "\n").utf8))
    #expect(try workspace.entries(output).count == 3)
    let rejects = String(decoding: try Sys.contents(of: output.appending("rejects.ndjson")), as: UTF8.self).lines
    #expect(rejects.count == 2 && rejects[0].contains("no_source"), "\(rejects)")
  }
}
