import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

/// The engine `olmocr` with a stand-in for the pipeline (`Tests/StandIns/olmocr.py`): its command line, its files, its traps.
@Suite struct OlmocrEngineTests {
  /// A document whose pages the stand-in reads as these texts.
  static func document(_ pages: [String]) -> [UInt8] {
    Array("%PDF-1.4\n\(pages.map { "% page: \($0)\n" }.joined())%%EOF\n".utf8)
  }

  /// Lets the stand-in run under traps; its calls are written to the file `calls`.
  static func standIn(_ fixture: inout TaskFixture, traps: String = "", pagesPerGroup: Int = 500) {
    fixture.settings.olmocr = OlmocrSettings(
      command: [
        "/usr/bin/env", "OLMOCR_TRAPS=\(traps)", "OLMOCR_CALLS=\(fixture.root)/calls",
        "OLMOCR_HANG=\(fixture.root)/hang", "/usr/bin/python3",
        Repository.root.appending("Tests/StandIns/olmocr.py").string,
      ], model: "", server: "", maxPageErrorRate: 0.01, pagesPerGroup: pagesPerGroup, extraArguments: [],
      idleTimeoutSeconds: Patience.seconds)
  }

  /// A batch of documents with two pages each, named by the letters.
  private func withDocuments(
    _ names: String, traps: String = "", pagesPerGroup: Int = 500, _ body: (inout TaskFixture) throws -> Void
  ) throws {
    try withBatch("olmocr") { fixture in
      for name in names.map(String.init) {
        try fixture.add(name, pages: 2, contents: Self.document(["\(name) one", "\(name) two"]))
      }
      Self.standIn(&fixture, traps: traps, pagesPerGroup: pagesPerGroup)
      try fixture.write()
      try body(&fixture)
    }
  }

  private struct Call: Decodable {
    var port: Int
    var rate: Double
    var markdown: Bool
    var workspace: String
    var unknown: [String]
    var names: [String]
  }

  private func calls(_ fixture: TaskFixture) throws -> [Call] { try TaskFixture.lines(fixture.root.appending("calls")) }

  private func done(_ outcome: Outcome) -> [String] { outcome.items.map { "\($0.identifier) \($0.unitsDone)" } }

