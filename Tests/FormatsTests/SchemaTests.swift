import Formats
import Foundation
import SystemCalls
import TestSupport
import Testing

@Suite struct SchemaTests {
  @Test func `every format is written as its schema says`() throws {
    let check = try SchemaCheck()
    for example in try Examples.all() { try check.write(example.bytes, at: example.path) }
    let (status, lines) = try check.run()
    #expect(
      lines == [
        "checked 3 arrival, 1 batch, 3 dolma, 2 doubt, 2 error, 2 job, 1 list, 2 meta, 2 outcome, 6 page, 2 progress, "
          + "1 reject: 0 breaches"
      ])
    #expect(status == .exited(0))
  }

  @Test func `a document with a member too many or too few is a breach`() throws {
    let check = try SchemaCheck()
    var spoilt: [String] = []
    for (number, example) in try Examples.all().enumerated() where !example.path.hasSuffix(".ocr.json") {
      let name = example.path.split(separator: "/").last.map(String.init) ?? ""
      let first =
        name.hasSuffix("l") || name.hasSuffix("ndjson")
        ? Array(example.bytes.prefix { $0 != 10 }) : example.bytes
      for (mutation, bytes) in try mutants(of: first, schema: name) {
        // In `lists`, as some names mean something only there.
        let path = "lists/\(number)-\(mutation)/\(name)"
        try check.write(bytes, at: path)
        spoilt.append(path)
      }
    }
    let (status, lines) = try check.run()
    #expect(spoilt.count > 100)
    for path in spoilt { #expect(lines.contains { $0.contains("/\(path):1: ") }, "\(path)") }
    #expect(status == .exited(1))
  }

  /// The document with each member it must have taken away, with one it cannot have, and with each turned into `{}`.
  private func mutants(of bytes: [UInt8], schema name: String) throws -> [(String, [UInt8])] {
    let value = try FormatCoding.decode(JSONValue.self, from: bytes)
    guard case .object(let members) = value else { return [] }
    var made: [(String, [String: JSONValue])] = [("extra", members.merging(["zzz": .null]) { $1 })]
    let optional: Set<String> = [
      "source_identifier", "original_name_bytes", "collection", "title", "creator", "year", "source_url", "total_pages",
      "inspection", "results", "user", "fetch", "fetched", "sample", "not_before", "finished_at", "entries", "cluster",
      "message", "document_kind", "batch_id", "confidence", "twin", "asked_at", "choice",
      "file_mark", "files",
    ]
    let mandatory: [String: Set<String>] = [
      "batch.json": ["batch_id"], "outcome.json": ["message"], "rejects.ndjson": ["message"],
    ]
    for member in members.keys {
      var without = members
      without[member] = nil
      if !optional.contains(member) || mandatory[name]?.contains(member) == true {
        made.append(("without-\(member)", without))
      }
      without[member] = .object(["zzz": .object([:])])
      if member != "user" && member != "metadata" && member != "attributes" { made.append(("odd-\(member)", without)) }
    }
    return try made.map { ($0.0, try FormatCoding.line(JSONValue.object($0.1))) }
  }

  @Test(arguments: [
    ("identifier", ["../x", ".x", "-x", "", "a b", "a/b", "a\n", "x~1", "x~0f0f0f0f.1", "x~0F0F0F0F"]),
    ("sha256", ["", "0f", String(repeating: "0F", count: 32)]),
    (
      "downloaded_at", ["2026-11-21", "2026-11-21T04:20:13Z", "2026-13-21T04:20:13.123Z", "2026-11-21T04:20:13.123Z\n"]
    ),
    ("origin", ["found"]), ("error_type", ["Encrypted", "../x"]), ("format", ["1"]),
  ])
  func `a value of the wrong form is a breach`(member: String, values: [String]) throws {
    let check = try SchemaCheck()
    let whole = try FormatCoding.decode(JSONValue.self, from: FormatCoding.line(Examples.fullMetadata))
    guard case .object(var members) = whole else {
      Issue.record("metadata are an object")
      return
    }
    for (number, value) in values.enumerated() {
      members[member] = .string(value)
      try check.write(FormatCoding.line(JSONValue.object(members)), at: "\(number)/meta.json")
    }
    let lines = try check.run().lines
    for number in values.indices {
      #expect(lines.contains { $0.contains("/\(number)/meta.json:1: meta: /\(member): ") }, "\(values[number])")
    }
  }

  @Test func `every reason makes an error record that the schema takes`() throws {
    let check = try SchemaCheck()
    for reason in Reason.all {
      let record = ErrorRecord(
        identifier: "foo", originalName: "foo", reason: reason, message: reason.sentence, worker: "cleanup",
        quarantinedAt: Examples.instant, retryCount: 0, twin: "bar")
      #expect(Reason(code: reason.code) == reason)
      try check.write(FormatCoding.file(record), at: "\(reason.code)/error.json")
    }
    #expect(try check.run().lines == ["checked \(Reason.all.count) error: 0 breaches"])
  }
}
