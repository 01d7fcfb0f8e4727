/// Finds columns and orders what stands in them.
///
/// A column gap is a strip without text that parts two columns of running text over some lines. What crosses it (a
/// title, a wide figure's words) parts the page into zones from top to bottom; within a zone the left column comes
/// first. A gap between cells of a table is none: there rows are read, not columns.
struct Columns {
  let fragments: [Fragment]
  /// Of each fragment, its place.
  let boxes: [Box]
  let isRightToLeft: Bool
  /// Of each fragment, whether it may be a line of running text.
  private let isRunning: [Bool]

  init(_ fragments: [Fragment], isRightToLeft: Bool) {
    self.fragments = fragments
    boxes = fragments.map(\.box)
    isRunning = fragments.map(\.isRunning)
    self.isRightToLeft = isRightToLeft
  }

  /// The fragments' places in reading order.
  func order() -> [Int] { order(Array(fragments.indices), depth: 0) }

  func order(_ members: [Int], depth: Int) -> [Int] {
    guard members.count > 1, depth < 12 else { return members }
    if let zone = bestZone(members) {
      let first = isRightToLeft ? zone.right : zone.left
      let second = isRightToLeft ? zone.left : zone.right
      return [zone.above, first, second, zone.below].flatMap { order($0, depth: depth + 1) }
    }
    return rows(members, depth: depth)
  }

  /// The least width of a gap, by the size of the letters beside it.
  private static let leastGap = 0.6
  /// Points that a gap is looked for before where lines begin.
  private static let slack = 0.75

  private struct Zone {
    var above: [Int] = []
    var left: [Int] = []
    var right: [Int] = []
    var below: [Int] = []
    var height = 0.0
  }

  /// The gap and the zone with the most text beside it.
  private func bestZone(_ members: [Int]) -> Zone? {
    let sorted = members.sorted { boxes[$0].top < boxes[$1].top }
    let tabular = tableRows(members)
    var best: Zone?
    var seen: Set<Run> = []
    for place in candidateGaps(members) {
      for run in runs(around: place, sorted, tabular) where run.height > best?.height ?? 0 && seen.insert(run).inserted
      {
        if let zone = zone(run, place, sorted), zone.height > best?.height ?? 0 { best = zone }
      }
    }
    return best
  }

  /// Places where lines end on one side and begin on the other.
  private func candidateGaps(_ members: [Int]) -> [Double] {
    let lefts = Set(members.map { (boxes[$0].left * 2).rounded() / 2 })
    return lefts.map { $0 - Self.slack }.sorted()
  }

  /// Lines under each other that nothing parts, and the gap between their two sides.
  private struct Run: Hashable {
    /// The first, and the one behind the last, from top to bottom.
    var start: Int
    var end: Int
    /// Where the left side ends and the right side begins.
    var left = -Double.infinity
    var right = Double.infinity
    var top = Double.infinity
    var bottom = -Double.infinity
    var lefts = 0
    var height: Double { bottom - top }

    mutating func add(_ box: Box, isLeft: Bool) {
      end += 1
      (top, bottom) = (min(top, box.top), max(bottom, box.bottom))
      if isLeft { (left, lefts) = (max(left, box.right), lefts + 1) } else { right = min(right, box.left) }
    }
  }

  /// The runs of lines, from top to bottom, that no fragment crosses at a place, and that are no rows of a table.
  private func runs(around place: Double, _ sorted: [Int], _ tabular: Set<Int>) -> [Run] {
    var runs: [Run] = []
    var run = Run(start: 0, end: 0)
    func close() {
      if run.lefts > 1, run.end - run.start - run.lefts > 1 { runs.append(run) }
    }
    for (index, member) in sorted.enumerated() {
      let box = boxes[member]
      // What ends so close before the right side that no gap is left parts as well: a page's number in the middle.
      let crosses = box.left < place && box.right > place + Self.slack - Self.leastGap * fragments[member].size
      if crosses || !tabular.isEmpty && tabular.contains(member) {
        close()
        run = Run(start: index + 1, end: index + 1)
      } else {
        run.add(box, isLeft: box.right <= place)
      }
    }
    close()
    return runs
  }

  private func zone(_ run: Run, _ place: Double, _ sorted: [Int]) -> Zone? {
    let lone = loneEnds(sorted[run.start..<run.end])
    let (start, end) = (run.start + lone.first, run.end - lone.last)
    guard lone != (0, 0) || run.right - run.left > 1 else { return nil }
    return judged(Array(sorted[start..<end]), place, above: sorted[..<start], below: sorted[end...])
  }

  /// How many short lines stand alone above and below the others: page numbers, which lie in the gap as often as not.
  private func loneEnds(_ run: ArraySlice<Int>) -> (first: Int, last: Int) {
    func isShort(_ member: Int) -> Bool { fragments[member].words.count <= 3 }
    func isApart(_ one: Int, _ next: Int) -> Bool { boxes[next].top - boxes[one].bottom > 1.5 * boxes[next].height }
    guard run.count > 4, let first = run.first, let last = run.last else { return (0, 0) }
    return (
      isShort(first) && isApart(first, run[run.startIndex + 1]) ? 1 : 0,
      isShort(last) && isApart(run[run.endIndex - 2], last) ? 1 : 0
    )
  }