  @Test func `olmOCR gets all documents at once and its records are kept as it wrote them`() throws {
    try withBatch("olmocr") { fixture in
      try fixture.add("a", pages: 2, contents: Self.document(["the same", "text"]))
      try fixture.add("b", pages: 2, contents: Self.document(["the same", "text"]))
      try fixture.add("c", pages: 3, contents: Self.document(["", "blank before", ""]))
      Self.standIn(&fixture)
      fixture.settings.olmocr?.extraArguments = ["--gpu-memory-utilization", "0.8"]
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let call = try #require(try calls(fixture).first)
      #expect(call.names == ["a", "b", "c"])
      #expect(call.markdown && call.rate == 0.01 && call.port != 30024)
      #expect(call.unknown == ["--gpu-memory-utilization", "0.8"])
      #expect(call.workspace == fixture.files("1.0").directory.appending("olmocr").string)
      let records = try fixture.records("1.0").sorted {
        $0.metadata["Source-File"]?.string ?? "" < $1.metadata["Source-File"]?.string ?? ""
      }
      #expect(records.map { $0.metadata["Source-File"]?.string } == ["a.pdf", "b.pdf", "c.pdf"])
      #expect(records[0].id == records[1].id)
      #expect(records.allSatisfy { $0.source == "olmocr" && $0.attributes["primary_language"] != nil })
      #expect(try fixture.pages("1.0").filter { $0.identifier == "c" }.map(\.route) == [.blank, .ocr, .blank])
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.ending == .complete && outcome.versions["olmocr"] == "0.4.27")
      #expect(done(outcome) == ["a 2", "b 2", "c 3"])
      #expect(!Sys.exists(fixture.files("1.0").directory.appending(".work")))
    }
  }

  @Test func `a document that olmOCR drops with status 0 is named, and the others have their pages`() throws {
    try withDocuments("abc", traps: "drop:b") { fixture in
      #expect(fixture.runner("1.0").run() == .complete)
      let outcome = try fixture.outcome("1.0")
      #expect(done(outcome) == ["a 2", "b 0", "c 2"])
      #expect(outcome.items[1].errorType == "engine_failed")
      #expect(outcome.items[1].errorMessage?.contains("gave no record") == true)
      #expect(outcome.items[0].errorType == nil && outcome.items[2].errorType == nil)
    }
  }

  @Test func `a group that is lost for one document blames none of them`() throws {
    try withDocuments("abcdef", traps: "vanish:d", pagesPerGroup: 4) { fixture in
      #expect(fixture.runner("1.0").run() == .failed)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.ending == .failed)
      #expect(outcome.message?.contains("status 0 and finished nothing for 2 of 6 documents") == true)
      #expect(done(outcome) == ["a 2", "b 2", "e 2", "f 2"])
      #expect(outcome.items.allSatisfy { $0.errorType == nil })
    }
  }

  @Test func `a document that is gone or does not begin as a PDF costs itself alone`() throws {
    try withBatch("olmocr") { fixture in
      try fixture.add("a", pages: 1, contents: Self.document(["a"]))
      try fixture.add("gone", pages: 1, contents: nil)
      try fixture.add("late", pages: 1, contents: Array("\n".utf8) + Self.document(["late"]))
      Self.standIn(&fixture)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let items = try fixture.outcome("1.0").items
      #expect(items.map(\.errorType) == [nil, "incomplete_item", "engine_failed"])
      #expect(try calls(fixture).map(\.names) == [["a"]])
    }
  }

  @Test func `olmOCR gets PNG and JPEG under their own names, and no TIFF`() throws {
    try withBatch("olmocr") { fixture in
      let text = Array("\n% page: a picture\n".utf8)
      try fixture.add("a", pages: 1, contents: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A] + text, kind: .png)
      try fixture.add("b.jpeg", pages: 1, contents: [0xFF, 0xD8, 0xFF, 0xE0] + text, kind: .jpg)
      try fixture.add("c", pages: 1, contents: [0x49, 0x49, 0x2A, 0x00] + text, kind: .tif)
      Self.standIn(&fixture)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let items = try fixture.outcome("1.0").items
      #expect(items.map(\.errorType) == [nil, nil, "engine_failed"])
      #expect(items[2].errorMessage?.contains("olmOCR reads no TIFF") == true)
      let sources = try fixture.records("1.0").compactMap { $0.metadata["Source-File"]?.string }
      #expect(sources.sorted() == ["a.png", "b.jpeg.jpg"])
    }
  }

  @Test func `a requeued task takes over what the killed one finished, and meets no stale lock`() throws {
    try withDocuments("abcd", traps: "hang:c", pagesPerGroup: 2) { fixture in
      try Sys.writePrivate([], at: fixture.root.appending("hang"))
      let process = try fixture.start("7.0")
      let first = fixture.files("7.0").directory.appending("olmocr")
      try waitUntilItHangs(fixture, at: "c")
      #expect(try Sys.entries(of: first.appending("worker_locks")).count == 1)
      #expect(try Sys.entries(of: first.appending("done_flags")).count == 2)
      Sys.signal(process, SIGKILL)
      #expect(Sys.wait(for: process) == .signalled(SIGKILL))
      try Sys.removeIfThere(fixture.root.appending("hang"))
      #expect(!Sys.exists(fixture.files("7.0").outcome))

      #expect(fixture.runner("7.1").run() == .complete)
      #expect(try calls(fixture).map(\.names) == [["a", "b", "c", "d"], ["c", "d"]])
      #expect(done(try fixture.outcome("7.1")) == ["a 2", "b 2", "c 2", "d 2"])
      // The pages of the first group may have been noted before the kill: its records are made of them then, or olmOCR's own.
      let texts = try fixture.records("7.1").map(\.text).sorted()
      #expect(texts == ["a", "b", "c", "d"].map { "\($0) one\n\($0) two" })
    }
  }

  /// Waits until the pipeline of the try 7.0 hangs at a document: the groups before it are finished.
  private func waitUntilItHangs(_ fixture: TaskFixture, at name: String) throws {
    let log = fixture.files("7.0").directory.appending(OlmocrRun.logName)
    try eventually("a pipeline that hangs at \(name)") {
      String(decoding: (try? Sys.contents(of: log)) ?? [], as: UTF8.self).contains("working on \(name)\n")
    }
  }

  /// Asks the task to end once the first group is finished and the second one hangs: the pipeline is gone with it.
  private func endWhileItHangs(_ fixture: TaskFixture) throws {
    try Sys.writePrivate([], at: fixture.root.appending("hang"))
    let process = try fixture.start("7.0")
    try waitUntilItHangs(fixture, at: "b")
    #expect(try Processes.working(in: fixture.root).count == 2)
    Sys.signal(process, SIGTERM)
    #expect(Sys.wait(for: process) == .exited(TaskEnding.warned.rawValue))
    #expect(try Processes.working(in: fixture.root).isEmpty)
  }

  @Test func `a signal ends the pipeline with all it started, and what is finished counts`() throws {
    try withDocuments("abc", traps: "hang:b", pagesPerGroup: 2) { fixture in
      try endWhileItHangs(fixture)
      let outcome = try fixture.outcome("7.0")
      #expect(outcome.ending == .warned)
      #expect(done(outcome) == ["a 2"])
      #expect(outcome.items.allSatisfy { $0.errorType == nil })
    }
  }

  @Test func `a pipeline that takes no notice of the request to end is killed, and what is finished counts`() throws {
    try withDocuments("abc", traps: "stubborn hang:b", pagesPerGroup: 2) { fixture in
      try endWhileItHangs(fixture)
      #expect(done(try fixture.outcome("7.0")) == ["a 2"])
      // The next try is not kept from its work by what the killed one left.
      try Sys.unlink(fixture.root.appending("hang"))
      #expect(fixture.runner("7.1").run() == .complete)
      #expect(done(try fixture.outcome("7.1")) == ["a 2", "b 2", "c 2"])
    }
  }

  @Test func `results in a nested directory count as well`() throws {
    try withDocuments("ab", traps: "nested") { fixture in
      #expect(fixture.runner("1.0").run() == .complete)
      let outcome = try fixture.outcome("1.0")
      #expect(done(outcome) == ["a 2", "b 2"])
    }
  }

  @Test(arguments: ["torn", "flagless"]) func `results without their flag count for nothing`(trap: String) throws {
    try withDocuments("ab", traps: trap) { fixture in
      #expect(fixture.runner("1.0").run() == .failed)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.items.isEmpty)
      #expect(outcome.message?.contains("nothing for 2 of 2") == true)
      #expect(try fixture.pages("1.0").isEmpty)
    }
  }

  @Test func `page numbers that do not fit the text are the document's failure`() throws {
    try withDocuments("a", traps: "spans") { fixture in
      #expect(fixture.runner("1.0").run() == .complete)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.items.map(\.errorType) == ["engine_failed"])
      #expect(try fixture.pages("1.0").isEmpty)
    }
  }

  @Test func `a pipeline that fails is quoted and what it finished before counts`() throws {
    try withDocuments("ab", traps: "fail:3", pagesPerGroup: 2) { fixture in
      #expect(fixture.runner("1.0").run() == .failed)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.message?.contains("status 3") == true)
      #expect(outcome.message?.contains("Please make sure vllm is installed") == true)
      #expect(done(outcome) == ["a 2"])
    }
  }

  @Test func `a pipeline that finishes nothing for too long is ended`() throws {
    try withDocuments("ab", traps: "hang:b", pagesPerGroup: 2) { fixture in
      try Sys.writePrivate([], at: fixture.root.appending("hang"))
      var number = 0
      try withGrowingLimit("a group that was finished in time", from: 1) { limit in
        fixture.settings.olmocr?.idleTimeoutSeconds = limit
        try fixture.write()
        let name = "1.\(number)"
        number += 1
        #expect(fixture.runner(name).run() == .failed)
        let outcome = try fixture.outcome(name)
        #expect(outcome.message?.contains("finished no group for \(limit) s") == true)
        #expect(outcome.items.allSatisfy { $0.identifier == "a" && $0.errorType == nil })
        return done(outcome) == ["a 2"]
      }
    }
  }

  @Test func `what the pipeline prints is kept, but not without end`() throws {
    try withDocuments("a", traps: "noise:6000000") { fixture in
      #expect(fixture.runner("1.0").run() == .complete)
      let log = try Sys.contents(of: fixture.files("1.0").directory.appending(OlmocrRun.logName))
      #expect(log.count < 5 << 20)
      let text = String(decoding: log, as: UTF8.self)
      #expect(text.contains("bytes are left out here"))
      #expect(text.hasSuffix("Work done\n"))
    }
  }

  @Test func `a pipeline that is not there fails the task and no document`() throws {
    try withDocuments("a") { fixture in
      fixture.settings.olmocr?.command = ["no-such-pipeline-of-ours"]
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .failed)
      #expect(try fixture.outcome("1.0").message?.contains("no-such-pipeline-of-ours") == true)
      #expect(try fixture.outcome("1.0").items.isEmpty)
    }
  }

  @Test func `pages of an earlier batch are kept and the record is made of both`() throws {
    try withDocuments("a") { fixture in
      let page = PageRecord(
        identifier: "a", page: 1, route: .text, text: "earlier", seconds: 1, settingsFingerprint: fixture.fingerprint)
      try Sys.publish(try FormatCoding.line(page), at: fixture.layout.pages("a"))
      #expect(fixture.runner("1.0").run() == .complete)
      let record = try #require(try fixture.records("1.0").first)
      #expect(record.text == "earlier\na two")
      #expect(record.source == "sluice")
      #expect(try fixture.pages("1.0").map(\.page) == [2])
    }
  }
}
