/// Random runs of the laws: workers, kills, cancelled and late batches, retries and hand moves, interleaved anyhow.
package enum LawModel {
  /// What came of many runs.
  package struct Result: Sendable {
    package var runs = 0
    package var broken = 0
    package var kills = 0
    package var steps = 0
    /// The first run whose books broke, and where.
    package var first: String?
  }

  /// Runs with seeds from `first` on; each ends with passes that nobody disturbs, and the books are compared with the tree.
  package static func run(_ count: Int, from first: UInt64, settling rule: Rule = .settle) -> Result {
    var result = Result()
    for seed in first..<(first + UInt64(count)) {
      if let trouble = run(seed, rule, &result) {
        result.broken += 1
        result.first = result.first ?? "seed \(seed): \(trouble)"
      }
      result.runs += 1
    }
    return result
  }

  /// How a pass begins with what its predecessor left.
  package enum Rule: Sendable {
    case settle
    case finish

    var own: Pass.Rule { self == .settle ? .settle : .finish }
  }

  private static func run(_ seed: UInt64, _ rule: Rule, _ result: inout Result) -> String? {
    var random = Random(seed: seed)
    var world = World(items: 3)
    var passes: [Pass?] = Array(repeating: nil, count: Worker.allCases.count)
    for _ in 0..<160 {
      let number = random.below(passes.count)
      guard let worker = Worker(rawValue: number) else { continue }
      if var pass = passes[number] {
        pass.advance(&world, &random)
        passes[number] = pass.isOver ? nil : pass
        if random.chance(1, of: 12) {
          passes[number] = nil
          result.kills += 1
        }
      } else if worker != .operator || random.chance(1, of: 2) {
        passes[number] = Pass(worker, rule.own)
      }
      disturb(&world, &random, atRest: passes[Worker.operator.rawValue] == nil)
    }
    // The tasks that are late end at last, and every worker has a pass in peace, as often as something can move.
    for _ in 0..<4 {
      for batch in world.batches.indices { world.batches[batch].hasEnded = true }
      for worker in Worker.allCases where worker != .operator { complete(worker, rule, &world, &random) }
    }
    // What a person put at the door is in no book before it was taken.
    while world.items.contains(where: { $0.place == .inbox }) { complete(.downloader, rule, &world, &random) }
    complete(.operator, rule, &world, &random)
    result.steps += world.manifests.reduce(0) { $0 + $1.events.count }
    return world.disagreement()
  }

  private static func complete(_ worker: Worker, _ rule: Rule, _ world: inout World, _ random: inout Random) {
    var pass = Pass(worker, rule.own)
    while !pass.isOver { pass.advance(&world, &random) }
  }

  /// What happens without any worker: tasks end or are cancelled, a person moves an item, though not while a verb of hers does.
  private static func disturb(_ world: inout World, _ random: inout Random, atRest: Bool) {
    if !world.batches.isEmpty, random.chance(1, of: 6) {
      let batch = random.below(world.batches.count)
      if world.batches[batch].hasJob {
        if random.chance(1, of: 4) && !world.batches[batch].hasEnded { world.batches[batch].isCancelled = true }
        world.batches[batch].hasEnded = true
      }
    }
    if atRest, random.chance(1, of: 12) {
      let item = random.below(world.items.count)
      if world.items[item].place == .errors { world.items[item].place = .inbox }
    }
  }
}
