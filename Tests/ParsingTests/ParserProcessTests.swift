import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import Parsing

@Suite struct ParserProcessTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func inspect(_ name: String) -> ParserRequest { ParserRequest(.inspect, path: name, samplePages: 8) }

  @Test func `a document of words goes to its own text and says who made it`() throws {
    try directory.write(
      PDFBuilder().page(text: Sample.words).page(text: Sample.words).information("Title", "On words").data(),
      as: "a.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    let inspection = try #require(try parser.ask(inspect("a.pdf"), timeout: Patience.seconds).get().inspection)
    #expect(inspection.totalPages == 2)
    #expect(inspection.route == .text)
    #expect(inspection.title == "On words")
    #expect(inspection.producer == "Sluice tests")
    #expect(inspection.pdfVersion == "1.4")
    #expect(inspection.sample.map(\.route) == [.text, .text])
  }

  @Test(arguments: Sample.refused)
  func `what is no whole document is refused with its reason`(_ refused: Sample.Refused) throws {
    try directory.write(refused.bytes(), as: "a.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    let failure = try #require(try parser.ask(inspect("a.pdf"), timeout: Patience.seconds).get().failure)
    #expect(failure.code == refused.code)
    #expect(refused.says.isEmpty || failure.message.contains(refused.says), "\(failure.message)")
  }

  @Test func `a document that hangs the parser costs only itself`() throws {
    try directory.write(PDFBuilder().bombPage().data(), as: "bomb.pdf")
    try directory.write(PDFBuilder().page(text: Sample.words).data(), as: "good.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    let failure = try #require(parser.ask(inspect("bomb.pdf"), timeout: 1).failure)
    #expect(failure.kind == .timeout)
    #expect(failure.reason == .parserTimeout)
    #expect(try parser.ask(inspect("good.pdf"), timeout: Patience.seconds).get().inspection?.totalPages == 1)
  }

  @Test func `a hang ends by itself when nobody watches the clock`() throws {
    try directory.write(PDFBuilder().bombPage().data(), as: "bomb.pdf")
    let parser = ParserProcess(.built(in: directory.path, processorSeconds: 1))
    let failure = try #require(parser.ask(inspect("bomb.pdf"), timeout: Patience.seconds).failure)
    #expect(failure.kind == .timeout)
    #expect(failure.message.contains("processor time"))
  }

  @Test func `a document that eats memory costs only itself`() throws {
    try directory.write(PDFBuilder().memoryBombPage().data(), as: "bomb.pdf")
    try directory.write(PDFBuilder().page(text: Sample.words).data(), as: "good.pdf")
    let parser = ParserProcess(.built(in: directory.path, memory: 256 << 20))
    let failure = try #require(parser.ask(inspect("bomb.pdf"), timeout: Patience.seconds).failure)
    #expect(failure.kind == .memory, "\(failure) \(failure.diagnostics)")
    #expect(failure.reason == .parserMemory)
    #expect(try parser.ask(inspect("good.pdf"), timeout: Patience.seconds).get().inspection?.totalPages == 1)
  }

  @Test func `a page that lost its picture for want of memory is no blank page`() throws {
    let huge = PDFBuilder.Picture(width: 20_000, height: 20_000, pixels: [UInt8](repeating: 99, count: 4096))
    try directory.write(PDFBuilder().page(image: huge).data(), as: "huge.pdf")
    let parser = ParserProcess(.built(in: directory.path, memory: 400 << 20))
    for operation in [ParserRequest.Operation.page, .recognize] {
      let request = ParserRequest(operation, path: "huge.pdf", page: 1, dpi: 72)
      let failure = try #require(parser.ask(request, timeout: Patience.seconds).failure)
      #expect(failure.kind == .memory)
      #expect(failure.pageCode == "page_memory")
    }
  }

  @Test func `a scheduler's signal to all does not cost the page at hand`() throws {
    try directory.write(PDFBuilder().page(text: Sample.words, fontSize: 16).data(), as: "a.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    let request = ParserRequest(.recognize, path: "a.pdf", page: 1, dpi: 150)
    #expect(parser.begin(request, timeout: Patience.seconds) == nil)
    let process = try #require(parser.processID)
    for signal in [SIGTERM, SIGHUP, SIGUSR1] { Sys.signal(process, signal) }
    #expect(try parser.finish().get().page?.route == .ocr)
    #expect(parser.processID == process)
  }

  @Test(arguments: [SIGSEGV, SIGABRT])
  func `a document that crashes the parser costs only itself`(_ signal: Int32) throws {
    try directory.write(PDFBuilder().bombPage().data(), as: "slow.pdf")
    try directory.write(PDFBuilder().page(text: Sample.words).data(), as: "good.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    #expect(parser.begin(inspect("slow.pdf"), timeout: Patience.seconds) == nil)
    let process = try #require(parser.processID)
    Sys.signal(process, signal)
    let failure = try #require(parser.finish().failure)
    #expect(failure.kind == .crashed)
    #expect(failure.message.contains("signal \(signal)"))
    #expect(failure.reason == .parserCrashed)
    #expect(try parser.ask(inspect("good.pdf"), timeout: Patience.seconds).get().inspection?.totalPages == 1)
    #expect(parser.processID != process)
    #expect(!Sys.signal(process, 0), "the dead program has been reaped")
  }

  @Test func `one program serves one document after another`() throws {
    for name in ["a.pdf", "b.pdf"] { try directory.write(PDFBuilder().page(text: Sample.words).data(), as: name) }
    let parser = ParserProcess(.built(in: directory.path))
    _ = try parser.ask(inspect("a.pdf"), timeout: Patience.seconds).get()
    let process = parser.processID
    _ = try parser.ask(inspect("b.pdf"), timeout: Patience.seconds).get()
    #expect(parser.processID == process)
  }

  @Test func `a program killed between two documents costs none`() throws {
    try directory.write(PDFBuilder().page(text: Sample.words).data(), as: "a.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    _ = try parser.ask(inspect("a.pdf"), timeout: Patience.seconds).get()
    let process = try #require(parser.processID)
    Sys.signal(process, SIGKILL)
    try eventually("the program's end") { Sys.hasEnded(process) }
    #expect(try parser.ask(inspect("a.pdf"), timeout: Patience.seconds).get().inspection?.totalPages == 1)
  }

  @Test(arguments: ["/bin/false", "/bin/cat", "/nowhere/sluice-pdf"] as [FilePath])
  func `a program that does not work is nobody's fault but the installation's`(_ executable: FilePath) throws {
    try directory.write(PDFBuilder().page(text: Sample.words).data(), as: "a.pdf")
    let parser = ParserProcess(ParserSettings(directory: directory.path, executable: executable))
    let failure = try #require(parser.ask(inspect("a.pdf"), timeout: Patience.seconds).failure)
    #expect(failure.kind == .unavailable)
    #expect(failure.reason == nil)
    #expect(failure.message.contains(executable.string))
  }

  @Test func `too little memory to start at all blames no document`() throws {
    try directory.write(PDFBuilder().page(text: Sample.words).data(), as: "a.pdf")
    let parser = ParserProcess(.built(in: directory.path, memory: 16 << 20))
    #expect(parser.ask(inspect("a.pdf"), timeout: Patience.seconds).failure?.kind == .unavailable)
  }

  @Test func `a file that cannot be read is no verdict on the document`() throws {
    let parser = ParserProcess(.built(in: directory.path))
    let failure = try #require(parser.ask(inspect("nothing.pdf"), timeout: Patience.seconds).failure)
    #expect(failure.kind == .unreadable && failure.reason == nil)
    #expect(failure.message.contains("nothing.pdf: open: No such file or directory"), "\(failure)")
  }

  @Test func `names are taken as they are`() throws {
    let name = "-a b'\"\u{E9}\n.pdf"
    try directory.write(PDFBuilder().page(text: Sample.words).data(), as: name)
    let parser = ParserProcess(.built(in: directory.path))
    #expect(try parser.ask(inspect(name), timeout: Patience.seconds).get().inspection?.totalPages == 1)
  }
}

extension Result {
  /// What went wrong.
  var failure: Failure? { if case .failure(let failure) = self { failure } else { nil } }
}
