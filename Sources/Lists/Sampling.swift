import Digests
import Formats

/// Which entries a sample holds: those whose key, mixed with the seed, gives the smallest numbers.
///
/// It depends on nothing but seed and entries: the same list gives the same sample, in whatever order its lines stand.
struct Sampling {
  let size: Int
  let seed: Int
  // A heap with the largest number first: the one that leaves when a smaller one comes.
  private var numbers: [UInt64] = []

  init(_ sample: ListProgress.Sample) {
    size = sample.size
    seed = sample.seed
  }

  /// Looks at one entry.
  mutating func consider(_ entry: ListEntry) {
    let number = number(of: entry)
    if numbers.count < size {
      numbers.append(number)
      climb()
    } else if let largest = numbers.first, number < largest {
      numbers[0] = number
      sink()
    }
  }

  /// Whether an entry is in the sample, once all were considered.
  func holds(_ entry: ListEntry) -> Bool { numbers.first.map { number(of: entry) <= $0 } ?? false }

  private func number(of entry: ListEntry) -> UInt64 {
    Digest.of(Array("\(seed) \(entry.key)".utf8), .sha256).prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
  }

  private mutating func climb() {
    var child = numbers.count - 1
    while child > 0, numbers[(child - 1) / 2] < numbers[child] {
      numbers.swapAt((child - 1) / 2, child)
      child = (child - 1) / 2
    }
  }

  private mutating func sink() {
    var parent = 0
    while true {
      let children = [2 * parent + 1, 2 * parent + 2].filter { $0 < numbers.count }
      guard let largest = children.max(by: { numbers[$0] < numbers[$1] }), numbers[largest] > numbers[parent] else {
        return
      }
      numbers.swapAt(parent, largest)
      parent = largest
    }
  }
}
