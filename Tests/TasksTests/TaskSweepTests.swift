import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

/// Counted system calls of the real program killed or failed once, and the next try run after each: some of them, drawn by the
/// commit, or all.
@Suite struct TaskSweepTests {
  /// Whether every call is taken; a sample otherwise.

  private static let document = PDFBuilder().page(text: "one").page(text: "two").data()

  private static func batch(_ engine: String) throws -> TaskFixture {
    var fixture = try TaskFixture(engine, in: TemporaryDirectory(inMemory: true))
    for name in ["a", "b"] { try fixture.add(name, pages: 2, contents: document) }
    try fixture.write()
    return fixture
  }

  private static let counts = Shared<Int>()

  /// The calls of a try that nobody disturbs; a slower one makes more, as it tells its progress by the clock.
  private static func calls(_ engine: String) throws -> Int {
    try counts.value(engine) {
      let fixture = try batch(engine)
      let file = fixture.root.appending("calls")
      let process = try fixture.start("1.0", environment: ["SLUICE_INJECT_COUNT": "task:\(file)"])
      let ending = Sys.wait(for: process)
      let count = Int(String(decoding: try Sys.contents(of: file), as: UTF8.self).lines.first ?? "")
      guard ending == .exited(0), let count, count > 20 else {
        throw TestWorkspace.Failure(
          description: "\(engine): \(String(describing: count)) calls, \(String(describing: ending))")
      }
      return count
    }
  }

  private func names(_ pages: [PageRecord]) -> Set<String> { Set(pages.map { "\($0.identifier) \($0.page)" }) }

  private static let everything: Set<String> = ["a 1", "a 2", "b 1", "b 2"]

  /// One broken try and the one after it; whether the break came before the program was through.
  private func sweep(_ engine: String, _ action: String, at number: Int) throws -> Bool {
    let what = "\(action) at call \(number), \(Draw.words)"
    let fixture = try Self.batch(engine)
    let process = try fixture.start("1.0", environment: ["SLUICE_INJECT": "task:\(action):\(number)"])
    let ending = try #require(Sys.wait(for: process))
    let first = names(try fixture.pages("1.0"))
    if Sys.exists(fixture.files("1.0").outcome), try fixture.outcome("1.0").ending == .complete {
      #expect(first == Self.everything, "\(what): complete without all pages")
      #expect(Set(try fixture.records("1.0").compactMap { $0.metadata["Source-File"]?.string }) == ["a.pdf", "b.pdf"])
    } else {
      #expect(ending != .exited(0), "\(what): success without an outcome")
    }

    #expect(fixture.runner("1.1").run() == .complete, "\(what)")
    let second = names(try fixture.pages("1.1"))
    #expect(first.isDisjoint(with: second), "\(what): pages were made twice")
    #expect(first.union(second) == Self.everything, "\(what): pages are missing")
    let records = try fixture.records("1.1")
    #expect(records.count == 2, "\(what)")
    if engine == "text" {
      for record in records { #expect(record.text.split(whereSeparator: \.isWhitespace) == ["one", "two"], "\(what)") }
    }
    return ending != .exited(0)
  }

  /// Kills at the first call, at some or all that follow, and at the last one, wherever that is in the run at hand.
  private func kill(_ engine: String, _ action: String, some count: Int) throws {
    var last = try Self.calls(engine)
    let middle = Array(2..<last)
    let chosen = Draw.sample(middle, count, for: "\(engine) \(action)")
    #expect(try sweep(engine, action, at: 1))
    for number in chosen { _ = try sweep(engine, action, at: number) }
    while try !sweep(engine, action, at: last) { last -= 1 }
    repeat { last += 1 } while try sweep(engine, action, at: last)
  }

  @Test(arguments: ["kill-before", "kill-after"])
  func `after a kill at any instruction the next try does exactly what is missing`(action: String) throws {
    try kill("null", action, some: 4)
  }

  @Test func `with real documents too`() throws {
    // The parser's start costs each run a tenth of a second.
    try kill("text", "kill-after", some: 2)
  }

  @Test(arguments: ["ENOSPC", "EIO", "EDQUOT", "ESTALE"])
  func `a call that fails never makes a lying outcome and never costs a page twice`(action: String) throws {
    let numbers = Array(1...(try Self.calls("null")))
    for number in Draw.sample(numbers, 4, for: action) {
      _ = try sweep("null", action, at: number)
    }
  }
}

/// A file system that is really full.
@Suite(.needsSmallDisk) struct FullDiskTests {
  @Test func `a full disk stops the task in order and the next try does the rest`() throws {
    let disk = try SmallDisk(memory: "size=100k")
    try withBatch("null", in: TemporaryDirectory(below: disk.path)) { fixture in
      for number in 1...300 { try fixture.add("d\(number)", pages: 3, contents: nil) }
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .failed)
      let done = try fixture.pages("1.0").count
      #expect(done > 0)
      #expect(done < 900)
      if Sys.exists(fixture.files("1.0").outcome) {
        let outcome = try fixture.outcome("1.0")
        #expect(outcome.ending == .failed)
        #expect(outcome.message?.contains("free space") == true)
      }
      try disk.remount("size=4m")
      #expect(fixture.runner("1.1").run() == .complete)
      #expect(try fixture.pages("1.1").count == 900 - done)
      #expect(try fixture.records("1.1").count == 300)
    }
  }
}
