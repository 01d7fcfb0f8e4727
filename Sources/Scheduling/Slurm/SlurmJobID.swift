import Formats

/// An identifier as Slurm prints it: `12`, `12_3`, `12_[1-3,7,9-21:4%2]`, each with a step behind a dot or not.
struct SlurmJobID: Sendable, Hashable {
  /// The job's number; for an array the number of the whole.
  let job: Int
  /// Which of its array tasks are meant.
  let tasks: Tasks
  /// The step, `batch` or `0`; nil for the allocation.
  let step: String?

  /// Array tasks.
  enum Tasks: Sendable, Hashable {
    /// No array, or the whole.
    case whole
    /// One index.
    case one(Int)
    /// Those that share a line because they wait together.
    case many([Stride])

    /// Whether an index is one of them.
    func contains(_ index: Int) -> Bool {
      switch self {
      case .whole: false
      case .one(let other): other == index
      case .many(let strides): strides.contains { $0.contains(index) }
      }
    }
  }

  /// `first-last:step`.
  struct Stride: Sendable, Hashable {
    var first: Int
    var last: Int
    var step: Int

    func contains(_ index: Int) -> Bool { index >= first && index <= last && (index - first) % step == 0 }
  }

  /// Reads one; nil for anything else, a list cut off with dots among it: what is not read is not taken for absent, as the
  /// controller is asked for every task that accounting does not name.
  init?(_ text: some StringProtocol) {
    let parts = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    guard let name = parts.first else { return nil }
    let halves = name.split(separator: "_", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = halves.first, let job = Stated.count(first), job > 0 else { return nil }
    self.job = job
    step = parts.count > 1 ? String(parts[1]) : nil
    guard halves.count > 1 else {
      tasks = .whole
      return
    }
    if let index = Stated.count(halves[1]) {
      tasks = .one(index)
    } else if halves[1].hasPrefix("["), let list = Self.list(halves[1].dropFirst()) {
      tasks = .many(list)
    } else {
      return nil
    }
  }

  private static func list(_ text: some StringProtocol) -> [Stride]? {
    guard let end = text.firstIndex(of: "]"), text.index(after: end) == text.endIndex else { return nil }
    var strides: [Stride] = []
    for part in text[..<end].prefix(while: { $0 != "%" }).split(separator: ",") {
      let pieces = part.split(separator: ":")
      let ends = (pieces.first ?? "").split(separator: "-")
      guard let first = ends.first.flatMap({ Stated.count($0) }), let last = ends.last.flatMap({ Stated.count($0) }),
        first <= last,
        ends.count <= 2, pieces.count <= 2, let step = pieces.count == 2 ? Stated.count(pieces[1]) : 1, step > 0
      else { return nil }
      strides.append(Stride(first: first, last: last, step: step))
    }
    return strides.isEmpty ? nil : strides
  }
}
