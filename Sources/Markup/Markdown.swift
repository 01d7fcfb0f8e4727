/// Writes a document's blocks as CommonMark with GitHub's tables.
enum Markdown {
  /// How the beginning of a page is marked.
  static func mark(_ page: Int) -> String { "<!-- page \(page) -->" }

  static func text(_ blocks: [Block], pageMarks: Bool) -> String {
    var parts: [String] = []
    var lastWasItem = false
    for block in blocks {
      let isItem = if case .item = block { true } else { false }
      defer { lastWasItem = isItem }
      guard var part = part(block, pageMarks: pageMarks) else { continue }
      if !pageMarks { part = part.replacing(#/<!-- page \d+ -->/#, with: "") }
      if isItem, lastWasItem, !parts.isEmpty { parts[parts.count - 1] += "\n" + part } else { parts.append(part) }
    }
    return parts.isEmpty ? "" : parts.joined(separator: "\n\n") + "\n"
  }

  private static func part(_ block: Block, pageMarks: Bool) -> String? {
    switch block {
    case .page(let number): pageMarks ? mark(number) : nil
    case .heading(let level, let text): String(repeating: "#", count: level) + " " + text.markdown.trimmed()
    case .paragraph(let text): Escaping.start(text.markdown.trimmed())
    // Two blanks at the end of a line keep it a line.
    case .lines(let lines): lines.map { Escaping.start($0.markdown.trimmed()) }.joined(separator: "  \n")
    case .item(let mark, let text): "\(mark) \(text.markdown.trimmed())"
    case .code(let lines): fenced(lines)
    case .note(let label, _, let text): "[^\(label)]: \(text.markdown.trimmed())"
    case .table(let rows): rows.joined().allSatisfy { $0.columns == 1 && $0.lines == 1 } ? pipes(rows) : html(rows)
    }
  }

  private static func fenced(_ lines: [String]) -> String {
    var fence = "```"
    while lines.contains(where: { $0.contains(fence) }) { fence += "`" }
    return ([fence] + lines + [fence]).joined(separator: "\n")
  }

  private static func pipes(_ rows: [[Block.Cell]]) -> String {
    func row(_ cells: [Block.Cell]) -> String {
      "| " + cells.map { $0.text.markdown.trimmed().replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    let rule = "|" + String(repeating: " --- |", count: rows.first?.count ?? 0)
    return ([row(rows[0]), rule] + rows.dropFirst().map(row)).joined(separator: "\n")
  }

  private static func html(_ rows: [[Block.Cell]]) -> String {
    let body = rows.map { cells in
      "<tr>"
        + cells.map { cell in
          let span = cell.columns > 1 ? " colspan=\"\(cell.columns)\"" : ""
          let text = cell.text.plain.replacing("&", with: "&amp;").replacing("<", with: "&lt;").replacing(
            ">", with: "&gt;")
          return "<td\(span)>\(text)</td>"
        }.joined(separator: " ") + "</tr>"
    }
    return (["<table>"] + body + ["</table>"]).joined(separator: "\n")
  }
}

/// A document as a person reads it: from the lines of its pages to one text.
public struct DocumentText: Sendable {
  private let blocks: [Block]
  /// The lines that are of the pages and not of the text (running heads, feet, page numbers), by page.
  public let running: [Int: [TextLine]]

  /// Takes the pages of a document in order.
  public init(_ pages: [TextPage]) {
    let size = Blocks.usualSize(pages)
    let places = zip(RunningMatter(pages).places, pages).map { $0.union(EdgeMatter.places($1, bodySize: size)) }
    var running: [Int: [TextLine]] = [:]
    var kept: [TextPage] = []
    for (page, places) in zip(pages, places) {
      if !places.isEmpty { running[page.number] = places.sorted().map { page.lines[$0] } }
      var rest = page
      rest.lines = page.lines.indices.filter { !places.contains($0) }.map { page.lines[$0] }
      // What followed a line that is gone begins a block.
      if !rest.lines.isEmpty, rest.lines[0].joint != .block { rest.lines[0].joint = .block }
      kept.append(rest)
    }
    self.running = running
    blocks = Blocks(kept).all()
  }

  /// The text as Markdown; with a comment at the beginning of each page, where wanted.
  public func markdown(pageMarks: Bool) -> String { Markdown.text(blocks, pageMarks: pageMarks) }

  /// The text alone: paragraphs apart by an empty line, cells by a tab.
  public var plain: String {
    let parts: [String] = blocks.compactMap { block in
      switch block {
      case .page: nil
      case .heading(_, let text), .paragraph(let text): text.plain
      case .lines(let lines): lines.map(\.plain).joined(separator: "\n")
      case .item(let mark, let text), .note(_, let mark, let text): "\(mark) \(text.plain)"
      case .code(let lines): lines.joined(separator: "\n")
      case .table(let rows): rows.map { $0.map(\.text.plain).joined(separator: "\t") }.joined(separator: "\n")
      }
    }
    return parts.isEmpty ? "" : parts.map { $0.trimmed() }.filter { !$0.isEmpty }.joined(separator: "\n\n") + "\n"
  }
}
