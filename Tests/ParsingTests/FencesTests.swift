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

  @Test(.enabled(if: Sandbox.landlockVersion != nil, "needs a kernel with Landlock"))
  func `the parser reads documents where they lie, and no others`() throws {
    let (home, elsewhere) = (try TemporaryDirectory(), try TemporaryDirectory())
    let document = PDFBuilder().page(text: "A page of its own.").data()
    try home.write(document, as: "here.pdf")
    let there = try elsewhere.write(document, as: "there.pdf")
    let parser = ParserProcess(.built(in: home.path))
    defer { parser.end() }
    #expect(try ask(parser, "here.pdf").inspection?.totalPages == 1)
    #expect(try ask(parser, there.string).failure?.code == "unreadable")
    #expect(try ask(parser, "../\(elsewhere.path.lastComponent?.string ?? "")/there.pdf").inspection == nil)

    var settings = ParserSettings.built(in: home.path)
    settings.documents = [elsewhere.path]
    let other = ParserProcess(settings)
    defer { other.end() }
    #expect(try ask(other, there.string).inspection?.totalPages == 1)
    #expect(try ask(other, "here.pdf").failure?.code == "unreadable")
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
