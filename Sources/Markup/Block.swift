/// A part of a document as a reader sees it.
enum Block: Sendable, Hashable {
  /// A heading and its depth, from 1.
  case heading(Int, Inline)
  /// Running text; its lines are joined.
  case paragraph(Inline)
  /// Lines that are lines: verse, addresses, contents.
  case lines([Inline])
  /// An item of a list: its mark (`-`, `1.`) and its text.
  case item(String, Inline)
  /// Rows of cells; the first is the head.
  case table([[Cell]])
  /// Lines in a font of one width, as they stand.
  case code([String])
  /// A footnote: its label, its mark on the page, and its text.
  case note(String, mark: String, Inline)
  /// The beginning of a page.
  case page(Int)

  /// A cell, the columns it takes, and the lines it was set in.
  struct Cell: Sendable, Hashable {
    var text: Inline
    var columns: Int
    var lines = 1
  }
}

/// Makes blocks of the lines of a document.
struct Blocks {
  private let pages: [TextPage]
  private let hyphenation: Hyphenation
  /// The size and style most of the document's characters have.
  private let body: (size: Double, style: TextLine.Style)
  private let headingSizes: [Double]

  init(_ pages: [TextPage]) {
    self.pages = pages
    hyphenation = Hyphenation(pages.lazy.flatMap(\.lines))
    var sizes: [Double: Int] = [:]
    var styles: [TextLine.Style: Int] = [:]
    for line in pages.lazy.flatMap(\.lines) {
      let count = line.text.unicodeScalars.count
      sizes[Self.rounded(line.size), default: 0] += count
      styles[line.style, default: 0] += count
    }
    let size = Self.most(sizes)
    body = (size, styles.max { $0.value < $1.value }?.key ?? [])
    headingSizes = sizes.keys.filter { $0 > size * Self.headingRatio }.sorted(by: >)
  }

  /// The size of most of the letters of some pages.
  static func usualSize(_ pages: [TextPage]) -> Double {
    most(
      pages.lazy.flatMap(\.lines).reduce(into: [:]) { $0[rounded($1.size), default: 0] += $1.text.unicodeScalars.count }
    )
  }

  private static func most(_ sizes: [Double: Int]) -> Double {
    sizes.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? 10
  }

  /// From which on larger letters make a heading.
  private static let headingRatio = 1.12
  private static func rounded(_ size: Double) -> Double { (size * 2).rounded() / 2 }

  /// The blocks in order; the last paragraph of a page and the first of the next are one where the sentence goes on.
  func all() -> [Block] {
    var result: [Block] = []
    var notes: [Block] = []
    var labels = NoteLabels()
    for page in pages {
      let parted = PageNotes(page, bodySize: body.size, &labels)
      var blocks = blocks(of: parted.text)
      if let first = blocks.first, let last = result.last, let joined = joined(last, first, on: page.number) {
        result[result.count - 1] = joined
        blocks.removeFirst()
      } else {
        result += notes
        notes = []
        result.append(.page(page.number))
      }
      if !blocks.isEmpty {
        // Notes stand behind the paragraph that goes on.
        result += notes
        notes = []
      }
      result += blocks
      notes += parted.notes.map { .note($0.label, mark: $0.mark, joined($0.lines)) }
    }
    return result + notes
  }

  /// One paragraph of two, where the sentence goes on over the end of a column or, with its number, of a page.
  private func joined(_ last: Block, _ first: Block, on page: Int? = nil) -> Block? {
    guard case .paragraph(var one) = last, case .paragraph(let other) = first else { return nil }
    guard let end = one.plain.last, let start = other.plain.first, start.isLowercase else { return nil }
    guard end.isLetter || end == "," || Hyphenation.hyphens.contains(end) else { return nil }
    let join = hyphenation.join(one.plain, other.plain)
    if join == .whole { one.dropHyphen() }
    guard let page else {
      one.append(other, apart: join == .apart)
      return .paragraph(one)
    }
    var mark = Inline()
    mark.markdown = Markdown.mark(page)
    // The mark stands before the word that goes on, which is not parted by it.
    if join == .apart {
      one.plain += " "
      one.markdown += " "
    }
    one.append(mark, apart: false)
    one.append(other, apart: false)
    return .paragraph(one)
  }

  // MARK: Rows and tables

  private typealias Row = [TextLine]

  private func blocks(of page: TextPage) -> [Block] {
    var rows: [Row] = []
    for line in page.lines {
      if let last = rows.last, let whole = Self.labelled(last, line) {
        rows[rows.count - 1] = [whole]
      } else if line.joint == .beside, !rows.isEmpty {
        rows[rows.count - 1].append(line)
      } else {
        rows.append([line])
      }
    }
    var blocks: [Block] = []
    var running: [TextLine] = []
    var index = 0
    while index < rows.count {
      if let table = Table(rows[index...], before: running) {
        blocks += self.running(running.dropLast(table.heads))
        running = []
        blocks.append(.table(table.cells(joined)))
        index += table.rows
      } else if rows[index].count > 1 {
        blocks += self.running(running)
        running = []
        blocks +=
          Self.isContents(rows[index]) ? [.lines([entry(rows[index])])] : rows[index].flatMap { self.running([$0]) }
        index += 1
      } else {
        running += rows[index]
        index += 1
      }
    }
    return Self.merged(blocks + self.running(running))
  }

