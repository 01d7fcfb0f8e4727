import Formats
import Parsing
import SystemCalls
import TestSupport
import Testing

/// What is left to a document that takes the parser over.
struct FencesTests {
  private func ask(_ parser: ParserProcess, _ path: String) throws -> ParserReply {
    try parser.ask(ParserRequest(.inspect, path: path), timeout: Patience.seconds).get()
  }

  @Test func `the parser has no new privileges, and calls are refused to it`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let parser = ParserProcess(.built(in: home.path))
    defer { parser.end() }
    _ = try parser.ask(ParserRequest(.versions), timeout: Patience.seconds).get()
    let process = try #require(parser.processID)
    let status = String(decoding: try Sys.contents(of: FilePath("/proc/\(process)/status")), as: UTF8.self).lines
    #expect(status.contains("NoNewPrivs:\t1"), "\(status)")
    #expect(status.contains("Seccomp:\t2"), "\(status)")
  }

  @Test func `documents are handed to the parser, wherever they lie`() throws {
    let (home, elsewhere) = (try TemporaryDirectory(), try TemporaryDirectory())
    let document = PDFBuilder().page(text: "A page of its own.").data()
    try home.write(document, as: "here.pdf")
    let there = try elsewhere.write(document, as: "there.pdf")
    let parser = ParserProcess(.built(in: home.path))
    defer { parser.end() }
    for path in ["here.pdf", there.string] { #expect(try ask(parser, path).inspection?.totalPages == 1) }
  }

  /// What a document could ask that has taken the program over.
  @Test(.enabled(if: Sandbox.landlockVersion != nil, "needs a kernel with Landlock"))
  func `the parser itself opens no document, and not its neighbours`() throws {
    let home = try TemporaryDirectory()
    let document = PDFBuilder().page(text: "A page of its own.").data()
    try home.write(document, as: "here.pdf")
    try Sys.makeDirectory(home.path.appending("large"))
    try home.write(document, as: "large/there.pdf")
    let requests = ["here.pdf", "large/there.pdf", "/proc/\(Sys.processID)/environ"].map {
      ParserRequest(.inspect, path: $0)
    }
    let runs = [(["--handed"], [false, false, false]), (["--read", "large"], [false, true, false])]
    for (arguments, readable) in runs {
      let input = try home.write(try requests.flatMap { try FormatCoding.line($0) }, as: "requests")
      let file = try Sys.open(input, .read)
      var command = Command(Command.built("sluice-pdf"), arguments)
      command.program.directory = home.path
      command.program.input = file.raw
      let answer = try command.run()
      let replies = try answer.output.lines.map { try FormatCoding.decode(ParserReply.self, from: Array($0.utf8)) }
      #expect(replies.map { $0.inspection != nil } == readable, "\(answer.everything)")
      #expect(replies.allSatisfy { $0.failure?.isStorages ?? true }, "\(answer.everything)")
    }
  }

  @Test func `a document too large to be mapped is read where it lies`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let document = PDFBuilder().page(text: "A page of its own.").data()
    let path = try home.write(document, as: "large.pdf")
    // Its cross-reference table lies behind a hole.
    let table = try #require(document.ranges(of: Array("\nxref\n".utf8)).last).lowerBound + 1
    let end = try #require(document.ranges(of: Array("startxref".utf8)).last).lowerBound
    let far = Int64(Int32.max) + 4096
    let file = try Sys.open(path, .update)
    try Sys.truncate(file, to: far)
    try Sys.write(Array(document[table..<end]) + Array("startxref\n\(far)\n%%EOF\n".utf8), to: file)

    let parser = ParserProcess(.built(in: home.path))
    defer { parser.end() }
    let found = try ask(parser, "large.pdf")
    #expect(found.inspection?.totalPages == 1, "\(found)")
    let page = try parser.ask(ParserRequest(.text, path: "large.pdf", page: 1), timeout: Patience.seconds).get()
    #expect(page.page?.text.contains("of its own") == true, "\(page)")
    // Another document may not be read with it.
    try home.write(document, as: "small.pdf")
    #expect(try ask(parser, "small.pdf").inspection?.totalPages == 1)
  }

  @Test func `typed by hand, the parser reads the document its user names`() throws {
    let home = try TemporaryDirectory()
    let document = try home.write(PDFBuilder().page(text: "A page of its own.").data(), as: "paper.pdf")
    let request = #"{"operation":"inspect","path":"\#(document)"}"#
    let answer = try Command(
      "/bin/sh", ["-c", #"echo "$2" | "$1""#, "sh", Command.built("sluice-pdf").string, request]
    ).run()
    #expect(answer.output.contains(#""total_pages":1"#), "\(answer.everything)")
  }
}
