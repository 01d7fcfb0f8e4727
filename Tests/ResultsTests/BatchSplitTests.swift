import Formats
import Foundation
import Results
import SystemCalls
import Testing

@Suite struct BatchSplitTests {
  let scratch: Scratch

  init() throws {
    scratch = try Scratch()
    for name in ["a", "b", "c", "olmocr"] { try Sys.ensurePath(scratch.path.appending("items/\(name)")) }
  }

  func begin(units: Int = 2) throws -> BatchSplit {
    let items = [("a", "A scan.pdf"), ("b", "twin.pdf"), ("c", "twin.pdf"), ("olmocr", "olmocr.pdf")].map {
      BatchSplitItem(identifier: $0.0, originalName: $0.1, units: units)
    }
    return try BatchSplit(items: items, rejects: scratch.path.appending("rejects.ndjson")) {
      scratch.path.appending("items/\($0)")
    }
  }

  func line(_ text: String, _ source: String, pages: String? = nil) -> String {
    let attributes = pages.map { #","attributes":{"pdf_page_numbers":\#($0)}"# } ?? ""
    return #"{"id":"x","text":"\#(text)","source":"olmocr","metadata":{"Source-File":"\#(source)"}\#(attributes)}"#
  }

  func reasons() throws -> [String] {
    try scratch.text(of: "rejects.ndjson").split(separator: "\n").map {
      (try JSONSerialization.jsonObject(with: Data($0.utf8)) as? [String: Any])?["reason"] as? String ?? ""
    }
  }

  @Test func `each item gets its records when they are published, and not before`() throws {
    let lines = [
      line("1", "/tmp/x/a.pdf", pages: "[[0,1,1]]"), line("2", "b.pdf"), line("3", "A scan.pdf", pages: "[[0,1,2]]"),
    ]
    let file = try scratch.write(lines.joined(separator: "\n"), to: "results.ndjson")
    let split = try begin()
    try split.split(file, as: "chunks/0001/results.ndjson")
    let summary = try split.finish()
    #expect(summary.records == 3 && summary.documents == 2 && summary.rejected == 0)
    #expect(!Sys.exists(scratch.path.appending("items/a/a.ocr.jsonl")))
    #expect(split.coverage(of: "a")?.verdict() == .complete)
    #expect(split.coverage(of: "b")?.verdict() == .incomplete(missing: [1, 2]))
    try split.publish(["a", "c"])
    try split.discard(["b"])
    #expect(try scratch.text(of: "items/a/a.ocr.jsonl") == "\(lines[0])\n\(lines[2])\n")
    #expect(try scratch.names(in: "items/a") == ["a.ocr.jsonl"])
    #expect(try scratch.names(in: "items/b").isEmpty && scratch.names(in: "items/c").isEmpty)
    #expect(!Sys.exists(scratch.path.appending("rejects.ndjson")))
  }

  @Test func `what belongs to an item that has moved on is nobody else's, and no reject`() throws {
    // Both were called twin.pdf: while both are there, nobody knows whose it is, and it stays so when one has left.
    let lines = [line("1", "twin.pdf"), line("2", "b.pdf", pages: "[[0,1,1]]"), line("3", "c.pdf", pages: "[[0,1,1]]")]
    let file = try scratch.write(lines.joined(separator: "\n"), to: "results.ndjson")
    let split = try BatchSplit(
      items: [BatchSplitItem(identifier: "b", originalName: "twin.pdf", units: 1)],
      gone: [BatchSplitItem(identifier: "c", originalName: "twin.pdf", units: 1)],
      rejects: scratch.path.appending("rejects.ndjson")
    ) { scratch.path.appending("items/\($0)") }
    try split.split(file, as: "chunks/0001/results.ndjson")
    _ = try split.finish()
    try split.publish(["b"])
    #expect(try reasons() == ["ambiguous_source"])
    #expect(try scratch.text(of: "items/b/b.ocr.jsonl") == "\(lines[1])\n")
    #expect(try scratch.names(in: "items/c").isEmpty)
  }

  @Test func `equal texts with equal ids are all kept`() throws {
    let lines = ["a.pdf", "b.pdf", "c.pdf", "a.pdf"].map { line("same", $0) }
    let file = try scratch.write(lines.joined(separator: "\n"), to: "results.ndjson")
    let split = try begin()
    try split.split(file, as: "results.ndjson")
    let summary = try split.finish()
    #expect(summary.records == 4 && summary.documents == 3)
  }

  @Test(arguments: [
    (#"{"text":"t","source":"olmocr","metadata":{"Source-File":"/x/other.pdf"}}"#, "no_item"),
    (#"{"text":"t","source":"olmocr","metadata":{"Source-File":"/x/twin.pdf"}}"#, "ambiguous_source"),
    (#"{"text":"t","path":"other.pdf"}"#, "no_item"),
    (#"{"text":"t","source":"s2orc"}"#, "no_source"),
    (#"{"text":"t"}"#, "no_source"),
    (#"{"text":"t","metadata":"no json","path":""}"#, "no_source"),
    (#"{"text":"t","id":"a"}"#, "no_source"),
  ])
  func `a record that does not surely belong to an item goes to none`(line: String, reason: String) throws {
    let file = try scratch.write(line + "\n", to: "results.ndjson")
    let split = try begin()
    try split.split(file, as: "results.ndjson")
    #expect(try split.finish().rejects == [reason: 1])
    #expect(try reasons() == [reason])
    for name in ["a", "b", "c", "olmocr"] { #expect(try scratch.names(in: "items/\(name)").isEmpty) }
  }

  @Test(arguments: [
    #"{"text":"t","metadata":{"source":"web","filename":"a.pdf"}}"#,
    #"{"text":"t","metadata":"{\"document\":\"a\"}"}"#,
    #"{"text":"t","metadata":{"title":"x"},"document_name":"A scan.pdf"}"#,
    #"{"text":"t","document":"the title","pdf":"nothing","metadata":{"path":"/q/a.pdf"}}"#,
    #"{"pdf":"a.pdf","pages":[{"text":"t","source":"ocr"}]}"#,
    #"{"filename":"b.pdf","pages":[{"text":"t","path":"a.pdf"}]}"#,
  ])
  func `a record is found its item by the first value that names one`(line: String) throws {
    let file = try scratch.write(line + "\n", to: "results.ndjson")
    let split = try begin()
    try split.split(file, as: "results.ndjson")
    #expect(try split.finish().records == 1)
    #expect(split.coverage(of: "a")?.records == 1)
  }

  @Test func `a second try doubles no text and adds what the first lacked`() throws {
    let first = try scratch.write(
      [line("a", "a.pdf", pages: "[[0,1,1],[1,1,2]]"), line("b", "b.pdf", pages: "[[0,0,1],[0,1,2]]")]
        .joined(separator: "\n"), to: "1.0/results.ndjson")
    let second = try scratch.write(
      [line("a", "a.pdf", pages: "[[0,1,1],[1,1,2]]"), line("bb", "b.pdf", pages: "[[0,1,1],[1,2,2]]")]
        .joined(separator: "\n"), to: "1.1/results.ndjson")
    let split = try begin()
    try split.split(first, as: "1.0/results.ndjson", ofTry: 0)
    try split.split(second, as: "1.1/results.ndjson", ofTry: 1)
    let summary = try split.finish()
    #expect(summary.rejects == ["already_covered": 1] && split.coverage(of: "a")?.records == 1)
    #expect(split.coverage(of: "b")?.records == 2 && split.coverage(of: "b")?.done == [1, 2])
    #expect(try !scratch.text(of: "rejects.ndjson").contains("record"))
  }

  @Test func `a split begun again starts from nothing`() throws {
    let file = try scratch.write(line("1", "a.pdf") + "\n{\n", to: "results.ndjson")
    for _ in 1...3 {
      let split = try begin()
      try split.split(file, as: "results.ndjson")
      _ = try split.finish()
    }
    #expect(try reasons() == ["invalid_json"])
    let split = try begin()
    try split.split(file, as: "results.ndjson")
    _ = try split.finish()
    try split.publish(["a"])
    #expect(try scratch.text(of: "items/a/a.ocr.jsonl") == line("1", "a.pdf") + "\n")
  }

  @Test func `spans beyond the text prove nothing`() throws {
    let file = try scratch.write(line("ab", "a.pdf", pages: "[[0,2,1],[2,90,2]]"), to: "results.ndjson")
    let split = try begin()
    try split.split(file, as: "results.ndjson")
    _ = try split.finish()
    #expect(split.coverage(of: "a")?.verdict() == .incomplete(missing: [1, 2]))
  }

  @Test func `finished pages count beside records`() throws {
    let file = try scratch.write(line("1", "a.pdf", pages: "[[0,1,1]]"), to: "results.ndjson")
    let page = PageRecord(
      identifier: "a", page: 2, route: .blank, text: "", seconds: 1, settingsFingerprint: "f")
    let pages = try scratch.write(try FormatCoding.line(page), to: "pages.ndjson")
    let split = try begin()
    try split.split(file, as: "results.ndjson")
    try PageFile.forEachPage(in: pages) { split.add(page: $0) }
    _ = try split.finish()
    #expect(split.coverage(of: "a")?.verdict() == .complete)
  }
}
