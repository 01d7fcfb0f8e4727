import SystemCalls
import TestSupport
import Testing

/// Law 14: every pass is safe to kill at any instruction.
struct KillTests {
  @Test(.timeLimit(.minutes(Points.all ? 600 : 20)), arguments: Pipeline.Verb.all)
  func `Killed at any system call, the same command goes on and everything comes out the same`(verb: Pipeline.Verb)
    throws
  {
    let pipeline = try Pipeline(verb)
    let calls = try #require(try pipeline.countCalls().max(), "\(verb.name) made no counted call")
    let expected = try pipeline.undisturbed()
    #expect(expected.count > 10)
    let points = Points.choose(["kill-before", "kill-after"], calls: calls, sample: verb.sample, salt: verb.name)
    print("\(verb.name): \(calls) calls, \(points.count) kills, SLUICE_SEED=\(Points.seed)")
    for (number, point) in points.enumerated() {
      let root = try pipeline.copy("kill-\(number)")
      let answer = try Tool.sluice(
        verb.command, in: root, ["SLUICE_INJECT": "\(verb.name):\(point.action):\(point.call)"])
      if verb.name == verb.command[0] { #expect(answer.wasKilled, "\(verb.name), \(point): \(answer.output)") }
      try expectWhole(root, expected, "\(verb.name), \(point), SLUICE_SEED=\(Points.seed)", pipeline)
      try Sys.removeTree(root)
    }
  }

  @Test(.timeLimit(.minutes(20)), arguments: [Pipeline.Verb.download, .dispatch, .cleanup, .finalize])
  func `Killed while it recovers from being killed, it still goes on`(verb: Pipeline.Verb) throws {
    let pipeline = try Pipeline(verb)
    let calls = try #require(try pipeline.countCalls().max(), "\(verb.name) made no counted call")
    let expected = try pipeline.undisturbed()
    var generator = SeededGenerator(seed: Points.seed)
    for number in 0..<5 {
      let root = try pipeline.copy("twice-\(number)")
      var what = "\(verb.name), SLUICE_SEED=\(Points.seed)"
      for _ in 0..<3 {
        let call = Int.random(in: 1...calls, using: &generator)
        what += ", kill-after of call \(call)"
        _ = try Tool.sluice(verb.command, in: root, ["SLUICE_INJECT": "\(verb.name):kill-after:\(call)"])
      }
      try expectWhole(root, expected, what, pipeline)
      try Sys.removeTree(root)
    }
  }
}

/// Runs a disturbed workspace to its end and expects nothing lost, nothing doubled, nothing different.
func expectWhole(
  _ root: FilePath, _ expected: [String: String], _ what: String, _ pipeline: Pipeline
) throws {
  if pipeline.verb.name == "retry" { _ = try Tool.sluice(pipeline.verb.command, in: root) }
  let run = try Tool.sluice(["run"], in: root)
  #expect(run.status == 0, "\(what): \(run.output)")
  let audit = try Tool.sluice(["audit", "--checksums"], in: root)
  #expect(audit.status == 0, "\(what): \(audit.output)")
  let difference = Outputs.difference(try Outputs.read(root), from: expected)
  #expect(difference == nil, "\(what)")
}
