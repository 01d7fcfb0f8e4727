/// Rows whose cells stand under each other.
///
/// Where the rows of a page's text go on, one of them is taken after the other; then the columns are found, the cells
/// put into them, and lines that are one cell's put together.
struct Table {
  /// Rows of the text it takes.
  let rows: Int
  /// Lines before it that are heads of its columns.
  let heads: Int
  private let grid: TableGrid

  /// Looks for a table at the first of some rows; nil where there is none. Single lines before it may be heads.
  init?(_ rows: ArraySlice<[TextLine]>, before: [TextLine]) {
    guard let first = rows.first, first.count > 1 else { return nil }
    let taken = Self.taken(rows)
    guard let grid = Self.grid(taken) else { return nil }
    self.rows = taken.count
    let heads = Self.heads(before, over: grid)
    self.heads = heads.count
    self.grid = (heads.isEmpty ? nil : TableGrid((heads.map { [$0] } + taken).joined())) ?? grid
  }

  /// The cells, a text each.
  func cells(_ inline: ([TextLine]) -> Inline) -> [[Block.Cell]] { grid.cells(inline) }

  /// The rows that may go on one under the other.
  private static func taken(_ rows: ArraySlice<[TextLine]>) -> [[TextLine]] {
    var taken: [[TextLine]] = []
    for (place, row) in zip(rows.indices, rows) {
      if let last = taken.last {
        // Heads may stand high over what they head: labels set aslant stand between.
        guard isNear(last, row, taken.count == 1 ? 4 : 2.5) else { break }
        guard row.count > 1 || continues(row[0], taken) || parts(row[0], taken, rows[place...].dropFirst()) else {
          break
        }
      }
      taken.append(row)
    }
    while let last = taken.last, last.count == 1, !continues(last[0], taken.dropLast()) { taken.removeLast() }
    return taken
  }

  private static func grid(_ taken: [[TextLine]]) -> TableGrid? {
    guard let grid = TableGrid(taken.joined()) else { return nil }
    // Two columns may be a form, whose rows stand far apart, or the contents.
    let isWide = grid.columns > 2 && taken.count(where: { $0.count > 1 }) > 1
    guard isWide || taken.count > 2 && isTight(taken) && !isContents(taken) else { return nil }
    // Only heads of wide tables stand far over them.
    return grid.columns > 3 || taken.count < 2 || isNear(taken[0], taken[1], 2.5) ? grid : nil
  }

  private static func isNear(_ row: [TextLine], _ next: [TextLine], _ most: Double) -> Bool {
    guard let one = row.first, let other = next.first, one.page == other.page, one.turns == other.turns else {
      return false
    }
    let bottom = row.map(\.bottom).max() ?? one.bottom
    let top = next.map(\.top).min() ?? other.top
    return top - bottom < most * max(one.height, other.height) && top > one.top - one.height
  }

  /// A single cell under, or beside, a cell of the row before.
  private static func continues(_ line: TextLine, _ taken: some Collection<[TextLine]>) -> Bool {
    let above = Array(taken).suffix(4).joined()
    return above.contains { $0.left < line.right && line.left < $0.right && line.width < 1.5 * max($0.width, 20) }
  }

  /// A single line that parts rows from rows: short, within the table's edges, and rows go on under it.
  private static func parts(_ line: TextLine, _ taken: [[TextLine]], _ rest: ArraySlice<[TextLine]>) -> Bool {
    let cells = taken.joined()
    guard let left = cells.map(\.left).min(), let right = cells.map(\.right).max(), line.words <= 12 else {
      return false
    }
    guard line.left > left - line.size, line.right < right + line.size, line.width < 0.75 * (right - left) else {
      return false
    }
    guard let next = rest.prefix(2).first(where: { $0.count > 1 }) else { return false }
    return isNear([line], next, 4) && next[0].left > left - line.size && (next.last?.right ?? right) < right + line.size
  }

  private static func isTight(_ rows: [[TextLine]]) -> Bool {
    zip(rows, rows.dropFirst()).allSatisfy { $1[0].top - $0[0].top < 2.2 * max($0[0].height, $1[0].height) }
  }

  private static func isContents(_ rows: [[TextLine]]) -> Bool {
    rows.count { $0.count == 2 && $0[1].text.allSatisfy { $0.isNumber || "ivxlc".contains($0) } } * 2 > rows.count
  }

  /// Of the lines before a table, those that stand close over columns of it but the first.
  private static func heads(_ before: [TextLine], over grid: TableGrid) -> ArraySlice<TextLine> {
    var (heads, top) = (before.suffix(0), grid.top)
    for line in before.suffix(3).reversed() {
      let isOver = line.left > grid.firstColumnEnd && line.right < grid.right + line.size && line.words <= 8
      guard isOver, line.page == grid.page, line.turns == grid.turns, line.bottom < top + 0.3 * line.height,
        top - line.bottom < line.height, !isCaption(line.text)
      else { break }
      heads = before.suffix(heads.count + 1)
      top = line.top
    }
    return heads
  }

  private static func isCaption(_ text: String) -> Bool {
    let first = text.lowercased().prefix { $0.isLetter }
    return ["table", "tab", "tabelle", "tableau", "tabla", "tabella", "figure", "fig", "exhibit", "chart"].contains(
      String(first))
  }
}
