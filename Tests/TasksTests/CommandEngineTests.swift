import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

@Suite struct CommandEngineTests {
  static let hostile = [
    "plain", "two words", "it's \"quoted\"", "new\nline", "-rf", "$(touch hacked)", "`id`;&|<>*?", "tab\tend ",
    "ümläut-文",
  ]

  @Test(arguments: hostile) func `a program gets a hostile name as one exact argument`(name: String) throws {
    try withBatch("command") { fixture in
      try fixture.add(name, pages: 1)
      try fixture.command(#"printf '%s\n' "$#" "$1" "$2" "$3" > "$4""#, ["own argument", ""])
      fixture.settings.command[3] = "-first"
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let document = fixture.layout.directory.string + "/items/\(name)/\(name).pdf"
      #expect(try fixture.pages("1.0").map(\.text) == ["4\nown argument\n-first\n\(document)\n"])
      #expect(!Sys.exists(fixture.files("1.0").directory.appending(".work/0")))
    }
  }

  @Test(arguments: [
    ("echo broken glyph >&2; exit 7", ["status 7", "broken glyph"]),
    ("kill -SEGV $$", ["signal 11"]),
    ("exit 0", ["no output"]),
    (": > \"$2\"", ["empty"]),
    ("echo '{\"page\":9,\"text\":\"\"}' > \"$2\"; echo '{\"page\":1,\"text\":\"\"}' >> \"$2\"", ["has not"]),
  ]) func `a program that fails costs its document and no other`(script: String, words: [String]) throws {
    try withBatch("command") { fixture in
      try fixture.add("bad", pages: 2)
      try fixture.add("good", pages: 1)
      try fixture.command("case \"$1\" in */bad.pdf) \(script);; *) echo fine > \"$2\";; esac")
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.ending == .complete)
      let bad = try #require(outcome.items.first { $0.identifier == "bad" })
      #expect(bad.errorType == "engine_failed")
      for word in words { #expect(bad.errorMessage?.contains(word) == true) }
      #expect(bad.unitsDone == 0)
      let good = try #require(outcome.items.first { $0.identifier == "good" })
      #expect(good.errorType == nil)
      #expect(good.unitsDone == 1)
    }
  }

  @Test func `a program that takes too long is ended with all it started`() throws {
    try withBatch("command") { fixture in
      try fixture.add("slow", pages: 1)
      let note = fixture.root.appending("child")
      // The grandchild shrugs off the request to end and would live on.
      try fixture.command(
        "(trap '' TERM; : > '\(note)'; while [ -d '\(fixture.root)' ]; do sleep 0.1; done) & wait")
      var number = 0
      try withGrowingLimit("a grandchild that began in time", from: 0.5) { limit in
        fixture.settings.pageTimeoutSeconds = limit
        try fixture.write()
        let name = "1.\(number)"
        number += 1
        #expect(fixture.runner(name).run() == .complete)
        let item = try #require(try fixture.outcome(name).items.first)
        #expect(item.errorType == "engine_failed")
        #expect(item.errorMessage?.contains("did not end within") == true)
        return Sys.exists(note)
      }
      try eventually("the end of all that was started") { try Processes.working(in: fixture.root).isEmpty }
    }
  }

  @Test func `a program that is not there fails the task and no document`() throws {
    try withBatch("command") { fixture in
      try fixture.add("a", pages: 1)
      fixture.settings.command = ["no-such-program-of-ours"]
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .failed)
      let outcome = try fixture.outcome("1.0")
      #expect(outcome.ending == .failed)
      #expect(outcome.message?.contains("no-such-program-of-ours") == true)
      #expect(outcome.items.isEmpty)
    }
  }

  @Test func `pages that the program reports as failed are the document's failed pages`() throws {
    try withBatch("command") { fixture in
      try fixture.add("a", pages: 3)
      try fixture.command(
        #"echo '{"page":1,"text":"one"}' > "$2"; echo '{"page":2,"error":"too dark"}' >> "$2""#)
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      let item = try #require(try fixture.outcome("1.0").items.first)
      #expect(item.unitsFailed == [2, 3])
      #expect(item.unitsDone == 1)
      #expect(try fixture.pages("1.0").compactMap(\.errorMessage).first == "too dark")
    }
  }
}
