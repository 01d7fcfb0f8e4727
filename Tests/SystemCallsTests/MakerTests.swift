import TestSupport
import Testing

@testable import SystemCalls

struct MakerTests {
  @Test
  func `What a process that runs made is its own, and what one that has ended made was left`() throws {
    let process = try Command("/bin/sleep", ["1000"]).start()
    let start = try #require(Sys.start(of: process.process))
    let here = Maker.process.description.split(separator: "-", maxSplits: 4)
    let maker = try #require(Maker("0123abcd-\(process.process)-\(start)-\(here[3])-\(here[4])"))
    #expect(!maker.hasLeft(modified: 0, now: .max))
    Sys.signal(process.process, 9)
    _ = try process.finish()
    #expect(maker.hasLeft(modified: 0, now: 0))
    // Its number may be another's by now, and the host may have been started anew.
    let another = try #require(Maker("0123abcd-\(Sys.processID)-\(start + 1)-\(here[3])-\(here[4])"))
    #expect(another.hasLeft(modified: 0, now: 0))
    let former = try #require(Maker("0123abcd-\(Sys.processID)-\(here[2])-ffffffff-\(here[4])"))
    #expect(former.hasLeft(modified: 0, now: 0))
  }

  @Test
  func `What another host made was left once nothing was done to it for an hour`() throws {
    let maker = try #require(Maker("0123abcd-1-1-01234567-elsewhere-2"))
    let second: Int64 = 1_000_000_000
    #expect(!maker.hasLeft(modified: 10 * second, now: 3_000 * second))
    #expect(maker.hasLeft(modified: 10 * second, now: 3_700 * second))
  }

  @Test
  func `A maker is read from the name it gave, and no two are the same`() {
    let (one, other) = (Maker.draw(), Maker.draw())
    #expect(one != other && one.isThisProcess)
    #expect(Maker(ofName: ".meta.json@\(one).tmp", ending: ".tmp") == one)
    #expect(Maker(ofName: ".building-batch_000001@\(one)") == one)
    #expect(Maker(ofName: ".meta.json.tmp", ending: ".tmp") == nil)
    #expect(Maker("nobody") == nil)
  }

  @Test
  func `Two processes that publish one file never give half of it, and what a stopped one left goes`() throws {
    let home = try TemporaryDirectory(inMemory: true)
    let path = home.path.appending("file")
    let ended = Maker.process.description.replacing("-\(Sys.processID)-", with: "-1-")
    let another = home.path.appending(".file@\(ended).tmp")
    for left in [home.path.appending(".file.tmp"), another] { try Sys.writePrivate([1], at: left) }
    try Sys.publish([2], at: path)
    #expect(try Sys.entries(of: home.path).map(\.name.string) == ["file"])
    // What no process leaves is somebody else's, and no reason to stop.
    try Sys.makeDirectory(another)
    try Sys.publish([2], at: path)
    try Sys.removeDirectory(another)
    #expect(throws: SystemError.self) { try Sys.publishOnce([3], at: path) }
    #expect(try Sys.contents(of: path) == [2])
    #expect(try Sys.entries(of: home.path).map(\.name.string) == ["file"])
  }
}
