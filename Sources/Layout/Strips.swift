/// Parts of a page's width, side by side, in which lines or cells stand under each other.
struct Strips {
  /// A strip and how many boxes stand in it.
  struct Strip {
    var left: Double
    var right: Double
    var count: Int
    var width: Double { right - left }
  }

  /// From left to right.
  private(set) var all: [Strip] = []

  /// Finds the strips of some boxes. What lies over two strips tells nothing of where they begin, so the narrow ones
  /// are looked at first; where much lies over two, they are one.
  init(_ boxes: [Box]) {
    var across: [Box] = []
    for box in boxes.sorted(by: { $0.width < $1.width }) {
      let met = all.indices.filter { all[$0].left < box.right && box.left < all[$0].right }
      switch met.count {
      case 0: all.append(Strip(left: box.left, right: box.right, count: 1))
      case 1: add(box, to: met[0])
      default: across.append(box)
      }
    }
    all.sort { $0.left < $1.left }
    join(across)
  }

  private mutating func add(_ box: Box, to place: Int) {
    all[place].left = min(all[place].left, box.left)
    all[place].right = max(all[place].right, box.right)
    all[place].count += 1
  }

  /// Strips are one where more lies over both than chance, or headings over them, would have it: 3 for 10 in the
  /// smaller.
  private mutating func join(_ across: [Box]) {
    var place = 0
    while place + 1 < all.count {
      let (one, next) = (all[place], all[place + 1])
      let both = across.count { $0.left < one.right && $0.right > next.left }
      guard both > 1, both * 10 >= min(one.count, next.count) * 3 else {
        place += 1
        continue
      }
      all[place] = Strip(left: one.left, right: max(one.right, next.right), count: one.count + next.count + both)
      all.remove(at: place + 1)
    }
  }

  /// The one strip a box stands in; nil where it stands in none, or over several.
  func holding(_ box: Box) -> Strip? {
    let met = all.filter { $0.left < box.right && box.left < $0.right }
    return met.count == 1 ? met[0] : nil
  }
}
