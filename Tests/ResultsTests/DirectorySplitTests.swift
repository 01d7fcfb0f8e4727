import Foundation
import Results
import SystemCalls
import Testing

@Suite struct DirectorySplitTests {
  let scratch: Scratch
  var output: FilePath { scratch.path.appending("out") }

  init() throws { scratch = try Scratch() }

  @discardableResult
  func split(_ text: String, memory: Int = 16 << 20, limit: Int = 64 << 20) throws -> DirectorySplit.Report {
    try scratch.write(text, to: "in.jsonl")
    return try DirectorySplit(output: output, memory: memory, limit: limit).run([scratch.path.appending("in.jsonl")])
  }

  /// The rejects' reasons in order, and what was kept of each.
  func rejects() throws -> [(reason: String, offset: Int, kept: String)] {
    try scratch.text(of: "out/rejects.ndjson").split(separator: "\n").map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8)) as? [String: Any]
      let record = try value?["record"].map {
        try JSONSerialization.data(withJSONObject: $0, options: .fragmentsAllowed)
      }
      let kept = record.map { String(decoding: $0, as: UTF8.self) } ?? value?["line"] as? String ?? ""
      return (value?["reason"] as? String ?? "", value?["offset"] as? Int ?? -1, kept)
    }
  }

  @Test func `two thousand documents named only inside a metadata string all get a file, and none is called unknown`()
    throws
  {
    let lines = (1...2053).map {
      #"{"id":"same","text":"page","metadata":"{\"Source-File\": \"/scratch/job 7/doc-\#($0).pdf\"}"}"#
    }
    let report = try split(lines.joined(separator: "\n") + "\n")
    #expect(report.summary.documents == 2053 && report.summary.records == 2053 && report.summary.rejected == 0)
    let names = try scratch.names(in: "out")
    #expect(Set(names) == Set((1...2053).map { "doc-\($0).jsonl" }))
    #expect(try scratch.text(of: "out/doc-17.jsonl") == lines[16] + "\n")
  }

  @Test func `records keep their bytes and their order, whatever is between them`() throws {
    let a1 = #"{ "text" : "é\u00e9" , "path":"a.pdf","n": 1.50 }"#
    let (b, a2) = (#"{"text":"b","path":"b.pdf"}"#, #"{"text":"","path":"a.pdf"}"#)
    try split("\u{feff}\(a1)\r\n\n  \n\(b)\r\n\t\(a2)")
    #expect(try scratch.text(of: "out/a.jsonl") == "\(a1)\n\(a2)\n")
    #expect(try scratch.text(of: "out/b.jsonl") == "\(b)\n")
    #expect(try scratch.names(in: "out") == ["a.jsonl", "b.jsonl"])
  }

  @Test func `pages inside one object come out as lines of their document`() throws {
    let report = try split(#"{"Source-File":"x.pdf","pages":[{"text":"1"},{"text":"2"},{"text":"3","path":"y.pdf"}]}"#)
    #expect(report.summary.records == 3 && report.summary.documents == 2)
    #expect(try scratch.text(of: "out/x.jsonl") == "{\"text\":\"1\"}\n{\"text\":\"2\"}\n")
    #expect(try scratch.text(of: "out/y.jsonl") == #"{"text":"3","path":"y.pdf"}"# + "\n")
  }

  @Test func `what cannot be routed is kept apart with place and reason`() throws {
    let lines = [
      #"{"text":"ok","path":"a.pdf"}"#,
      #"{"text":"no source"}"#,
      #"{"text":"data set","source":"olmocr"}"#,
      #"{"status":"done"}"#,
      #"{"text":"broken"#,
      #"{"text":"twice","path":"a.pdf","path":"b.pdf"}"#,
      #"{"text":"last","path":"a."#,
    ]
    let report = try split(lines.joined(separator: "\n"))
    #expect(
      report.summary.rejects == ["no_source": 2, "no_record": 1, "invalid_json": 1, "repeated_key": 1, "torn": 1])
    let kept = try rejects()
    #expect(kept.map(\.reason) == ["no_source", "no_source", "no_record", "invalid_json", "repeated_key", "torn"])
    #expect(kept[0].offset == lines[0].utf8.count + 1)
    #expect(kept[0].kept == lines[1] && kept[3].kept == lines[4] && kept[5].kept == lines[6])
    #expect(try scratch.names(in: "out") == ["a.jsonl", "rejects.ndjson"])
  }

  @Test func `a whole last line without its newline is no torn one`() throws {
    #expect(try split(#"{"text":"t","path":"a.pdf"}"#).summary.rejected == 0)
  }

  @Test(arguments: [10, 1 << 20])
  func `a line over the limit is passed over and the next ones are read`(beyond: Int) throws {
    let limit = 2 << 20
    let long = #"{"path":"long.pdf","text":""# + String(repeating: "x", count: limit + beyond) + #""}"#
    let fits = #"{"path":"fits.pdf","text":""# + String(repeating: "x", count: limit - 100) + #""}"#
    let short = #"{"path":"short.pdf","text":"x"}"#
    let report = try split([long, fits, short, long, short].joined(separator: "\n") + "\n", limit: limit)
    #expect(report.summary.rejects == ["too_long": 2] && report.summary.records == 3)
    #expect(try scratch.text(of: "out/fits.jsonl") == fits + "\n")
    #expect(try scratch.text(of: "out/short.jsonl") == "\(short)\n\(short)\n")
    #expect(try rejects().map(\.offset) == [0, [long, fits, short].map { $0.utf8.count + 1 }.reduce(0, +)])
  }

  @Test(arguments: [1, 5000, 1 << 20])
  func `the files are the same however little memory there is`(memory: Int) throws {
    var expected: [String: String] = [:]
    var lines: [String] = []
    for number in 0..<600 {
      let name = "d\(number % 7)"
      let line = #"{"path":"\#(name).pdf","text":"\#(String(repeating: "y", count: number * 37 % 6000))"}"#
      lines.append(line)
      expected["\(name).jsonl", default: ""] += line + "\n"
    }
    try split(lines.joined(separator: "\n"), memory: memory)
    for (name, text) in expected { #expect(try scratch.text(of: "out/\(name)") == text) }
    #expect(try scratch.names(in: "out").count == 7)
  }

  @Test func `sources of one name are kept apart`() throws {
    let sources = ["/x/a.pdf", "/y/a.pdf", "a", "/x/a.pdf", "/z/a.PDF"]
    let report = try split(sources.map { #"{"text":"\#($0)","path":"\#($0)"}"# }.joined(separator: "\n"))
    let names = try scratch.names(in: "out")
    #expect(report.summary.documents == 4 && names.count == 4 && report.renamedCount == 3)
    #expect(names.allSatisfy { $0 == "a.jsonl" || ($0.hasPrefix("a~") && $0.count == 16) })
    #expect(try scratch.text(of: "out/a.jsonl").split(separator: "\n").count == 2)
  }

  @Test(arguments: [
    "../../etc/passwd", "/etc/passwd", "..", ".", "-rf", ".hidden", "a\\u0000b", "a\\nb", "a\\u001b[31mb",
    "rejects.ndjson", "x/..", "é" + String(repeating: "ü", count: 300), "sp ace 'quote'.pdf", "...pdf", ".pdf",
  ])
  func `a hostile name makes one visible file in the directory and nothing elsewhere`(name: String) throws {
    let report = try split(#"{"text":"t","path":"\#(name)"}"#)
    #expect(report.summary.documents == 1)
    let names = try scratch.names(in: "out")
    #expect(names.count == 1)
    #expect(try scratch.names(in: "") == ["in.jsonl", "out"])
    let first = try #require(names.first)
    #expect(first.hasSuffix(".jsonl") && first.utf8.count <= 255 && !first.hasPrefix(".") && !first.hasPrefix("-"))
    #expect(!first.utf8.contains { $0 < 0x20 } && !first.contains("\u{fffd}"))
  }

  @Test func `long names that differ only at their end stay apart`() throws {
    let stem = String(repeating: "n", count: 240)
    try split((1...3).map { #"{"text":"t","path":"\#(stem)\#($0).pdf"}"# }.joined(separator: "\n"))
    #expect(try scratch.names(in: "out").count == 3)
  }

  @Test func `directories are searched, links are not followed`() throws {
    try scratch.write(#"{"text":"1","path":"one.pdf"}"#, to: "w/results/results/output_1.jsonl")
    try scratch.write(#"{"text":"2","path":"two.pdf"}"#, to: "w/deep/er/output.ndjson")
    try scratch.write("no results", to: "w/notes.txt")
    try scratch.write("{", to: "w/.half.jsonl")
    try scratch.write(#"{"text":"3","path":"three.pdf"}"#, to: "elsewhere/linked.jsonl")
    symlink(scratch.path.appending("elsewhere").string, scratch.path.appending("w/link").string)
    symlink(scratch.path.appending("elsewhere/linked.jsonl").string, scratch.path.appending("w/link.jsonl").string)
    let report = try DirectorySplit(output: output).run([scratch.path.appending("w")])
    #expect(report.summary.files == 2 && report.summary.rejected == 0)
    #expect(try scratch.names(in: "out") == ["one.jsonl", "two.jsonl"])
  }

  @Test func `a directory that holds something is never written to`() throws {
    try scratch.write("mine", to: "out/keep.txt")
    #expect(throws: DirectorySplit.Refusal.self) { try split(#"{"text":"t","path":"a"}"#) }
    #expect(try scratch.names(in: "out") == ["keep.txt"])
    #expect(try scratch.names(in: "") == ["in.jsonl", "out"])
  }

  @Test func `an empty directory is filled, and what a killed split left is gone`() throws {
    try Sys.makeDirectory(output)
    try scratch.write("old\n", to: ".out.partial/a.jsonl")
    try split(#"{"text":"t","path":"a.pdf"}"#)
    #expect(try scratch.text(of: "out/a.jsonl") == #"{"text":"t","path":"a.pdf"}"# + "\n")
    #expect(try scratch.names(in: "") == ["in.jsonl", "out"])
  }

  @Test func `a dry run counts the same and writes nothing`() throws {
    let file = try scratch.write("{\n" + #"{"text":"t","path":"a.pdf"}"#, to: "in.jsonl")
    let dry = try DirectorySplit(output: output).run([file], dryRun: true).summary
    #expect(try scratch.names(in: "") == ["in.jsonl"])
    #expect(try DirectorySplit(output: output).run([file]).summary == dry && dry.records == 1 && dry.rejected == 1)
  }

  @Test func `a file that is not there is an error and nothing appears`() throws {
    #expect(throws: SystemError.self) { try DirectorySplit(output: output).run([scratch.path.appending("none.jsonl")]) }
    let file = try scratch.write(#"{"text":"t","path":"a.pdf"}"#, to: "in.jsonl")
    symlink(file.string, scratch.path.appending("link.jsonl").string)
    #expect(throws: SystemError.self) {
      try DirectorySplit(output: output).run([file, scratch.path.appending("link.jsonl")])
    }
    #expect(try scratch.names(in: "") == ["in.jsonl", "link.jsonl"])
  }
}
