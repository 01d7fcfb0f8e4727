import SystemCalls

/// The points at which a verb is disturbed: a sample by a seed that is printed, or all of them.
enum Points {
  /// The seed; `SLUICE_SEED` repeats a run.
  static let seed = Sys.variable("SLUICE_SEED").flatMap { UInt64($0) } ?? Sys.randomBits() >> 16

  /// Whether every point is taken (`make sweep`).
  static let all = Sys.variable("SLUICE_SWEEP") == "all"

  /// One disturbance.
  struct Point: Sendable, CustomStringConvertible {
    var action: String
    var call: Int
    var description: String { "\(action) of call \(call)" }
  }

  /// `sample` points among `calls` calls for these actions, the first and the last call always among them.
  static func choose(_ actions: [String], calls: Int, sample: Int, salt: String) -> [Point] {
    if all { return (1...calls).flatMap { call in actions.map { Point(action: $0, call: call) } } }
    var generator = SeededGenerator(seed: salt.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
    var points = [Point(action: actions[0], call: 1), Point(action: actions[actions.count - 1], call: calls)]
    while points.count < sample {
      points.append(
        Point(action: actions[points.count % actions.count], call: Int.random(in: 1...calls, using: &generator)))
    }
    return points
  }
}
