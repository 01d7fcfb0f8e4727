/// One pass of a worker, as the small moves between which it can be killed.
struct Pass {
  /// How a pass begins with what its predecessor left.
  package enum Rule: Sendable {
    /// Law 2: what still is at `from` with the same visit was not made; any other was.
    case settle
    /// What other systems do: what was said and not made is made now.
    case finish
  }

  /// The next move.
  enum Move {
    case look
    case enter(voids: [Int])
    case finish([World.Step])
    case recover
    case decide
    case take([Int], taken: [Int])
    case say([World.Step])
    case make([(index: Int, step: World.Step)], voids: [Int])
    /// The rename said that nothing is there: the tree is asked what became of it.
    case ask([(index: Int, step: World.Step)], voids: [Int])
    case mark(voids: [Int])
  }

  let worker: Worker
  let rule: Rule
  private(set) var next = Move.look
  /// Whether it has come to its end.
  private(set) var isOver = false
  private var hasRecovered = false
  private var groups = 0
  private var building: Int?

  init(_ worker: Worker, _ rule: Rule) {
    self.worker = worker
    self.rule = rule
  }

  /// Makes one move.
  mutating func advance(_ world: inout World, _ random: inout Random) {
    let manifest = worker.rawValue
    switch next {
    case .look:
      let open = world.manifests[manifest].open
      if rule == .finish {
        next = .finish(open.map(\.step))
      } else {
        next = .enter(voids: open.filter { world.isUndone($0.step) }.map(\.index))
      }
    case .enter(let voids):
      world.manifests[manifest].events += voids.map { .void($0) } + [.mark]
      next = .recover
    case .finish(let steps):
      if let step = steps.first {
        _ = world.rename(step)
        next = .finish(Array(steps.dropFirst()))
      } else {
        world.manifests[manifest].events.append(.mark)
        next = .recover
      }
    case .recover:
      hasRecovered = true
      recover(&world, &random)
    case .decide: decide(&world, &random)
    case .take(let found, let taken): take(found, taken, &world, &random)
    case .say(let steps):
      let first = world.manifests[manifest].events.count
      world.manifests[manifest].events += steps.map { .step($0) }
      next = .make(steps.enumerated().map { (first + $0.offset, $0.element) }, voids: [])
    case .make(let steps, let voids): make(steps, voids, &world, &random)
    case .ask(let steps, let voids):
      guard let (index, step) = steps.first else { return }
      next = .make(Array(steps.dropFirst()), voids: world.wasMade(step) ? voids : voids + [index])
    case .mark(let voids):
      world.manifests[manifest].events += voids.map { .void($0) } + [.mark]
      afterGroup(&world)
    }
  }

  private mutating func make(
    _ steps: [(index: Int, step: World.Step)], _ voids: [Int], _ world: inout World, _ random: inout Random
  ) {
    guard let (_, step) = steps.first else {
      next = .mark(voids: voids)
      return
    }
    // A server that answers twice reports the second answer: made, and "no such file" (law 5).
    let isKnown = world.rename(step) && !random.chance(1, of: 20)
    next = isKnown ? .make(Array(steps.dropFirst()), voids: voids) : .ask(steps, voids: voids)
  }

  private mutating func commit(_ steps: [World.Step]) {
    if steps.isEmpty { isOver = true } else { next = .say(steps) }
  }

  // MARK: What each worker decides

  private mutating func afterGroup(_ world: inout World) {
    groups += 1
    if worker == .dispatcher, let batch = building {
      building = nil
      return publish(batch, &world)
    }
    if groups >= 3 { isOver = true } else { next = .decide }
  }

  private mutating func recover(_ world: inout World, _ random: inout Random) {
    next = .decide
    switch worker {
    case .downloader:
      let taken = world.items.indices.filter { world.items[$0].place == .incoming }
      if !taken.isEmpty { admit(taken, &world, &random) }
    case .dispatcher:
      for batch in world.batches.indices where world.batches[batch].shelf == .building {
        if world.items.contains(where: { $0.place == .batch(batch) }) { return publish(batch, &world) }
        world.batches[batch].shelf = .outside
      }
    case .submitter:
      world.answerSubmissions()
    case .cleanup, .finalizer, .operator: break
    }
  }

  private mutating func publish(_ batch: Int, _ world: inout World) {
    guard world.items.contains(where: { $0.place == .batch(batch) }) else {
      world.batches[batch].shelf = .outside
      isOver = true
      return
    }
    commit([World.Step(subject: .batch(batch, from: .outside, to: .pending))])
  }

  private mutating func decide(_ world: inout World, _ random: inout Random) {
    switch worker {
    case .downloader: download(&world, &random)
    case .dispatcher: dispatch(&world, &random)
    case .submitter: submit(&world)
    case .cleanup: cleanUp(&world, &random)
    case .finalizer: finalize(&world, &random)
    case .operator: retry(&world, &random)
    }
  }

  private mutating func download(_ world: inout World, _ random: inout Random) {
    let found = world.items.indices.filter {
      (world.items[$0].place == .outside || world.items[$0].place == .inbox) && random.chance(2, of: 3)
    }
    if found.isEmpty { isOver = true } else { next = .take(found, taken: []) }
  }

  /// Takes one document into its private directory.
  private mutating func take(_ found: [Int], _ taken: [Int], _ world: inout World, _ random: inout Random) {
    guard let item = found.first else { return admit(taken, &world, &random) }
    next = .take(Array(found.dropFirst()), taken: taken + [item])
    guard world.items[item].place == .inbox else { return world.items[item].takeIn(isReturning: false) }
    // A person's own move gets its entry at the door.
    if world.items[item].history.last?.to != .inbox {
      let from = world.items[item].bookedPlace
      world.items[item].history.append(.init(cause: .hand, to: .inbox, from: from))
    }
    world.items[item].takeIn(isReturning: true)
  }

