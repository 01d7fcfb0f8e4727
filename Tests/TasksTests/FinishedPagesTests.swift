import Formats
import SystemCalls
import Testing

@testable import Tasks

@Suite struct FinishedPagesTests {
  private func line(_ identifier: String, _ page: Int, fingerprint: String = "f1", failed: Bool = false) throws
    -> [UInt8]
  {
    try FormatCoding.line(
      PageRecord(
        identifier: identifier, page: page, route: failed ? nil : .text, text: failed ? nil : "page \(page)",
        errorType: failed ? "page_timeout" : nil, seconds: 1, settingsFingerprint: fingerprint))
  }

  private func collect(_ fixture: TaskFixture) throws -> FinishedPages {
    var finished = FinishedPages(fixture.entries, fingerprint: "f1", engine: "auto")
    try finished.collect(layout: fixture.layout, chunk: TaskFixture.chunk, ownTry: "own.0")
    return finished
  }

  @Test func `pages count from earlier batches and from every other try, torn tails and garbage aside`() throws {
    try withBatch("text") { fixture in
      try fixture.add("a", pages: 6)
      let other = fixture.files("1.0")
      try Sys.makeDirectory(other.directory)
      try Sys.writePrivate(
        try line("a", 1) + Array("garbage\n\0\0\0\n".utf8) + line("a", 3) + line("a", 4).dropLast(4), at: other.pages)
      try Sys.writePrivate(try line("a", 2), at: fixture.layout.pages("a"))
      let finished = try collect(fixture)
      #expect(finished.missing(in: 0) == [4, 5, 6])
      #expect(finished.unreadable == 3)
      #expect(try finished.records(of: 0).map(\.text) == ["page 1", "page 2", "page 3"])
    }
  }

  @Test func `pages that failed, were made under other settings or are none of the document's do not count`() throws {
    try withBatch("text") { fixture in
      try fixture.add("a", pages: 2)
      try Sys.writePrivate(
        try line("a", 1, failed: true) + line("a", 2, fingerprint: "f2") + line("a", 3) + line("a", 0) + line("b", 1),
        at: fixture.layout.pages("a"))
      #expect(try collect(fixture).missing(in: 0) == [1, 2])
    }
  }

  @Test func `a doubtful page counts only where the same engine made it`() throws {
    try withBatch("text") { fixture in
      try fixture.add("a", pages: 2)
      func page(_ number: Int, by engine: String) throws -> [UInt8] {
        var record = PageRecord(
          identifier: "a", page: number, route: .text, text: "x", seconds: 1, settingsFingerprint: "f1")
        record.engine = engine
        return try FormatCoding.line(record)
      }
      try Sys.writePrivate(try page(1, by: "auto") + page(2, by: "olmocr"), at: fixture.layout.pages("a"))
      #expect(try collect(fixture).missing(in: 0) == [2])
    }
  }

  @Test func `the try's own directory is not read`() throws {
    try withBatch("text") { fixture in
      try fixture.add("a", pages: 1)
      try Sys.makeDirectory(fixture.files("own.0").directory)
      try Sys.writePrivate(try line("a", 1), at: fixture.files("own.0").pages)
      #expect(try collect(fixture).missing(in: 0) == [1])
    }
  }
}
