import Sweeping
import SystemCalls
import TestSupport
import Testing

/// A failing storage costs time and nothing else.
@Suite(.sweeping) struct FaultTests {
  @Test(arguments: Verb.all)
  func `When the storage fails, the command names path, cause and remedy, and goes on when typed again`(verb: Verb)
    throws
  {
    try fail(verb, "faults", verb.sample) { $0.faults }
  }

  @Test(arguments: Verb.all)
  func `A lost reply or a read that fails for a moment costs no document, and the same command goes on`(verb: Verb)
    throws
  {
    // Half as many: what a command does after them is the same.
    try fail(verb, "lost replies and failing looks", (verb.sample + 1) / 2) { $0.lostReplies + $0.failingLooks }
  }

  private func fail(_ verb: Verb, _ what: String, _ count: Int, at points: (Sweep) -> [Point]) throws {
    let sweep = Sweep(try Pipeline.shared(verb), toTheEndEvery: 3)
    let all = points(sweep)
    let chosen = Draw.sample(all, count, for: "\(what) \(verb)")
    print("\(verb): \(all.count) \(what), \(chosen.count) tried, \(Draw.words)")
    for (number, point) in chosen.enumerated() {
      let troubles = try sweep.fail(at: point, number: number)
      #expect(troubles.isEmpty, "\(Draw.words)")
    }
  }

  @Test(arguments: [Verb.download, .repair])
  func `A private directory that could not be synced when a document left it is synced before the books say so`(
    verb: Verb
  ) throws {
    let sweep = Sweep(try Pipeline.shared(verb), toTheEndEvery: 3)
    let calls = sweep.pipeline.trace.calls
    let move = try #require(
      calls.last { $0.name == "rename" && $0.path.contains("/.incoming/") && $0.target.contains("01_downloaded/") })
    let directory = FilePath(move.path).removingLastComponent()
    let left = try #require(
      calls.first { $0.name == "fsync" && $0.number > move.number && FilePath($0.path) == directory })
    #expect(try sweep.fail(at: Point("EIO", left.number), number: 0) == [])
  }

  @Test
  func `A directory that cannot be opened to be synced ends the pass before its books are marked`() throws {
    let sweep = Sweep(try Pipeline.shared(.cleanup), toTheEndEvery: 3)
    let question = try #require(
      sweep.pipeline.looks.calls.first { $0.name == "open" && $0.path.hasSuffix("/batch_000003/items") })
    #expect(try sweep.fail(at: Point("read-EIO", question.number), number: 0) == [])
  }

  @Test(arguments: [(Verb.download, "/.incoming/.pass@", "added"), (Verb.repair, "/04_ocr_completed/", "later")])
  func `A storage that does not say whether a name is free gives no document another name`(
    verb: Verb, place: String, name: String
  ) throws {
    let sweep = Sweep(try Pipeline.shared(verb), toTheEndEvery: 3)
    let question = try #require(
      sweep.pipeline.looks.calls.first {
        $0.name == "lstat" && $0.path.contains(place) && FilePath($0.path).lastComponent?.string == name
      })
    #expect(try sweep.fail(at: Point("read-EIO", question.number), number: 0) == [])
  }

  @Test(arguments: ["lost-ENOENT", "lost-EIO"])
  func `A document whose move into the workspace was made and denied is taken, and is not gone`(action: String) throws {
    let pipeline = try Pipeline.shared(.download)
    let move = try #require(
      pipeline.trace.calls.first { $0.name == "rename" && $0.path.hasSuffix("/00_inbox/second.pdf") })
    let root = try pipeline.copy()
    let answer = try Tool.sluice(["download"], in: root, ["SLUICE_INJECT": "download:\(action):\(move.number)"])
    #expect(answer.status == 0, "\(answer.output)")
    let shown = try Tool.sluice(["path", "second"], in: root)
    #expect(shown.output.contains("01_downloaded"), "\(shown.output)")
    try Pipeline.must(["audit", "--checksums"], in: root)
  }

  @Test
  func `A document that could not be taken is taken when it can be, as itself and not as its own duplicate`() throws {
    let pipeline = try Pipeline.shared(.download)
    let move = try #require(
      pipeline.trace.calls.first { $0.name == "rename" && $0.path.hasSuffix("/00_inbox/second.pdf") })
    let root = try pipeline.copy()
    // The pass looks again, and the storage answers this time.
    let answer = try Tool.sluice(["download"], in: root, ["SLUICE_INJECT": "download:EACCES:\(move.number)"])
    #expect(answer.status == 0, "\(answer.output)")
    let shown = try Tool.sluice(["path", "second"], in: root)
    #expect(shown.output.contains("01_downloaded"), "\(shown.output)")
    try Pipeline.must(["run"], in: root)
    try Pipeline.must(["audit", "--checksums"], in: root)
    let difference = Trees.difference(try Trees.outputs(root), from: pipeline.outputs)
    #expect(difference == nil)
  }
}
