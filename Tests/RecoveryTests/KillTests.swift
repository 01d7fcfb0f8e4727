import Sweeping
import SystemCalls
import TestSupport
import Testing

/// Law 14: every pass is safe to kill at any instruction. A sample, another one at each commit; `make sweep` takes all.
@Suite(.sweeping) struct KillTests {
  @Test(arguments: Verb.all)
  func `Killed at any system call, even twice, the same command goes on and everything comes out the same`(verb: Verb)
    throws
  {
    let pipeline = try Pipeline.shared(verb)
    let sweep = Sweep(pipeline, toTheEndEvery: 3)
    // A kill before a call has the outcome of one after the call before it; that it has is seen by one of them.
    let before = pipeline.trace.calls.map { Point("kill-before", $0.number) }
    let points =
      Draw.sample(pipeline.trace.distinctKills, verb.sample, for: "kill \(verb)")
      + Draw.sample(before, 1, for: "before \(verb)")
    print("\(verb): \(2 * pipeline.trace.calls.count) kill points, \(points.count) tried, \(Draw.words)")
    for (number, (point, second)) in sweep.kills(points).enumerated() {
      let troubles = try sweep.kill(at: point, then: second, number: number)
      #expect(troubles.isEmpty, "\(Draw.words)")
    }
  }
}
