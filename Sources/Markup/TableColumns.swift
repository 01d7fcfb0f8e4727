/// The columns of a table: strips that cells of its rows share.
struct TableColumns {
  /// From left to right.
  private(set) var all: [ClosedRange<Double>] = []

  /// Finds the columns of rows of cells.
  init(_ rows: [[TextLine]]) {
    var strips: [Strip] = []
    var across: [ClosedRange<Double>] = []
    let cells = rows.enumerated().flatMap { row, cells in cells.map { (row, $0.left...max($0.left, $0.right)) } }
    // What lies over several columns tells nothing of where they begin, so the narrow cells come first.
    for (row, range) in cells.sorted(by: { $0.1.width < $1.1.width }) {
      let met = strips.indices.filter { strips[$0].range.overlaps(range) }
      switch met.count {
      case 0: strips.append(Strip(range: range, rows: [row]))
      case 1: strips[met[0]].add(row, range)
      default: across.append(range)
      }
    }
    strips.sort { $0.range.lowerBound < $1.range.lowerBound }
    all = Self.joined(strips, across).map(\.range)
  }

  private struct Strip {
    var range: ClosedRange<Double>
    var rows: Set<Int>

    mutating func add(_ row: Int, _ other: ClosedRange<Double>) {
      range = min(range.lowerBound, other.lowerBound)...max(range.upperBound, other.upperBound)
      rows.insert(row)
    }
  }

  /// Neighbours of which no row has both are one column, where some cell lies over both: numbers that stand on the
  /// right under a head that stands on the left.
  private static func joined(_ strips: [Strip], _ across: [ClosedRange<Double>]) -> [Strip] {
    strips.reduce(into: []) { result, strip in
      guard var last = result.last, last.rows.isDisjoint(with: strip.rows),
        across.contains(where: { $0.overlaps(last.range) && $0.overlaps(strip.range) })
      else { return result.append(strip) }
      strip.rows.forEach { last.add($0, strip.range) }
      result[result.count - 1] = last
    }
  }

  /// The columns a cell stands in, from the first to the last; what it hardly touches is none.
  func covered(by line: TextLine) -> ClosedRange<Int> {
    let shares = all.map { min($0.upperBound, line.right) - max($0.lowerBound, line.left) }
    let most = shares.max() ?? 0
    let met = shares.indices.filter { shares[$0] > 0 && (shares[$0] > 0.5 * line.size || shares[$0] == most) }
    guard let first = met.first, let last = met.last else { return nearest(line)...nearest(line) }
    return first...last
  }

  private func nearest(_ line: TextLine) -> Int {
    func distance(_ place: Int) -> Double { max(all[place].lowerBound - line.right, line.left - all[place].upperBound) }
    return all.indices.min { distance($0) < distance($1) } ?? 0
  }

  /// The widest run of free columns whose middle is a cell's: what a head over several columns is set by.
  func centred(_ line: TextLine, on covered: ClosedRange<Int>, within free: ClosedRange<Int>) -> ClosedRange<Int> {
    let middle = (line.left + line.right) / 2
    var best = covered
    for first in free.lowerBound...covered.lowerBound {
      for last in covered.upperBound...free.upperBound where last - first > best.count - 1 {
        let centre = (all[first].lowerBound + all[last].upperBound) / 2
        if abs(centre - middle) < 0.6 * line.size { best = first...last }
      }
    }
    return best
  }
}

extension ClosedRange<Double> {
  fileprivate var width: Double { upperBound - lowerBound }
}
