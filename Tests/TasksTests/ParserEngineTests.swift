import Formats
import Glibc
import Synchronization
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

/// The page engines with the real parser program.
@Suite struct ParserEngineTests {
  private static func story(_ pages: Int) -> [UInt8] {
    (1...pages).reduce(PDFBuilder()) { $0.page(text: "This is page number \($1) of a story.") }.data()
  }

  /// Its second page never comes to an end.
  private static let bomb =
    PDFBuilder().page(text: "before the bomb").bombPage().page(text: "after the bomb").data()

  @Test(arguments: ["text", "auto"]) func `each page's text is had, and a blank page is a fact`(engine: String) throws {
    try withBatch(engine) { fixture in
      let document = PDFBuilder().page(text: "The first page has these words on it.").blankPage()
        .page(text: "The last page has other words on it.").data()
      try fixture.add("a", pages: 3, contents: document)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let pages = try fixture.pages("1.0")
      #expect(pages.map(\.route) == [.text, .blank, .text])
      #expect(pages.map(\.text?.isEmpty) == [false, true, false])
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.items == [ItemOutcome(identifier: "a", unitsDone: 3)])
      #expect(outcome.versions["poppler"] != nil)
      let record = try #require(try fixture.records("1.0").first)
      #expect(record.text.contains("first page"))
      #expect(record.text.contains("other words"))
    }
  }

  @Test func `a page is read from its picture`() throws {
    try withBatch("tesseract") { fixture in
      let document = PDFBuilder().page(text: "Sluices and locks on old canals", fontSize: 30).data()
      try fixture.add("scan", pages: 1, contents: document)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let page = try #require(try fixture.pages("1.0").first)
      #expect(page.route == .ocr)
      #expect(page.text?.contains("canals") == true)
      #expect((page.confidence ?? 0) > 50)
      #expect(try fixture.outcome("1.0").versions["tesseract"] != nil)
    }
  }

  @Test func `a document the parser refuses is named and the others go on`() throws {
    try withBatch("text") { fixture in
      try fixture.add("noise", pages: 4, contents: Array("this is no document".utf8))
      try fixture.add("good", pages: 2, contents: Self.story(2))
      try fixture.write()
      #expect(fixture.runner("1.0", processes: 2).run() == .complete)
      let items = try fixture.outcome("1.0").items
      #expect(items.map(\.errorType) == ["damaged", nil])
      #expect(items.map(\.unitsDone) == [0, 2])
      #expect(try fixture.records("1.0").count == 1)
    }
  }

  @Test func `a page that hangs the parser costs that page`() throws {
    try withGrowingLimit("the other pages in time", from: 1) { limit in
      var areInTime = false
      try withBatch("text") { fixture in
        try fixture.add("bomb", pages: 3, contents: Self.bomb)
        fixture.settings.pageTimeoutSeconds = limit
        try fixture.write()
        #expect(fixture.runner("1.0").run() == .complete)
        let pages = try fixture.pages("1.0")
        #expect(pages.first { $0.page == 2 }?.errorType == "page_timeout")
        areInTime = pages.map(\.errorType) == [nil, "page_timeout", nil]
        guard areInTime else { return }
        let item = try #require(try fixture.outcome("1.0").items.first)
        #expect(item.unitsFailed == [2])
        #expect(item.unitsDone == 2)
        #expect(item.errorType == nil)
        let record = try #require(try fixture.records("1.0").first)
        #expect(record.text.contains("after the bomb"))

        // A failed page is tried again by the next try, and only it.
        #expect(fixture.runner("1.1").run() == .complete)
        #expect(try fixture.pages("1.1").map(\.page) == [2])
      }
      return areInTime
    }
  }

  @Test func `a document that hangs the parser again and again is given up for the others' sake`() throws {
    let bombs = (1...30).reduce(PDFBuilder()) { builder, _ in builder.bombPage() }.data()
    try withGrowingLimit("the good document in time", from: 0.25) { limit in
      var isInTime = false
      try withBatch("text") { fixture in
        try fixture.add("bombs", pages: 30, contents: bombs)
        try fixture.add("good", pages: 1, contents: Self.story(1))
        fixture.settings.pageTimeoutSeconds = limit
        try fixture.write()
        #expect(fixture.runner("1.0").run() == .complete)
        let items = try fixture.outcome("1.0").items
        #expect(items.map(\.errorType) == ["pages_failed", nil])
        #expect(items.first?.unitsFailed.count == DocumentState.costlyPages)
        isInTime = items.last?.unitsDone == 1
      }
      return isInTime
    }
  }

  @Test func `a page that hangs does not hold up the last word after a signal`() throws {
    try withBatch("text") { fixture in
      try fixture.add("bomb", pages: 3, contents: Self.bomb)
      try fixture.write()
      var runner = fixture.runner("1.0")
      // The lane asks before each page, in a thread of its own: the signal comes when it has begun the second.
      let own = pthread_self()
      let questions = Mutex(0)
      runner.warning = {
        questions.withLock { questions in
          if pthread_equal(pthread_self(), own) == 0 { questions += 1 }
          return questions > 2 || (questions == 2 && pthread_equal(pthread_self(), own) != 0) ? 15 : nil
        }
      }
      runner.patience = { _ in 0.5 }
      #expect(runner.run() == .warned)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.ending == .warned)
      #expect(outcome.items == [ItemOutcome(identifier: "bomb", unitsDone: 1)])
      // Of a real task it would go with the process.
      for parser in try Processes.working(in: fixture.root) { Sys.signal(parser, SIGKILL) }
      try eventually("the end of the parser") { try Processes.working(in: fixture.root).isEmpty }
    }
  }

  @Test func `a signal that ends the parsers too blames no page`() throws {
    try withBatch("text") { fixture in
      try fixture.add("bomb", pages: 3, contents: Self.bomb)
      try fixture.write()
      let process = try fixture.start("1.0")
      try eventually("the first page") { try fixture.pages("1.0").count == 1 }
      // As a scheduler does it: every process of the job gets the signal, in any order.
      let parsers = try Processes.working(in: fixture.root).filter { $0 != process }
      #expect(!parsers.isEmpty)
      for parser in parsers { Sys.signal(parser, SIGTERM) }
      Sys.signal(process, SIGTERM)
      // A page that takes for ever need not take a processor while the task waits for it.
      for parser in parsers { Sys.signal(parser, SIGSTOP) }
      #expect(Sys.wait(for: process) == .exited(TaskEnding.warned.rawValue))
      #expect(try fixture.outcome("1.0").items == [ItemOutcome(identifier: "bomb", unitsDone: 1)])
      #expect(try fixture.pages("1.0").count == 1)
    }
  }

  @Test func `a language that is not installed fails the task before any page`() throws {
    try withBatch("tesseract") { fixture in
      try fixture.add("a", pages: 1, contents: Self.story(1))
      fixture.settings.languages = "xxx"
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .failed)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.message?.contains("xxx") == true)
      #expect(outcome.items.isEmpty)
    }
  }

  @Test func `a parser that cannot be started fails the task and no document`() throws {
    try withBatch("text") { fixture in
      try fixture.add("a", pages: 1, contents: Self.story(1))
      try fixture.write()
      var runner = fixture.runner("1.0")
      runner.parser = "/no/such/sluice-pdf"
      #expect(runner.run() == .failed)
      #expect(try fixture.outcome("1.0").message?.contains("/no/such/sluice-pdf") == true)
    }
  }

  @Test func `the pages of one document are shared by several parsers, each page once`() throws {
    try withBatch("text") { fixture in
      try fixture.add("long", pages: 60, contents: Self.story(60))
      try fixture.add("short one", pages: 1, contents: Self.story(1))
      try fixture.write()
      #expect(fixture.runner("1.0", processes: 3).run() == .complete)
      let pages = try fixture.pages("1.0")
      #expect(pages.filter { $0.identifier == "long" }.map(\.page).sorted() == Array(1...60))
      for page in pages where page.identifier == "long" {
        #expect(page.text?.contains("page number \(page.page) of") == true)
      }
      let spans = try #require(try fixture.records("1.0").first { $0.metadata["Source-File"]?.string == "long.pdf" })
      #expect(spans.text.split(separator: "\n").count == 60)
    }
  }

  @Test(arguments: [2, 5, 9])
  func `a document that the storage does not give is nobody's failure, and the next try reads it`(read: Int) throws {
    try withBatch("text") { fixture in
      for name in ["a", "b"] { try fixture.add(name, pages: 2, contents: Self.story(2)) }
      try fixture.write()
      let process = try fixture.start("1.0", environment: ["SLUICE_INJECT": "sluice-pdf:read-EIO:\(read)"])
      #expect(Sys.wait(for: process) == .exited(1))
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.ending == .failed && outcome.message?.contains("Input/output error") == true, "\(outcome)")
      #expect(outcome.items.allSatisfy { $0.errorType == nil && $0.unitsFailed.isEmpty }, "\(outcome.items)")
      #expect(fixture.runner("1.1").run() == .complete)
      #expect(try fixture.records("1.1").count == 2)
    }
  }

  /// Whether memory is another file system than the one of batches.
  private static let hasScratch: Bool = {
    let directories = [try? TemporaryDirectory(), try? TemporaryDirectory(inMemory: true)]
    let devices = directories.compactMap { $0 }.compactMap { (try? Sys.status(of: $0.path))?.device }
    return Set(devices).count == 2
  }()

  @Test(.enabled(if: ParserEngineTests.hasScratch, "there is no file system in memory, or TMPDIR is on it"))
  func `documents travel by way of scratch and leave nothing there`() throws {
    let scratch = try TemporaryDirectory(inMemory: true)
    try withBatch("text") { fixture in
      for name in ["a", "b c", "-d"] { try fixture.add(name, pages: 2, contents: Self.story(2)) }
      fixture.settings.stageIn = true
      fixture.entries[1].sha256 = "not the one"
      try fixture.write()
      let process = try fixture.start("1.0", environment: ["SLUICE_SCRATCH": scratch.path.string])
      #expect(Sys.wait(for: process) == .exited(1))
      let outcome = try fixture.outcome("1.0")
      // What was copied is not what the list names, which is the storage's doing: the next try reads it again.
      #expect(outcome.ending == .failed && outcome.message?.contains("not those of the document") == true)
      #expect(outcome.items.map(\.unitsDone) == [2, 0, 2] && outcome.items[1].errorType == nil)
      #expect(outcome.items.map(\.unreachable) == [nil, outcome.message, nil])
      #expect(try Sys.entries(of: scratch.path).isEmpty)
    }
  }
}
