/// What stands in no columns: rows of a table, or single lines.
extension Columns {
  /// Rows of a table, or single lines: from top to bottom, and within a row cell by cell.
  func rows(_ members: [Int], depth: Int) -> [Int] {
    let lines = lines(members)
    var bands: [[(box: Box, members: [Int])]] = []
    let limit = innerGap(lines)
    for line in lines {
      if let last = bands.last?.last, line.box.top - last.box.bottom <= limit {
        bands[bands.count - 1].append(line)
      } else {
        bands.append([line])
      }
    }
    return bands.flatMap { band in
      if band.count > 1, let cells = cells(band.flatMap(\.members)) {
        return cells.flatMap { order($0, depth: depth + 1) }
      }
      return band.flatMap { line in sideways(line.members) }
    }
  }

  /// Groups what stands on one line; numbers that count rows, of the same size, often stand half a line lower.
  func lines(_ members: [Int]) -> [(box: Box, members: [Int])] {
    var lines: [(box: Box, members: [Int])] = []
    for member in members.sorted(by: { boxes[$0].centre < boxes[$1].centre }) {
      let box = boxes[member]
      if let last = lines.last, isOneLine(last.box, box) {
        lines[lines.count - 1].members.append(member)
        lines[lines.count - 1].box = last.box.union(box)
      } else {
        lines.append((box, [member]))
      }
    }
    return lines
  }

  private func isOneLine(_ box: Box, _ next: Box) -> Bool {
    let (least, most) = (min(box.height, next.height), max(box.height, next.height))
    return box.rowOverlap(next) > (least > 0.8 * most ? 0.4 : 0.5) * least
  }

  /// The largest gap between lines of one row, where gaps tell lines of a row from rows; below every gap where they do
  /// not.
  private func innerGap(_ lines: [(box: Box, members: [Int])]) -> Double {
    let gaps = zip(lines, lines.dropFirst()).map { $1.box.top - $0.box.bottom }.sorted()
    guard gaps.count > 1 else { return -.infinity }
    var best = (jump: 0.0, gap: -Double.infinity)
    for (one, next) in zip(gaps, gaps.dropFirst()) where next - one > best.jump { best = (next - one, one) }
    let height = lines.map(\.box.height).sorted()[lines.count / 2]
    return best.jump > 0.15 * height && best.gap < 0.6 * height ? best.gap : -.infinity
  }

  /// Parts of a row that no gap less wide than a letter parts; nil for one.
  private func cells(_ members: [Int]) -> [[Int]]? {
    var cells: [(box: Box, members: [Int])] = []
    for member in members.sorted(by: { boxes[$0].left < boxes[$1].left }) {
      let box = boxes[member]
      if let last = cells.last, box.left < last.box.right + 0.3 * fragments[member].size {
        cells[cells.count - 1].members.append(member)
        cells[cells.count - 1].box = last.box.union(box)
      } else {
        cells.append((box, [member]))
      }
    }
    // Cells of one line each are rows; one row has a cell whose text runs over several lines beside one that needs
    // fewer.
    let heights = cells.map { lines($0.members).count }
    guard cells.count > 1, let least = heights.min(), let most = heights.max(), least * 2 <= most else { return nil }
    guard zip(cells, heights).contains(where: { $1 == most && isWrapped($0.members) }) else { return nil }
    return (isRightToLeft ? cells.reversed() : cells).map(\.members)
  }

  /// Whether every line but the last fills most of its cell.
  private func isWrapped(_ members: [Int]) -> Bool {
    guard let box = members.map({ boxes[$0] }).union() else { return false }
    return members.sorted { boxes[$0].top < boxes[$1].top }.dropLast()
      .allSatisfy { boxes[$0].width > 0.6 * box.width && fragments[$0].words.count > 1 }
  }

  private func sideways(_ members: [Int]) -> [Int] {
    members.sorted {
      isRightToLeft ? boxes[$0].right > boxes[$1].right : boxes[$0].left < boxes[$1].left
    }
  }
}
