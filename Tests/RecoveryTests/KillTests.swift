import Sweeping
import SystemCalls
import TestSupport
import Testing

/// Law 14: every pass is safe to kill at any instruction. A sample that differs from run to run; `make sweep` takes all.
struct KillTests {
  @Test(.unlessHung, arguments: Verb.all)
  func `Killed at any system call, even twice, the same command goes on and everything comes out the same`(verb: Verb)
    throws
  {
    let pipeline = try Pipeline(verb)
    let sweep = Sweep(pipeline, toTheEndEvery: 3)
    var points = Points.sample(pipeline.trace.distinctKills, verb.sample * 3 / 4, for: "kill \(verb)")
    var generator = Points.generator(for: "before \(verb)")
    for _ in 0..<verb.sample / 4 {
      points.append(Point("kill-before", Int.random(in: 1...pipeline.trace.calls.count, using: &generator)))
    }
    print("\(verb): \(2 * pipeline.trace.calls.count) kill points, \(points.count) tried, SLUICE_SEED=\(Points.seed)")
    for (number, (point, second)) in sweep.kills(points).enumerated() {
      let troubles = try sweep.kill(at: point, then: second, number: number)
      #expect(troubles.isEmpty, "SLUICE_SEED=\(Points.seed)")
    }
  }
}
