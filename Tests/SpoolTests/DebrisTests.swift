import SystemCalls
import TestSupport
import Testing

@testable import Spool

/// A directory that may hold a document is never removed as a tree.
@Suite struct DebrisTests {
  let temporary: TemporaryDirectory
  var directory: FilePath { temporary.path.appending("private") }

  init() throws {
    temporary = try TemporaryDirectory()
    try Sys.makeDirectory(directory)
    for name in ["arrival.json", "paper.meta.json", "error.json", ".paper.meta.json.tmp"] {
      try Sys.writePrivate([], at: directory.appending(name))
    }
  }

  @Test func `notes go with their directory`() throws {
    #expect(try Spool.removeDebris(directory))
    #expect(!Sys.exists(directory))
    #expect(try Spool.removeDebris(directory), "what is gone is gone")
  }

  @Test(arguments: ["paper.pdf", "paper.tif", "document", "source.csv", "anything", "items/paper/paper.pdf"])
  func `where a document is, nothing is removed`(name: String) throws {
    let path = directory.appending(name)
    try Sys.ensurePath(path.removingLastComponent())
    try Sys.writePrivate([1], at: path)
    #expect(try !Spool.removeDebris(directory))
    #expect(Sys.exists(path))
    #expect(Sys.exists(directory.appending("arrival.json")), "and its note stays beside it")
  }

  @Test func `what can be fetched again goes where nobody asks for it any more`() throws {
    for name in ["document", "document.resume", "answer"] { try Sys.writePrivate([1], at: directory.appending(name)) }
    #expect(try Spool.removeDebris(directory, fetched: true))
    #expect(!Sys.exists(directory))
  }
}
