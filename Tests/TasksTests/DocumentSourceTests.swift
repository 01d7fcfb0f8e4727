import Digests
import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

@Suite struct DocumentSourceTests {
  private static let text = Array("the document".utf8)

  @Test func `a copy is made once, is the document, and is removed when it is done with`() throws {
    try withBatch("text") { fixture in
      try fixture.add("a b", pages: 1, contents: Self.text)
      let scratch = fixture.root.appending("scratch")
      try Sys.makeDirectory(scratch)
      let source = DocumentSource(batch: fixture.layout.directory, scratch: scratch)
      let document = try source.stage(fixture.entries[0], number: 0).get()
      #expect(document.path.starts(with: scratch))
      #expect(source.directory.pushing(FilePath(document.parserPath)) == document.path)
      #expect(try Sys.contents(of: document.path) == Self.text)
      #expect(try source.stage(fixture.entries[0], number: 0).get() == document)
      source.release(0)
      #expect(!Sys.exists(document.path))
      source.end()
      #expect(try Sys.entries(of: scratch).isEmpty)
    }
  }

  @Test func `a copy that is not the document the list names is refused`() throws {
    try withBatch("text") { fixture in
      try fixture.add("a", pages: 1, contents: Self.text)
      fixture.entries[0].sha256 = Digest.sha256Hex("another document".utf8)
      let source = DocumentSource(batch: fixture.layout.directory, scratch: fixture.root)
      let result = source.stage(fixture.entries[0], number: 0)
      let failure = #expect(throws: ParserReply.Failure.self) { try result.get() }
      #expect(failure?.isStorages == true, "what the storage gave says nothing of the document")
      source.end()
    }
  }

  @Test func `without scratch documents are read where they are`() throws {
    try withBatch("text") { fixture in
      try fixture.add("a", pages: 1, contents: Self.text)
      let source = DocumentSource(batch: fixture.layout.directory, scratch: nil)
      let document = try source.stage(fixture.entries[0], number: 0).get()
      #expect(document.path == fixture.layout.item("a").appending("a.pdf"))
      #expect(document.parserPath == "items/a/a.pdf")
      source.release(0)
      source.end()
      #expect(Sys.exists(document.path))
    }
  }

  @Test func `a symbolic link in the place of a document is no document`() throws {
    try withBatch("command") { fixture in
      try fixture.add("a", pages: 1, contents: nil)
      try Sys.ensurePath(fixture.layout.item("a"))
      try link(fixture.layout.item("a").appending("a.pdf"), to: "/etc/passwd")
      try fixture.command("cat \"$1\" > \"$2\"")
      try fixture.write()
      #expect(fixture.runner("1.0").run() == .complete)
      #expect(try fixture.outcome("1.0").items.first?.errorType == "incomplete_item")
    }
  }
}
