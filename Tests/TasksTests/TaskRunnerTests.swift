import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

@Suite struct TaskRunnerTests {
  /// A program that notes each document it is given and hangs on those named `slow…` while the file `hang` is there.
  private func countingProgram(_ fixture: inout TaskFixture) throws {
    try fixture.command(
      """
      echo "${1##*/}" >> '\(fixture.root)/calls'
      case "$1" in */slow*) while [ -e '\(fixture.root)/hang' ]; do sleep 0.05; done;; esac
      echo "text of ${1##*/}" > "$2"
      """)
  }

  private func calls(_ fixture: TaskFixture) -> [String] {
    let bytes = (try? Sys.contents(of: fixture.root.appending("calls"))) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
  }

  private func hang(_ fixture: TaskFixture) throws { try Sys.writePrivate([], at: fixture.root.appending("hang")) }

  private func letGo(_ fixture: TaskFixture) throws { try Sys.removeIfThere(fixture.root.appending("hang")) }

  private func items(_ outcome: Outcome) -> [String] { outcome.items.map { "\($0.identifier) \($0.unitsDone)" } }

  @Test func `a try after a kill does only what is missing`() throws {
    try withBatch("command") { fixture in
      for name in ["a", "b", "slow", "z"] { try fixture.add(name, pages: 1) }
      try countingProgram(&fixture)
      try fixture.write()
      try hang(fixture)
      let process = try fixture.start("1.0")
      try eventually("the third document") { calls(fixture).contains("slow.pdf") }
      #expect(try fixture.pages("1.0").count == 2)
      Sys.signal(process, SIGKILL)
      #expect(Sys.wait(for: process) == .signalled(SIGKILL))
      #expect(!Sys.exists(fixture.files("1.0").outcome))
      try letGo(fixture)

      #expect(fixture.runner("1.1").run() == .complete)
      #expect(calls(fixture) == ["a.pdf", "b.pdf", "slow.pdf", "slow.pdf", "z.pdf"])
      #expect(try fixture.pages("1.1").map(\.identifier) == ["slow", "z"])
      #expect(items(try fixture.outcome("1.1")) == ["a 1", "b 1", "slow 1", "z 1"])
      #expect(Set(try fixture.records("1.1").map(\.text)).count == 4)
    }
  }

