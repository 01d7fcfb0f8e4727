import Glibc
import SystemCalls
import TestSupport
import Testing

struct BeneathTests {
  @Test func `a name is reached through folders, and moved from there`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    try Sys.ensurePath(home.path.appending("inbox/a/b"))
    let path = try home.write(Array("x".utf8), as: "inbox/a/b/file")
    let place = try Beneath(path, below: home.path.appending("inbox"))
    #expect(try Sys.status(of: place.open()).size == 1)
    let target = home.path.appending("target")
    try place.rename(to: target)
    #expect(Sys.exists(target) && !Sys.exists(path))
    try Beneath(home.path.appending("inbox/a/b"), below: home.path.appending("inbox")).removeDirectory()
    #expect(!Sys.exists(home.path.appending("inbox/a/b")))
  }

  @Test func `nothing is replaced`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let path = try home.write(Array("x".utf8), as: "file")
    let target = try home.write(Array("y".utf8), as: "target")
    do throws(SystemError) {
      try Beneath(path, below: home.path).rename(to: target)
      Issue.record("it was replaced")
    } catch {
      #expect(error.errno == .fileExists)
    }
    #expect(try Sys.contents(of: target) == Array("y".utf8))
  }

  @Test(arguments: ["inbox/folder/file", "inbox/folder/sub/file", "inbox/../secret/file", "secret/file", "inbox"])
  func `neither a link on the way nor a way out leads anywhere else`(name: String) throws {
    let home = try TemporaryDirectory(inMemory: true)
    for folder in ["inbox", "secret/sub"] { try Sys.ensurePath(home.path.appending(folder)) }
    for file in ["secret/file", "secret/sub/file"] { try home.write(Array("s".utf8), as: file) }
    #expect(symlink("../secret", home.path.appending("inbox/folder").string) == 0)
    let path = home.path.pushing(FilePath(name))
    #expect(throws: SystemError.self) { _ = try Beneath(path, below: home.path.appending("inbox")).open() }
  }

  /// The moment in which a race is lost.
  @Test func `a folder exchanged for a link after it was reached is not followed`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    for folder in ["inbox/folder", "secret"] { try Sys.ensurePath(home.path.appending(folder)) }
    let secret = try home.write(Array("secret".utf8), as: "secret/file")
    let path = try home.write(Array("dropped".utf8), as: "inbox/folder/file")
    let place = try Beneath(path, below: home.path.appending("inbox"))
    try Sys.rename(home.path.appending("inbox/folder"), to: home.path.appending("inbox/away"))
    #expect(symlink("../secret", home.path.appending("inbox/folder").string) == 0)
    try place.rename(to: home.path.appending("target"))
    #expect(try Sys.contents(of: home.path.appending("target")) == Array("dropped".utf8))
    #expect(Sys.exists(secret))
  }

  @Test func `what is written in a directory that is exchanged for a link lands in the directory`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    for folder in ["inbox/item", "secret"] { try Sys.ensurePath(home.path.appending(folder)) }
    let path = home.path.appending("inbox/item")
    let place = try Beneath(path, below: home.path.appending("inbox"))
    let directory = try place.openDirectory()
    // A publish that failed half way left its private file, and is tried again.
    try Sys.writePrivate(Array("half".utf8), at: Sys.privateName(of: path.appending("note")))
    try directory.publish(Array("before".utf8), at: path.appending("note"))
    #expect(try Sys.entries(of: path).count == 1)
    let away = home.path.appending("inbox/away")
    try Sys.rename(path, to: away)
    #expect(symlink("../secret", path.string) == 0)
    try directory.publish(Array("after".utf8), at: path.appending("note"))
    #expect(try Sys.contents(of: away.appending("note")) == Array("after".utf8))
    #expect(try Sys.entries(of: away).count == 1)
    #expect(try Sys.entries(of: home.path.appending("secret")).isEmpty)
    #expect(throws: SystemError.self) { try directory.publish([], at: home.path.appending("secret/note")) }

    // What was taken in its place is told, and goes back where it was.
    let taken = home.path.appending("taken")
    try place.rename(to: taken)
    #expect(try !directory.isAt(taken) && directory.isAt(away))
    try place.takeBack(taken)
    #expect(Sys.exists(path) && !Sys.exists(taken))
    #expect(throws: SystemError.self) { try place.takeBack(away) }
  }
}
