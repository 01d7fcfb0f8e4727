import SystemCalls

/// The seed of a sample, and what is drawn by it.
package enum Points {
  /// The seed; `SLUICE_SEED` repeats a run.
  package static let seed = Sys.variable("SLUICE_SEED").flatMap { UInt64($0) } ?? Sys.randomBits() >> 16

  /// A generator of this seed for one purpose.
  package static func generator(for purpose: String) -> SeededGenerator {
    SeededGenerator(seed: purpose.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
  }

  /// At most `count` of these, the first and the last always among them, in their order.
  package static func sample<Element>(_ all: [Element], _ count: Int, for purpose: String) -> [Element] {
    guard all.count > count, count >= 2 else { return all }
    var generator = generator(for: purpose)
    let middle = all.indices.dropFirst().dropLast().shuffled(using: &generator).prefix(count - 2)
    return ([all.startIndex] + middle + [all.endIndex - 1]).sorted().map { all[$0] }
  }

  /// One of each kind.
  package static func oneOfEach<Element>(
    _ all: [Element], by kind: (Element) -> String, for purpose: String
  ) -> [Element] {
    var generator = generator(for: purpose)
    let kinds = Dictionary(grouping: all, by: kind)
    return kinds.keys.sorted().compactMap { kinds[$0]?.randomElement(using: &generator) }
  }
}

/// One disturbance of a program.
package struct Point: Sendable, CustomStringConvertible {
  /// As `SLUICE_INJECT` names it.
  package var action: String
  /// The number of the call.
  package var call: Int
  package var description: String { "\(action) of call \(call)" }

  package init(_ action: String, _ call: Int) {
    self.action = action
    self.call = call
  }
}

/// A small generator whose numbers a seed repeats (Steele, Lea, Flood: SplitMix64, 2014).
package struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  package init(seed: UInt64) { state = seed }

  package mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