  private func judged(_ run: [Int], _ place: Double, above: ArraySlice<Int>, below: ArraySlice<Int>) -> Zone? {
    let left = run.filter { boxes[$0].right <= place }
    let right = run.filter { boxes[$0].left >= place }
    guard left.count > 1, right.count > 1 else { return nil }
    guard let leftBox = left.map({ boxes[$0] }).union(), let rightBox = right.map({ boxes[$0] }).union()
    else { return nil }
    let common = leftBox.rowOverlap(rightBox)
    let sizes = (left + right).map { fragments[$0].size }.sorted()
    let size = sizes[sizes.count / 2]
    guard rightBox.left - leftBox.right > Self.leastGap * size, common > 2 * size else { return nil }
    guard isText(left) && isText(right) || min(left.count, right.count) > 2 && !shareLines(left, right) else {
      return nil
    }
    // What stands above the zone in the order of the page stays above.
    return Zone(above: Array(above), left: left, right: right, below: Array(below), height: common)
  }

  /// Whether lines read as running text, in one column or more: several words a line, and lines that fill their column.
  private func isText(_ members: [Int]) -> Bool {
    let lines = members.filter { isRunning[$0] }.map { boxes[$0] }
    guard lines.count * 2 > members.count else { return false }
    let strips = Strips(lines)
    let widths = lines.compactMap { box in strips.holding(box).map { box.width / max(1, $0.width) } }.sorted()
    return widths.count * 2 > members.count && widths[widths.count * 2 / 3] > 0.6
  }

  /// Whether lines of both sides stand on each other's, as the cells of a table do; be it all a little higher or lower.
  private func shareLines(_ left: [Int], _ right: [Int]) -> Bool {
    let (few, many) = left.count < right.count ? (left, right) : (right, left)
    return isShared(few, many) || isShared(rows(of: many, beside: few), few)
  }

  /// The first fragment of each row, as far as the rows stand beside others.
  private func rows(of members: [Int], beside others: [Int]) -> [Int] {
    guard let box = others.map({ boxes[$0] }).union() else { return [] }
    return lines(members).filter { $0.box.rowOverlap(box) > 0 }.map { $0.members[0] }
  }

  /// Whether half of some lines or more stand as far from lines of others as each other.
  private func isShared(_ few: [Int], _ many: [Int]) -> Bool {
    guard !few.isEmpty else { return false }
    let centres = many.map { boxes[$0].centre }.sorted()
    let distances = few.map { distance($0, centres) }.sorted()
    // Where lines are independent, a tolerance of 0.2 lets a third of them pass.
    let (tolerance, most) = (0.2, Self.mostWithin(0.4, distances.filter { abs($0) < 0.7 }))
    return distances.count { abs($0) < tolerance } * 2 >= few.count || few.count > 3 && most * 4 >= few.count * 3
  }

  /// From a line's middle to the nearest of some places, in heights of the line.
  private func distance(_ member: Int, _ centres: [Double]) -> Double {
    let box = boxes[member]
    var (low, high) = (0, centres.count)
    while low < high {
      let half = (low + high) / 2
      if centres[half] < box.centre { low = half + 1 } else { high = half }
    }
    let nearest = [low - 1, low].filter(centres.indices.contains).map { centres[$0] - box.centre }
    return (nearest.min { abs($0) < abs($1) } ?? .infinity) / max(1, box.height)
  }

  /// How many of some sorted numbers lie within a width at most.
  private static func mostWithin(_ width: Double, _ sorted: [Double]) -> Int {
    var (first, most) = (0, 0)
    for (last, number) in sorted.enumerated() {
      while sorted[first] < number - width { first += 1 }
      most = max(most, last - first + 1)
    }
    return most
  }

  /// Lines of running text that stand close over or under one that begins where they do.
  private func textLines(_ members: [Int]) -> Set<Int> {
    var result: Set<Int> = []
    var last: [Int: Int] = [:]
    for member in members.filter({ isRunning[$0] }).sorted(by: { boxes[$0].top < boxes[$1].top }) {
      let (box, place) = (boxes[member], Int(boxes[member].left.rounded()))
      for other in (place - 1...place + 1).compactMap({ last[$0] })
      where box.top - boxes[other].bottom < 0.6 * box.height && fragments[other].size == fragments[member].size {
        result.formUnion([member, other])
      }
      last[place] = member
    }
    return result
  }

  /// The members of rows of a table that stands over, between or under columns of running text, across their gaps.
  private func tableRows(_ members: [Int]) -> Set<Int> {
    let text = textLines(members)
    // On a page of little else than cells, tables stand beside each other and are parted like columns.
    guard text.count > 3, text.count * 3 > members.count else { return [] }
    var result: Set<Int> = []
    var band: [[Int]] = []
    func close() {
      // Two rows or more of three cells or more, all short, are a table.
      if band.count(where: { $0.count > 2 }) > 1 { result.formUnion(band.joined()) }
      band = []
    }
    for line in lines(members) {
      if line.members.contains(where: text.contains) || line.members.count == 1 {
        close()
      } else {
        band.append(line.members)
      }
    }
    close()
    return result
  }
}