  @Test func `a warning stops the task in order with what is done`() throws {
    try withBatch("command") { fixture in
      for name in ["a", "slow", "z"] { try fixture.add(name, pages: 1) }
      try countingProgram(&fixture)
      try fixture.write()
      try hang(fixture)
      let process = try fixture.start("1.0")
      try eventually("the second document") { calls(fixture).contains("slow.pdf") }
      Sys.signal(process, SIGUSR1)
      #expect(Sys.wait(for: process) == .exited(TaskEnding.warned.rawValue))
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.ending == .warned)
      #expect(items(outcome) == ["a 1"])
      #expect(try fixture.records("1.0").count == 1)
      #expect(calls(fixture) == ["a.pdf", "slow.pdf"])
    }
  }

  @Test func `a warning that comes when all is done changes nothing`() throws {
    try withBatch("null") { fixture in
      try fixture.add("a", pages: 2, contents: nil)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      var late = fixture.runner("1.1")
      late.warning = { SIGTERM }
      #expect(late.run() == .complete)
      #expect(try fixture.pages("1.1").isEmpty)
    }
  }

  @Test func `other settings make all pages anew`() throws {
    try withBatch("null") { fixture in
      try fixture.add("a", pages: 3, contents: nil)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      fixture.fingerprint = "f2"
      try fixture.write()
      #expect(fixture.runner("2.0").run() == .complete)
      #expect(try fixture.pages("2.0").count == 3)
    }
  }

  @Test func `a record holds the pages of all tries and earlier batches`() throws {
    try withBatch("command") { fixture in
      try fixture.add("a", pages: 3)
      func line(_ page: Int, _ text: String) throws -> [UInt8] {
        try FormatCoding.line(
          PageRecord(
            identifier: "a", page: page, route: .ocr, text: text, seconds: 1, settingsFingerprint: fixture.fingerprint))
      }
      try Sys.writePrivate(try line(1, "first batch"), at: fixture.layout.pages("a"))
      try Sys.makeDirectory(fixture.files("1.0").directory)
      try Sys.writePrivate(try line(3, "first try"), at: fixture.files("1.0").pages)
      try fixture.command(#"printf 'x\f''second try\f''x\f' > "$2""#)
      try fixture.write()
      #expect(fixture.runner("1.1").run() == .complete)
      #expect(try fixture.pages("1.1").map(\.page) == [2])
      let record = try #require(try fixture.records("1.1").first)
      for text in ["first batch", "second try", "first try"] { #expect(record.text.contains(text)) }
      #expect(record.metadata["Source-File"]?.string == "a.pdf")
      #expect(items(try fixture.outcome("1.1")) == ["a 3"])
    }
  }

  @Test(arguments: [
    ("not json\n", "line 1"),
    (#"{"identifier":"a","path":"items/a/a.pdf","units":1,"visit":0,"sha256":""}"# + "\n{\n", "line 2"),
    (#"{"identifier":"a","path":"../a.pdf","units":1,"visit":0,"sha256":""}"# + "\n", "leads out"),
    (#"{"identifier":"a","path":"/etc/passwd","units":1,"visit":0,"sha256":""}"# + "\n", "leads out"),
    (#"{"identifier":"a/b","path":"a","units":1,"visit":0,"sha256":""}"# + "\n", "cannot name"),
    (#"{"identifier":"a","path":"a","units":-1,"visit":0,"sha256":""}"# + "\n", "-1 pages"),
    (#"{"identifier":"a","path":"a","units":1,"visit":0,"sha256":""}"#, "line 1"),
  ]) func `a list that cannot be used fails the task and says which line`(list: String, words: String) throws {
    try withBatch("null") { fixture in
      try fixture.write(list: Array(list.utf8))
      #expect(fixture.runner("1.0").run() == .failed)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.ending == .failed)
      #expect(outcome.message?.contains(words) == true)
    }
  }

  @Test func `a document that is not there is named and the others go on`() throws {
    try withBatch("command") { fixture in
      try fixture.add("gone", pages: 1, contents: nil)
      try fixture.add("here", pages: 1)
      try fixture.command("echo text > \"$2\"")
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.items.map(\.errorType) == ["incomplete_item", nil])
    }
  }

  @Test func `two tasks never share a try's directory`() throws {
    try withBatch("null") { fixture in
      try fixture.add("a", pages: 1, contents: nil)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let before = try Sys.contents(of: fixture.files("1.0").outcome)
      #expect(fixture.runner("1.0").run() == .taken)
      #expect(try Sys.contents(of: fixture.files("1.0").outcome) == before)
    }
  }

  @Test(arguments: ["..", ".closed-0001", "a/b", ""]) func `a try's name must be a plain one`(name: String) throws {
    try withBatch("null") { fixture in
      try fixture.write()
      #expect(fixture.runner(name).run() == .failed)
      #expect(try Sys.entries(of: fixture.layout.chunk(TaskFixture.chunk)).map(\.name.string) == ["list.ndjson"])
    }
  }

  @Test func `a closed chunk ends the task quietly and is not made again`() throws {
    try withBatch("null") { fixture in
      try fixture.add("a", pages: 1, contents: nil)
      try fixture.write()
      try Sys.rename(
        fixture.layout.chunk(TaskFixture.chunk), to: fixture.layout.closedChunk(TaskFixture.chunk))
      #expect(fixture.runner("1.0").run() == .closed)
      #expect(try Sys.entries(of: fixture.layout.chunks).map(\.name.string) == [".closed-0001"])
    }
  }

  @Test func `a chunk closed during the run ends the task without a last word`() throws {
    try withBatch("command") { fixture in
      for name in ["a", "slow", "z"] { try fixture.add(name, pages: 1) }
      try countingProgram(&fixture)
      try fixture.write()
      try hang(fixture)
      let process = try fixture.start("1.0")
      try eventually("the second document") { calls(fixture).contains("slow.pdf") }
      let closed = fixture.layout.closedChunk(TaskFixture.chunk)
      try Sys.rename(fixture.layout.chunk(TaskFixture.chunk), to: closed)
      try letGo(fixture)
      #expect(Sys.wait(for: process) == .exited(TaskEnding.closed.rawValue))
      #expect(try Sys.entries(of: fixture.layout.chunks).map(\.name.string) == [".closed-0001"])
      #expect(!Sys.exists(closed.appending("1.0").appending("outcome.json")))
    }
  }

  @Test func `a whole chunk of documents is worked on by several lanes and each page once`() throws {
    try withBatch("command") { fixture in
      for number in 1...20 { try fixture.add("d\(number)", pages: 1 + number % 3) }
      try countingProgram(&fixture)
      try fixture.write()
      #expect(fixture.runner("1.0", processes: 4).run() == .complete)
      #expect(Set(calls(fixture)).count == 20)
      #expect(calls(fixture).count == 20)
      let pages = try fixture.pages("1.0")
      #expect(Set(pages.map { "\($0.identifier) \($0.page)" }).count == pages.count)
      #expect(pages.count == fixture.entries.reduce(0) { $0 + $1.units })
    }
  }

  @Test func `progress tells how far the task is`() throws {
    try withBatch("null") { fixture in
      try fixture.add("a", pages: 5, contents: nil)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let progress = try FormatCoding.decode(
        TaskProgress.self, from: try Sys.contents(of: fixture.files("1.0").progress))
      #expect(progress.pagesDone == 5)
      #expect(progress.pagesTotal == 5)
      #expect(progress.itemsDone == 1)
      #expect(progress.secondsLeft == 0)
    }
  }
}
