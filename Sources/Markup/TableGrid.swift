/// The cells of a table, put into its columns; lines of one cell are together.
struct TableGrid {
  /// How many columns it has.
  var columns: Int { strips.all.count }
  let page: Int
  let turns: Int
  let top: Double
  let right: Double
  /// Where the first column of labels ends.
  var firstColumnEnd: Double { isRightToLeft ? -.infinity : strips.all.first?.upperBound ?? 0 }

  private let strips: TableColumns
  private var rows: [Row]
  private let isRightToLeft: Bool

  private struct Cell {
    var lines: [TextLine]
    var columns: ClosedRange<Int>
  }

  private struct Row {
    var cells: [Cell]
    var top: Double
    var bottom: Double
    var height: Double
  }

  /// Cells are short; where they have more words than that on average, it is text.
  private static let mostWords = 9.0

  /// Makes the table of lines; nil where they do not stand in columns.
  init?(_ lines: some Sequence<TextLine>) {
    let lines = Array(lines)
    guard let first = lines.first, lines.reduce(0, { $0 + $1.words }) <= Int(Self.mostWords * Double(lines.count))
    else {
      return nil
    }
    (page, turns) = (first.page, first.turns)
    (top, right) = (lines.map(\.top).min() ?? 0, lines.map(\.right).max() ?? 0)
    isRightToLeft = Measure(lines).isRightToLeft
    let visual = Self.rows(lines)
    strips = TableColumns(visual)
    let columns = strips
    rows = visual.map { Self.row($0, columns) }
    guard strips.all.count > 1, isClean else { return nil }
    rows = merged(rows)
    guard !isProse else { return nil }
    spanHeads()
  }

  /// What stands on one line is a row, from left to right; signs of currencies are of the number behind them.
  private static func rows(_ lines: [TextLine]) -> [[TextLine]] {
    var rows: [(top: Double, bottom: Double, cells: [TextLine])] = []
    for line in lines.sorted(by: { $0.top + $0.bottom < $1.top + $1.bottom }) {
      if let last = rows.last,
        min(last.bottom, line.bottom) - max(last.top, line.top) > 0.5 * min(last.bottom - last.top, line.height)
      {
        rows[rows.count - 1].cells.append(line)
        (rows[rows.count - 1].top, rows[rows.count - 1].bottom) = (
          min(last.top, line.top), max(last.bottom, line.bottom)
        )
      } else {
        rows.append((line.top, line.bottom, [line]))
      }
    }
    return rows.map { withCurrencies($0.cells.sorted { $0.left < $1.left }) }
  }

  private static func withCurrencies(_ cells: [TextLine]) -> [TextLine] {
    cells.reduce(into: []) { result, cell in
      guard var sign = result.last, sign.text.count == 1,
        sign.text.unicodeScalars.first?.properties.generalCategory == .currencySymbol,
        cell.text.contains(where: { $0.isNumber || $0 == "-" || $0 == "—" || $0 == "–" })
      else { return result.append(cell) }
      sign.text += " " + cell.text
      (sign.right, sign.runs) = (cell.right, [])
      result[result.count - 1] = sign
    }
  }

  private static func row(_ lines: [TextLine], _ columns: TableColumns) -> Row {
    Row(
      cells: lines.map { Cell(lines: [$0], columns: columns.covered(by: $0)) }, top: lines.map(\.top).min() ?? 0,
      bottom: lines.map(\.bottom).max() ?? 0, height: lines.map(\.height).max() ?? 0)
  }

  /// Whether cells of a row stand in columns of their own, but for one in twenty.
  private var isClean: Bool {
    let cells = rows.reduce(0) { $0 + $1.cells.count }
    let clashes = rows.reduce(0) { sum, row in
      sum + zip(row.cells, row.cells.dropFirst()).count { $0.columns.overlaps($1.columns) }
    }
    return clashes * 20 <= cells
  }

  /// Whether sentences go on from row to row, in a fifth of them or more: text beside text, or beside a box with facts.
  private var isProse: Bool {
    let broken = zip(rows, rows.dropFirst()).count { row, next in
      row.cells.contains { cell in
        guard let line = cell.lines.last, line.words > 5,
          line.text.last.map({ $0.isLetter || $0 == "," || $0 == "-" }) == true
        else { return false }
        return next.cells.contains { $0.columns == cell.columns && $0.lines[0].text.first?.isLowercase == true }
      }
    }
    return broken * 5 >= rows.count && (broken > 1 || rows.count == 2)
  }

  // MARK: Lines of one cell

  private func isFull(_ row: Row) -> Bool { row.cells.count * 2 >= columns && row.cells.count > 1 }

