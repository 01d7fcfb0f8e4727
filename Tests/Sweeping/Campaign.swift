import Dispatch
import Synchronization
import SystemCalls
import TestSupport

/// Many disturbances of one verb, side by side, with a count and an estimate for whoever waits.
package final class Campaign: Sendable {
  /// What a point does.
  package enum Kind: String, Sendable, CaseIterable {
    case kills
    case faults
    case replies
    case looks
  }

  /// What came of it.
  package struct Result: Sendable {
    package var points = 0
    package var troubles: [String] = []
    package var seconds = 0.0
  }

  private let sweep: Sweep
  private let points: [(Point, Point?)]
  private let kind: Kind
  private let state = Mutex<(next: Int, done: Int, troubles: [String])>((0, 0, []))
  private let said: @Sendable (String) -> Void

  /// A campaign over these points; each kill with a second one is followed by that in the recovery.
  package init(
    _ sweep: Sweep, _ kind: Kind, _ points: [(Point, Point?)], say: @escaping @Sendable (String) -> Void
  ) {
    self.sweep = sweep
    self.kind = kind
    self.points = points
    said = say
  }

  /// Runs all points in lanes.
  package func run(lanes: Int) -> Result {
    let start = Sys.monotonicSeconds
    DispatchQueue.concurrentPerform(iterations: lanes) { _ in while self.step(since: start) {} }
    return state.withLock { state in
      Result(points: state.done, troubles: state.troubles, seconds: Sys.monotonicSeconds - start)
    }
  }

  private func step(since start: Double) -> Bool {
    let number = state.withLock { state in
      defer { state.next += 1 }
      return state.next
    }
    guard number < points.count else { return false }
    let (point, second) = points[number]
    var troubles: [String]
    do {
      switch kind {
      case .kills: troubles = try sweep.kill(at: point, then: second, number: number)
      case .faults, .replies, .looks: troubles = try sweep.fail(at: point, number: number)
      }
    } catch {
      troubles = ["\(sweep.pipeline.verb), \(point): \(error)"]
    }
    for trouble in troubles { said(trouble) }
    let done = state.withLock { state in
      state.done += 1
      state.troubles += troubles
      return state.done
    }
    if done % 20 == 0 || done == points.count {
      let seconds = Sys.monotonicSeconds - start
      let left = seconds / Double(done) * Double(points.count - done)
      said("\(sweep.pipeline.verb) \(kind.rawValue): \(done) of \(points.count), \(Int(left)) s left")
    }
    return true
  }
}

extension Sweep {
  /// Kill points with a second kill after every third of them, somewhere, beginning with another one at each commit.
  package func kills(_ points: [Point]) -> [(Point, Point?)] {
    var generator = Draw.generator(for: "second \(pipeline.verb)")
    return points.enumerated().map { number, point in
      let second = Point("kill-after", Int.random(in: 1...max(1, pipeline.trace.calls.count), using: &generator))
      let isSecond = (UInt64(number) + Draw.seed) % 3 == 2
      return (point, isSecond && pipeline.verb.isForeground ? second : nil)
    }
  }
}