  /// Verdicts, written into the private directories; one that is there already is carried out.
  private mutating func admit(_ taken: [Int], _ world: inout World, _ random: inout Random) {
    var steps: [World.Step] = []
    for item in taken {
      let isDecided = world.items[item].visit > world.items[item].takenAt
      let observed = world.items[item].isReturning ? Self.observed(item, world) : nil
      if !isDecided {
        world.items[item].results = 0
        world.items[item].hasError = random.chance(1, of: 3)
        if world.items[item].hasError {
          world.items[item].history.append(.init(cause: .quarantine, to: .errors, from: nil))
        }
      }
      let to: World.Place = world.items[item].hasError ? .errors : .downloaded
      let from: World.Place = world.items[item].isReturning ? .inbox : .outside
      steps.append(
        World.Step(
          subject: .item(item, visit: world.items[item].visit, from: from, to: to), observedFrom: observed))
    }
    commit(steps)
  }

  /// Where the books still have an item that a person moved to the inbox. An entry of `retry` is no proof that the verb made
  /// the move: it tells its step before it makes it, so without that event a person did.
  private static func observed(_ item: Int, _ world: World) -> World.Place? {
    guard let position = world.items[item].history.lastIndex(where: { $0.to == .inbox }) else { return nil }
    let entry = world.items[item].history[position]
    guard entry.cause == .retry else { return entry.from }
    let steps = world.manifests[Worker.operator.rawValue].standing
    let isSaid = steps.contains { step in
      if case .item(item, let visit, _, _) = step.subject { return visit == position + 1 }
      return false
    }
    return isSaid ? nil : .errors
  }

  private mutating func dispatch(_ world: inout World, _ random: inout Random) {
    let waiting = world.items.indices.filter { world.items[$0].place == .downloaded && random.chance(3, of: 4) }
    guard !waiting.isEmpty else {
      isOver = true
      return
    }
    let batch = world.batches.count
    world.batches.append(World.Batch())
    building = batch
    commit(
      waiting.map {
        World.Step(subject: .item($0, visit: world.items[$0].visit, from: .downloaded, to: .batch(batch)))
      })
  }

  private mutating func submit(_ world: inout World) {
    world.answerSubmissions()
    let batch = world.batches.indices.first { world.batches[$0].shelf == .pending }
    commit(batch.map { [World.Step(subject: .batch($0, from: .pending, to: .processing))] } ?? [])
  }

  private mutating func cleanUp(_ world: inout World, _ random: inout Random) {
    for batch in world.batches.indices
    where world.batches[batch].shelf == .processing && world.batches[batch].hasJob && world.batches[batch].hasEnded {
      let inside = world.items.indices.filter { world.items[$0].place == .batch(batch) }
      if inside.isEmpty { return commit([World.Step(subject: .batch(batch, from: .processing, to: .rest))]) }
      return commit(inside.map { harvest($0, batch, &world, &random) })
    }
    isOver = true
  }

  private func harvest(_ item: Int, _ batch: Int, _ world: inout World, _ random: inout Random) -> World.Step {
    var to = World.Place.completed
    if let entry = world.items[item].history.first(where: { $0.cause == .batch(batch) }) {
      to = entry.to
    } else if world.batches[batch].isCancelled || random.chance(1, of: 3) {
      to = !world.batches[batch].isCancelled && random.chance(1, of: 2) ? .errors : .downloaded
      world.items[item].history.append(.init(cause: .batch(batch), to: to, from: nil))
      if to == .errors { world.items[item].hasError = true }
    } else {
      world.items[item].results = 1
    }
    return World.Step(subject: .item(item, visit: world.items[item].visit, from: .batch(batch), to: to))
  }

  private mutating func finalize(_ world: inout World, _ random: inout Random) {
    let ready = world.items.indices.filter { world.items[$0].place == .completed }
    commit(
      ready.map { item in
        if !world.items[item].hasError {
          if world.items[item].results == 1 && random.chance(1, of: 6) {
            world.items[item].hasError = true
            world.items[item].history.append(.init(cause: .quarantine, to: .errors, from: nil))
          } else {
            world.items[item].results = 2
          }
        }
        let to: World.Place = world.items[item].hasError ? .errors : .processed
        return World.Step(subject: .item(item, visit: world.items[item].visit, from: .completed, to: to))
      })
  }

  private mutating func retry(_ world: inout World, _ random: inout Random) {
    let chosen = world.items.indices.filter { world.items[$0].place == .errors && random.chance(1, of: 2) }
    commit(
      chosen.map { item in
        // An entry that says so is the decision of a verb that was stopped.
        let last = world.items[item].history.last
        if last?.to != .inbox || last?.from != nil {
          world.items[item].history.append(.init(cause: .retry, to: .inbox, from: nil))
        }
        return World.Step(subject: .item(item, visit: world.items[item].visit, from: .errors, to: .inbox))
      })
  }
}

/// Small random numbers that a seed repeats (Marsaglia: Xorshift RNGs, 2003).
struct Random {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

  mutating func below(_ limit: Int) -> Int {
    state ^= state << 13
    state ^= state >> 7
    state ^= state << 17
    return Int(truncatingIfNeeded: (state >> 33) % UInt64(limit))
  }

  mutating func chance(_ part: Int, of whole: Int) -> Bool { below(whole) < part }
}
