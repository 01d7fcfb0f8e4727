import SystemCalls
import TestSupport
import Testing

/// A failing storage costs time and nothing else.
struct FaultTests {
  /// What a person reads for each cause (errno(3), as the C library words it).
  static let causes = [
    "ENOSPC": "No space left on device", "EDQUOT": "Disk quota exceeded", "EIO": "Input/output error",
    "ESTALE": "Stale file handle", "EACCES": "Permission denied",
  ]

  /// Verbs that run in the foreground: what they say reaches the person.
  static let verbs: [Pipeline.Verb] = [.download, .dispatch, .submit, .cleanup, .finalize, .retry]

  @Test(.timeLimit(.minutes(Points.all ? 600 : 20)), arguments: verbs)
  func `When the storage fails, the command names path and cause, ends with 1, and goes on when typed again`(
    verb: Pipeline.Verb
  ) throws {
    let pipeline = try Pipeline(verb)
    let calls = try #require(try pipeline.countCalls().max(), "\(verb.name) made no counted call")
    let expected = try pipeline.undisturbed()
    let points = Points.choose(Self.causes.keys.sorted(), calls: calls, sample: 8, salt: "fault \(verb.name)")
    print("\(verb.name): \(calls) calls, \(points.count) faults, SLUICE_SEED=\(Points.seed)")
    for (number, point) in points.enumerated() {
      let what = "\(verb.name), \(point), SLUICE_SEED=\(Points.seed)"
      let root = try pipeline.copy("fault-\(number)")
      let answer = try Tool.sluice(
        verb.command, in: root, ["SLUICE_INJECT": "\(verb.name):\(point.action):\(point.call)"])
      // What is only for eyes, or only tidies, may fail without a word; then everything else was done.
      if answer.status != 0 {
        #expect(answer.status == 1, "\(what): \(answer.output)")
        #expect(answer.output.contains(Self.causes[point.action] ?? "?"), "\(what): \(answer.output)")
        #expect(answer.output.contains("/"), "\(what): \(answer.output)")
      }
      try expectWhole(root, expected, "\(what): \(answer.output)", pipeline)
      try Sys.removeTree(root)
    }
  }

  @Test
  func `A document that could not be taken is taken when it can be, as itself and not as its own duplicate`() throws {
    let pipeline = try Pipeline(.download)
    let expected = try pipeline.undisturbed()
    let traced = try pipeline.copy("traced")
    let file = traced.appending("trace")
    _ = try Tool.sluice(["download"], in: traced, ["SLUICE_INJECT_TRACE": "download:\(file)"])
    let lines = String(decoding: try Sys.contents(of: file), as: UTF8.self).split(separator: "\n")
    let move = try #require(lines.first { $0.contains(" rename ") && $0.hasSuffix("/00_inbox/second.pdf") })
    let call = try #require(move.split(separator: " ").first)
    let root = try pipeline.copy("refused")
    // The pass looks again, and the storage answers this time.
    let answer = try Tool.sluice(["download"], in: root, ["SLUICE_INJECT": "download:EACCES:\(call)"])
    #expect(answer.status == 0, "\(answer.output)")
    let shown = try Tool.sluice(["path", "second"], in: root)
    #expect(shown.output.contains("01_downloaded"), "\(shown.output)")
    try pipeline.must(["run"], in: root)
    try pipeline.must(["audit", "--checksums"], in: root)
    let difference = Outputs.difference(try Outputs.read(root), from: expected)
    #expect(difference == nil)
  }
}