  /// The number of a section or of an item (`2.1`, `3.`, `•`) and what stands close behind it, as one line.
  private static func labelled(_ row: Row, _ line: TextLine) -> TextLine? {
    guard row.count == 1, var label = row.first, line.joint == .beside, line.words > 1 || line.size > 11 else {
      return nil
    }
    let (text, gap) = (label.text, line.left - label.right)
    let isNumber =
      text.count < 8 && text.contains(".") && text.allSatisfy { $0.isNumber || $0 == "." }
      && text.first?.isNumber == true
    guard isNumber || ListMark(text + " x") != nil, gap > 0, gap < 3 * line.size, label.style == line.style else {
      return nil
    }
    guard line.text.first.map({ $0.isLetter || "\"“‘«(".contains($0) }) ?? false else { return nil }
    let shift = text.unicodeScalars.count + 1
    label.text += " " + line.text
    label.runs += line.runs.map {
      TextLine.Run(range: $0.range.lowerBound + shift..<$0.range.upperBound + shift, style: $0.style)
    }
    (label.top, label.bottom) = (min(label.top, line.top), max(label.bottom, line.bottom))
    (label.right, label.size) = (line.right, line.size)
    return label
  }

  /// A title and the number of its page.
  private static func isContents(_ row: Row) -> Bool {
    guard row.count == 2, let last = row.last else { return false }
    return last.text.count <= 5 && last.text.allSatisfy { $0.isNumber || "ivxlcIVXLC".contains($0) }
  }

  private func entry(_ row: Row) -> Inline {
    row.dropFirst().reduce(into: inline(row[0])) { $0.append(inline($1), apart: true) }
  }

  /// Lines that follow lines are one block.
  private static func merged(_ blocks: [Block]) -> [Block] {
    blocks.reduce(into: []) { result, block in
      if case .lines(let next) = block, case .lines(let lines)? = result.last, next.count == 1 || lines.count == 1 {
        result[result.count - 1] = .lines(lines + next)
      } else {
        result.append(block)
      }
    }
  }

  private func inline(_ line: TextLine) -> Inline { Inline(line, usual: body.style) }

  // MARK: Running text

  private func running(_ lines: some Sequence<TextLine>) -> [Block] {
    var chunks: [[TextLine]] = []
    for line in lines {
      if let last = chunks.last?.last, line.joint == .below, goesOn(last, line) {
        chunks[chunks.count - 1].append(line)
      } else {
        chunks.append([line])
      }
    }
    var blocks: [Block] = []
    var end: TextLine?
    for lines in chunks {
      var next = chunk(lines)
      if let end, lines[0].top < end.top, lines[0].turns == end.turns, let last = blocks.last, let first = next.first,
        let joined = joined(last, first)
      {
        blocks[blocks.count - 1] = joined
        next.removeFirst()
      }
      blocks += next
      end = lines.last
    }
    return blocks
  }

  private func goesOn(_ line: TextLine, _ next: TextLine) -> Bool {
    let isBold = line.style.contains(.bold)
    return max(line.size, next.size) < 1.15 * min(line.size, next.size) && isBold == next.style.contains(.bold)
      && line.turns == next.turns
  }

  private func chunk(_ lines: [TextLine]) -> [Block] {
    if let heading = heading(lines) { return [heading] }
    if lines.count > 1, lines.allSatisfy({ $0.style.contains(.monospaced) }), !body.style.contains(.monospaced) {
      return [.code(lines.map(\.text))]
    }
    let measure = Measure(lines)
    if measure.isSetByLines { return [.lines(lines.map(inline))] }
    var blocks: [Block] = []
    var current: [TextLine] = []
    func close() {
      if let first = current.first { blocks.append(paragraph(current, ListMark(first.text))) }
      current = []
    }
    for (index, line) in lines.enumerated() {
      if index > 0, measure.begins(index) || ListMark(line.text)?.isSure == true { close() }
      current.append(line)
    }
    close()
    return blocks
  }

  /// Lines as one text; words parted at the ends of lines are whole.
  private func joined(_ lines: [TextLine]) -> Inline {
    var text = inline(lines[0])
    for line in lines.dropFirst() {
      let join = hyphenation.join(text.plain, line.text)
      if join == .whole { text.dropHyphen() }
      text.append(inline(line), apart: join == .apart)
    }
    return text
  }

  private func paragraph(_ lines: [TextLine], _ mark: ListMark?) -> Block {
    let text = joined(lines)
    guard let mark, mark.isSure else { return .paragraph(text) }
    return .item(mark.markdown, text.dropping(mark.length))
  }

  private func heading(_ lines: [TextLine]) -> Block? {
    let text = lines.map(\.text).joined(separator: " ")
    guard lines.count <= 3, text.count <= 200, text.contains(where: \.isLetter) else { return nil }
    let size = Self.rounded(lines[0].size)
    if size > body.size * Self.headingRatio {
      let rank = headingSizes.firstIndex(of: size) ?? headingSizes.count
      return .heading(min(6, rank + 1), whole(lines))
    }
    let isBold = lines.allSatisfy { $0.style.contains(.bold) } && !body.style.contains(.bold)
    guard isBold, size >= body.size * 0.95, text.split(separator: " ").count <= 14,
      text.last.map({ !".,;:".contains($0) }) ?? false
    else { return nil }
    return .heading(min(6, headingSizes.count + 1), whole(lines))
  }

  private func whole(_ lines: [TextLine]) -> Inline {
    var text = Inline(lines[0], usual: lines[0].style)
    for line in lines.dropFirst() {
      let join = hyphenation.join(text.plain, line.text)
      if join == .whole { text.dropHyphen() }
      text.append(Inline(line, usual: line.style), apart: join == .apart)
    }
    return text
  }
}
