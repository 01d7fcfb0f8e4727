import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

/// Every counted system call of the real program killed or failed once, and the next try run after each.
@Suite struct TaskSweepTests {
  private static func batch(_ engine: String) throws -> TaskFixture {
    var fixture = try TaskFixture(engine)
    let document = PDFBuilder().page(text: "one").page(text: "two").data()
    for name in ["a", "b"] { try fixture.add(name, pages: 2, contents: document) }
    try fixture.write()
    return fixture
  }

  private func names(_ pages: [PageRecord]) -> Set<String> { Set(pages.map { "\($0.identifier) \($0.page)" }) }

  private static let everything: Set<String> = ["a 1", "a 2", "b 1", "b 2"]

  /// One broken try and the one after it; whether the break came before the program was through.
  private func sweep(_ engine: String, _ action: String, at number: Int) throws -> Bool {
    let fixture = try Self.batch(engine)
    defer { fixture.remove() }
    let process = try fixture.start("1.0", environment: ["SLUICE_INJECT": "task:\(action):\(number)"])
    let ending = try #require(Sys.wait(for: process))
    let first = names(try fixture.pages("1.0"))
    if Sys.exists(fixture.files("1.0").outcome), try fixture.outcome("1.0").ending == .complete {
      #expect(first == Self.everything, "\(action) at call \(number): complete without all pages")
      #expect(Set(try fixture.records("1.0").compactMap { $0.metadata["Source-File"]?.string }) == ["a.pdf", "b.pdf"])
    } else {
      #expect(ending != .exited(0), "\(action) at call \(number): success without an outcome")
    }

    #expect(fixture.runner("1.1").run() == .complete)
    let second = names(try fixture.pages("1.1"))
    #expect(first.isDisjoint(with: second), "\(action) at call \(number): pages were made twice")
    #expect(first.union(second) == Self.everything, "\(action) at call \(number): pages are missing")
    let records = try fixture.records("1.1")
    #expect(records.count == 2)
    if engine == "text" {
      for record in records { #expect(record.text.split(whereSeparator: \.isWhitespace) == ["one", "two"]) }
    }
    return ending != .exited(0)
  }

  @Test(arguments: ["kill-before", "kill-after"])
  func `after a kill at any instruction the next try does exactly what is missing`(action: String) throws {
    var number = 1
    while try sweep("null", action, at: number) { number += 1 }
    #expect(number > 20)
  }

  @Test func `with real documents too`() throws {
    // Every third call: the parser's start costs each run a tenth of a second.
    var number = 2
    while try sweep("text", "kill-after", at: number) { number += 3 }
    #expect(number > 20)
  }

  @Test(arguments: ["ENOSPC", "EIO", "EDQUOT", "ESTALE"])
  func `a call that fails never makes a lying outcome and never costs a page twice`(action: String) throws {
    for number in 1...40 { _ = try sweep("null", action, at: number) }
  }
}

/// A file system that is really full; needs the right to mount one.
@Suite(.enabled(if: Sys.userID == 0)) struct FullDiskTests {
  private func mount(_ options: String, at path: FilePath) throws -> Bool {
    let process = try Sys.spawn(Program("/bin/mount", ["-t", "tmpfs", "-o", options, "tmpfs", path.string]))
    return Sys.wait(for: process) == .exited(0)
  }

  @Test func `a full disk stops the task in order and the next try does the rest`() throws {
    let disk = FilePath("/tmp/tasks-disk-\(Sys.randomBits())")
    try Sys.makeDirectory(disk)
    defer { try? Sys.removeDirectory(disk) }
    try #require(try mount("size=100k", at: disk))
    defer { _ = (try? Sys.spawn(Program("/bin/umount", ["-l", disk.string]))).map { Sys.wait(for: $0) } }

    try withBatch("null", in: disk) { fixture in
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
      #expect(try mount("remount,size=4m", at: disk))
      #expect(fixture.runner("1.1").run() == .complete)
      #expect(try fixture.pages("1.1").count == 900 - done)
      #expect(try fixture.records("1.1").count == 300)
    }
  }
}
