import SystemCalls

/// What tests draw where they cannot take all: decided by the commit, so that a run can be repeated, and so that over the
/// commits everything is drawn.
public enum Draw {
  /// The number that decides: `SLUICE_SEED`, or how many commits lead to the one at hand.
  public static let seed: UInt64 =
    Sys.variable("SLUICE_SEED").flatMap { UInt64($0) } ?? ofCommit ?? Sys.randomBits() >> 16

  /// Whether everything is taken, as `make sweep` does: nothing is drawn then.
  public static let takesAll = Sys.variable("SLUICE_SWEEP") == "all"

  /// What repeats a run, for messages.
  public static var words: String { "SLUICE_SEED=\(seed)" }

  /// Of a clone that lacks older commits their number says nothing, and the commit's name decides.
  private static var ofCommit: UInt64? {
    func git(_ arguments: String...) -> String? {
      let options = ["-c", "safe.directory=*", "-C", Repository.root.string]
      let answer = try? Command("/usr/bin/git", options + arguments).run()
      return answer?.status == 0 ? answer?.output.lines.first : nil
    }
    if git("rev-parse", "--is-shallow-repository") == "false" {
      return git("rev-list", "--count", "HEAD").flatMap { UInt64($0) }
    }
    return git("rev-parse", "HEAD").flatMap { UInt64($0.prefix(12), radix: 16) }
  }

  /// A generator of the seed's for one purpose.
  public static func generator(for purpose: String, seed: UInt64 = Draw.seed) -> SeededGenerator {
    SeededGenerator(seed: purpose.utf8.reduce(seed) { $0 &* 31 &+ UInt64($1) })
  }

  /// At most `count` of these, in their order, or all where all are taken: the next so many of an order that is the purpose's own
  /// and always the same, so that seeds one after the other draw all.
  public static func sample<Element>(
    _ all: [Element], _ count: Int, for purpose: String, seed: UInt64 = Draw.seed
  ) -> [Element] {
    guard all.count > count, !takesAll else { return all }
    let order = order(of: all.indices, for: purpose)
    let first = Int(seed % UInt64(all.count)) * count
    return (first..<first + count).map { order[$0 % all.count] }.sorted().map { all[$0] }
  }

  private static func order(of indices: Range<Int>, for purpose: String) -> [Int] {
    var generator = generator(for: purpose, seed: 0)
    return indices.shuffled(using: &generator)
  }
}

/// A small generator whose numbers a seed repeats (Steele, Lea, Flood: SplitMix64, 2014).
public struct SeededGenerator: RandomNumberGenerator {
  private var state: UInt64

  /// Begins at a seed.
  public init(seed: UInt64) { state = seed }

  /// The next 64 bits.
  public mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
