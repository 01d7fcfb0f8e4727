/// Lines whose few words are set so far apart, to fill their column, that each is taken for a cell.
///
/// Such a line begins and ends where a line near it does, and its gaps are alike.
struct Justified {
  /// Edges that are the same, in points.
  private static let tolerance = 1.0
  /// Gaps larger than that many letters' size are none of a line.
  private static let widest = 4.0
  /// Words of a part that are set apart; where more stand together, gaps are not alike.
  private static let mostWords = 2

  private struct Edges: Hashable {
    let left: Int
    let right: Int
  }

  private let fragments: [Fragment]
  private var whole: [Edges: [Int]] = [:]

  private init(_ fragments: [Fragment]) {
    self.fragments = fragments
    for (place, fragment) in fragments.enumerated() where fragment.words.count > 2 {
      whole[Self.edges(fragment.box.left, fragment.box.right), default: []].append(place)
    }
  }

  private static func edges(_ left: Double, _ right: Double) -> Edges {
    Edges(left: Int((left / tolerance).rounded()), right: Int((right / tolerance).rounded()))
  }

  /// The fragments of a page with such lines in one piece.
  static func joined(_ fragments: [Fragment]) -> [Fragment] {
    let justified = Justified(fragments)
    var result: [Fragment] = []
    var place = 0
    while place < fragments.count {
      let count = justified.length(of: place)
      result.append(count == 1 ? fragments[place] : justified.line(place..<place + count))
      place += count
    }
    return result
  }

  /// How many fragments from one on are one line.
  private func length(of first: Int) -> Int {
    var (last, widest) = (first, 0.0)
    var narrowest = Double.infinity
    var best = 1
    while last + 1 < fragments.count, fragments[last].words.count <= Self.mostWords {
      let (one, next) = (fragments[last], fragments[last + 1])
      let gap = next.box.left - one.box.right
      (narrowest, widest) = (min(narrowest, gap), max(widest, gap))
      guard gap > 0, gap < Self.widest * one.size, one.size == next.size, widest < 1.3 * narrowest,
        next.words.count <= Self.mostWords, one.box.rowOverlap(next.box) > 0.8 * one.box.height
      else { break }
      last += 1
      if hasLike(fragments[first].box.union(next.box), size: one.size) { best = last - first + 1 }
    }
    return best
  }

  /// Whether a line near a place, of words close to each other, has the same edges.
  private func hasLike(_ box: Box, size: Double) -> Bool {
    for left in [box.left - Self.tolerance, box.left, box.left + Self.tolerance] {
      for right in [box.right - Self.tolerance, box.right, box.right + Self.tolerance] {
        for place in whole[Self.edges(left, right), default: []]
        where fragments[place].size == size && abs(fragments[place].box.top - box.top) < 3 * box.height { return true }
      }
    }
    return false
  }

  private func line(_ places: Range<Int>) -> Fragment {
    var words: [Word] = []
    for place in places {
      words += fragments[place].words
      words[words.count - 1].hasSpaceAfter = place + 1 < places.upperBound
    }
    return Fragment(words)
  }
}