  private func merged(_ rows: [Row]) -> [Row] {
    let gaps = zip(rows, rows.dropFirst()).filter { isFull($0) && isFull($1) }.map { $1.top - $0.bottom }.sorted()
    let usual = gaps.isEmpty ? Double.infinity : gaps[gaps.count / 2]
    var result: [Row] = []
    for (place, row) in rows.enumerated() {
      let next = place + 1 < rows.count ? rows[place + 1].top - row.bottom : .infinity
      if let last = result.last, goesOn(last, row, next, usual) {
        result[result.count - 1] = join(last, row)
      } else {
        result.append(row)
      }
    }
    return result
  }

  /// Whether a line of a row is the next one of cells of the row before.
  private func goesOn(_ last: Row, _ row: Row, _ next: Double, _ usual: Double) -> Bool {
    let gap = row.top - last.bottom
    guard !isFull(row) || !isFull(last) else { return false }
    if gap < -0.2 * min(row.height, last.height) { return true }
    guard !isFull(row), gap < 0.7 * row.height, let cell = row.cells.first else { return false }
    // A line under nothing is no second one.
    guard row.cells.allSatisfy({ cell in last.cells.contains { $0.columns.overlaps(cell.columns) } }) else {
      return false
    }
    let above = last.cells.first { $0.columns.overlaps(cell.columns) }?.lines.last
    let isLower = cell.lines[0].text.first?.isLowercase ?? false
    let isSmaller = above.map { cell.lines[0].size < 0.9 * $0.size } ?? false
    return gap < 0.6 * next && (gap < 0.8 * usual || isSmaller || isLower) || isLower && gap <= 1.1 * usual
  }

  private func join(_ one: Row, _ next: Row) -> Row {
    var row = one
    for cell in next.cells {
      if let place = row.cells.firstIndex(where: { $0.columns.overlaps(cell.columns) }) {
        row.cells[place].lines += cell.lines
        let (first, last) = (row.cells[place].columns, cell.columns)
        row.cells[place].columns = min(first.lowerBound, last.lowerBound)...max(first.upperBound, last.upperBound)
      } else {
        row.cells.append(cell)
      }
    }
    row.cells.sort { $0.columns.lowerBound < $1.columns.lowerBound }
    (row.top, row.bottom) = (min(one.top, next.top), max(one.bottom, next.bottom))
    return row
  }

  // MARK: Heads

  /// Rows before the first full one, and it, where it is not of numbers, are heads; so are single cells over columns
  /// behind it.
  private var headCount: Int {
    guard let full = rows.firstIndex(where: isFull) else { return 0 }
    let numbers = rows[full].cells.count { $0.lines[0].text.contains(where: \.isNumber) }
    var count = numbers * 2 > rows[full].cells.count && full > 0 && !isDate(rows[full]) ? full : full + 1
    while count < rows.count, rows[count].cells.count == 1, rows[count].cells[0].columns.lowerBound > 0 { count += 1 }
    return count
  }

  /// Whether a row's numbers are those of years and days: letters, or four digits.
  private func isDate(_ row: Row) -> Bool {
    row.cells.allSatisfy { cell in
      let text = cell.lines[0].text
      return text.contains(where: \.isLetter) || text.count { $0.isNumber } == 4 && text.count == 4
    }
  }

  /// Heads take the columns they stand over the middle of; cells under them stand in one column each.
  private mutating func spanHeads() {
    let heads = headCount
    for (place, row) in rows.enumerated() {
      for (index, cell) in row.cells.enumerated() {
        guard place < heads else {
          rows[place].cells[index].columns = cell.columns.lowerBound...cell.columns.lowerBound
          continue
        }
        let least = index > 0 ? rows[place].cells[index - 1].columns.upperBound + 1 : min(1, cell.columns.lowerBound)
        let most = index + 1 < row.cells.count ? row.cells[index + 1].columns.lowerBound - 1 : columns - 1
        guard least <= cell.columns.lowerBound, cell.columns.upperBound <= most else { continue }
        rows[place].cells[index].columns = strips.centred(cell.lines[0], on: cell.columns, within: least...most)
      }
    }
    for (place, row) in rows.enumerated() where row.cells.count == 1 && place >= heads {
      // A line over all columns, or over some in the middle, heads the rows under it.
      if strips.covered(by: row.cells[0].lines[0]).count > 1 { rows[place].cells[0].columns = 0...0 }
    }
  }

  /// The cells of each row, a text each, as many columns in each row.
  func cells(_ inline: ([TextLine]) -> Inline) -> [[Block.Cell]] {
    rows.map { row in
      var cells: [Block.Cell] = []
      var at = 0
      for cell in row.cells {
        while at < cell.columns.lowerBound {
          cells.append(Block.Cell(text: Inline(), columns: 1))
          at += 1
        }
        let span = max(1, cell.columns.upperBound - at + 1)
        cells.append(Block.Cell(text: inline(cell.lines), columns: span, lines: cell.lines.count))
        at += span
      }
      cells += (at..<max(at, columns)).map { _ in Block.Cell(text: Inline(), columns: 1) }
      return isRightToLeft ? cells.reversed() : cells
    }
  }
}
