/// A small world under the laws: items, batches, manifests, and what a person does by hand. No files, no time.
///
/// Everything in it is what a crash leaves: what a worker only remembers is in its `Pass`.
struct World {
  /// Where an item is, as the books name it, and the two private places between.
  enum Place: Hashable {
    case outside
    case inbox
    /// In the downloader's private directory: on its way from outside or from the inbox.
    case incoming
    case downloaded
    case batch(Int)
    case completed
    case processed
    case errors
  }

  /// An entry of an item's history: the item was sent back.
  struct Entry: Hashable {
    enum Cause: Hashable {
      case batch(Int)
      case quarantine
      case retry
      case hand
    }
    var cause: Cause
    var to: Place
    var from: Place?
  }

  struct Item {
    var place = Place.outside
    var history: [Entry] = []
    var hasError = false
    /// 0 none, 1 coverage proven, 2 outputs verified.
    var results = 0
    /// Whether it came back through the inbox: told by the private directory's metadata.
    var isReturning = false
    /// The visit it was taken with, as its note of arrival says.
    var takenAt = 0

    var visit: Int { history.count }

    /// Into the downloader's private directory.
    mutating func takeIn(isReturning: Bool) {
      self.isReturning = isReturning
      takenAt = visit
      place = .incoming
    }

    /// Where its own metadata has it, for one that a person moved.
    var bookedPlace: Place {
      if let last = history.last, last.to == .inbox { return last.from ?? .inbox }
      if hasError { return .errors }
      return results == 0 ? .downloaded : results == 1 ? .completed : .processed
    }
  }

  /// Where a batch is.
  enum Shelf: Hashable {
    case outside
    case building
    case pending
    case processing
    case rest
  }

  struct Batch {
    var shelf = Shelf.building
    var hasJob = false
    var hasEnded = false
    var isCancelled = false
  }

  /// A move of an item or a batch that is said before it is made.
  struct Step: Hashable {
    enum Subject: Hashable {
      case item(Int, visit: Int, from: Place, to: Place)
      case batch(Int, from: Shelf, to: Shelf)
    }
    var subject: Subject
    /// Where the books still have an item that a person moved to the inbox.
    var observedFrom: Place?
  }

  /// One worker's history: what was synced.
  struct Manifest {
    enum Event {
      case step(Step)
      /// Takes back the event at an index.
      case void(Int)
      case mark
    }
    var events: [Event] = []

    /// All steps that were not taken back.
    var standing: [Step] {
      var taken: Set<Int> = []
      for case .void(let of) in events { taken.insert(of) }
      return events.enumerated().compactMap { index, event in
        if case .step(let step) = event, !taken.contains(index) { return step }
        return nil
      }
    }

    /// Steps after the last mark that were not taken back, with their indices.
    var open: [(index: Int, step: Step)] {
      var open: [(index: Int, step: Step)] = []
      for (index, event) in events.enumerated() {
        switch event {
        case .step(let step): open.append((index, step))
        case .void(let of): open.removeAll { $0.index == of }
        case .mark: open = []
        }
      }
      return open
    }
  }

  var items: [Item]
  var batches: [Batch] = []
  var manifests: [Manifest]

  init(items count: Int) {
    items = Array(repeating: Item(), count: count)
    manifests = Array(repeating: Manifest(), count: Worker.allCases.count)
  }

  // MARK: The tree

  /// Whether what a step moves is where it would leave from, at the same visit.
  func isUndone(_ step: Step) -> Bool {
    switch step.subject {
    case .item(let item, let visit, let from, _):
      let place = items[item].place
      // What comes from outside or from the inbox waits in a private directory. At the door itself it is again on its way back.
      let isThere = place == (from == .outside || from == .inbox ? .incoming : from)
      return isThere && items[item].visit == visit
    case .batch(let batch, let from, _): return batches[batch].shelf == (from == .outside ? .building : from)
    }
  }

  /// rename(2) of a step: by path, whatever lies there; false when nothing does.
  mutating func rename(_ step: Step) -> Bool {
    switch step.subject {
    case .item(let item, _, let from, let to):
      let path: Place = from == .outside || from == .inbox ? .incoming : from
      guard items[item].place == path else { return false }
      items[item].place = to
    case .batch(let batch, let from, let to):
      guard batches[batch].shelf == (from == .outside ? .building : from) else { return false }
      batches[batch].shelf = to
    }
    return true
  }

  /// Whether a step whose rename found nothing was made after all: its item is at the target or has travelled on from there.
  ///
  /// One that is at the door again was taken there by a person, who may have been faster; where the step itself leads to the
  /// door, that is the same move.
  func wasMade(_ step: Step) -> Bool {
    if isUndone(step) { return false }
    switch step.subject {
    case .item(let item, let visit, _, let to):
      let place = items[item].place
      if to == .inbox || place != .inbox && place != .incoming { return true }
      let next = items[item].history.dropFirst(visit).first
      return next.map { $0.from == nil || $0.from == to } ?? (items[item].bookedPlace == to)
    case .batch: return true
    }
  }

  /// Every batch that the executor was given has its answer now.
  mutating func answerSubmissions() {
    for batch in batches.indices where batches[batch].shelf == .processing { batches[batch].hasJob = true }
  }

  // MARK: The books

  /// The first place at which the books of all manifests and the tree disagree.
  func disagreement() -> String? {
    var books: [Int: [Place: Int]] = [:]
    var shelves: [Int: [Shelf: Int]] = [:]
    func enter(_ step: Step, _ sign: Int) {
      switch step.subject {
      case .item(let item, _, let from, let to):
        if let observed = step.observedFrom {
          books[item, default: [:]][observed, default: 0] -= sign
          books[item, default: [:]][from, default: 0] += sign
        }
        books[item, default: [:]][from, default: 0] -= sign
        books[item, default: [:]][to, default: 0] += sign
      case .batch(let batch, let from, let to):
        shelves[batch, default: [:]][from, default: 0] -= sign
        shelves[batch, default: [:]][to, default: 0] += sign
      }
    }
    for manifest in manifests {
      for event in manifest.events {
        switch event {
        case .step(let step): enter(step, 1)
        case .void(let of): if case .step(let step) = manifest.events[of] { enter(step, -1) }
        case .mark: break
        }
      }
    }
    for (number, item) in items.enumerated() {
      for (place, sum) in books[number] ?? [:] where place != .outside {
        guard sum != (place == item.place ? 1 : 0) else { continue }
        return "item \(number) in \(item.place): the books have \(sum) in \(place)"
      }
      if item.place != .outside, books[number]?[item.place] != 1 { return "item \(number) is in no book" }
    }
    for (number, batch) in batches.enumerated() where batch.shelf != .outside {
      for (shelf, sum) in shelves[number] ?? [:] where shelf != .outside {
        guard sum != (shelf == batch.shelf ? 1 : 0) else { continue }
        return "batch \(number) on \(batch.shelf): the books have \(sum) on \(shelf)"
      }
    }
    return nil
  }
}

/// The five workers and the operator.
enum Worker: Int, CaseIterable {
  case downloader
  case dispatcher
  case submitter
  case cleanup
  case finalizer
  case `operator`
}
