/// Finds running heads and feet of one page by their place and their form, where no other page has the same.
///
/// They are the outermost lines of a page. Each row of them, from the edge inwards, is one while its form says so: a
/// number alone, where a file was downloaded from, addresses and numbers of journals. A short text beside a page's
/// number is one with it. The first row of another form, titles and sentences among them, ends them.
struct EdgeMatter {
  /// The share of a page from either edge where such lines stand: a journal's foot of three lines takes a tenth.
  private static let margin = 0.12
  /// Rows looked at from either edge.
  private static let depth = 3
  /// The share of a page from its very edge where a small short line needs no form: where web archives put their own.
  private static let rim = 0.04

  private let page: TextPage
  private let bodySize: Double

  /// The places of such lines among those of a page; the size is that of most of the document's letters.
  static func places(_ page: TextPage, bodySize: Double) -> Set<Int> {
    guard !page.lines.isEmpty else { return [] }
    let matter = EdgeMatter(page: page, bodySize: bodySize)
    let turns =
      Dictionary(grouping: page.lines, by: \.turns).max { ($0.value.count, $1.key) < ($1.value.count, $0.key) }?.key
      ?? 0
    let upright = page.lines.indices.filter { page.lines[$0].turns == turns }
    let rows = matter.rows(upright)
    // A page of one row or two is no page with edges.
    let edges = rows.count < 3 ? [] : matter.outer(rows, isHead: true) + matter.outer(rows.reversed(), isHead: false)
    let aslant = page.lines.indices.filter { page.lines[$0].turns != turns && Form.isDownload(page.lines[$0].text) }
    return Set(edges + aslant)
  }

  private typealias Row = [Int]

  private func rows(_ places: [Int]) -> [Row] {
    var rows: [Row] = []
    for place in places.sorted(by: { page.lines[$0].top < page.lines[$1].top }) {
      let line = page.lines[place]
      if let last = rows.last?.last, line.top < page.lines[last].bottom - 0.5 * line.height {
        rows[rows.count - 1].append(place)
      } else {
        rows.append([place])
      }
    }
    return rows.map { $0.sorted { page.lines[$0].left < page.lines[$1].left } }
  }

  /// The rows from an edge inwards as far as they are such matter.
  private func outer(_ rows: [Row], isHead: Bool) -> [Int] {
    var found: [Int] = []
    for (row, next) in zip(rows, rows.dropFirst()).prefix(Self.depth) {
      guard isMatter(row, next, isHead: isHead) else { break }
      found += row
    }
    return found
  }

  private func isMatter(_ row: Row, _ next: Row, isHead: Bool) -> Bool {
    let lines = row.map { page.lines[$0] }
    guard lines.allSatisfy({ $0.size < 1.15 * bodySize }), let height = lines.map(\.height).max() else { return false }
    let gap = isHead ? top(next) - bottom(row) : top(row) - bottom(next)
    let depth = isHead ? bottom(row) : page.height - top(row)
    let texts = lines.map(\.text)
    guard depth < page.height * Self.margin else { return !isHead && isNumberAlone(lines, gap: gap) }
    if texts.allSatisfy(Form.isNumber) { return row.count == 1 && gap > 0.8 * height }
    if texts.contains(where: Form.isDownload) || texts.allSatisfy(Form.isAddress) { return true }
    if Form.tellsIssue(texts.joined(separator: " ")) { return gap > 0.5 * height }
    if texts.filter(Form.isNumber).count == 1 { return gap > 1.2 * height && isBesideNumber(row, next) }
    return depth < page.height * Self.rim && gap > 3 * height && isSmall(lines)
  }

  private func top(_ row: Row) -> Double { row.map { page.lines[$0].top }.min() ?? 0 }
  private func bottom(_ row: Row) -> Double { row.map { page.lines[$0].bottom }.max() ?? 0 }

  /// A page's number under text that ends far above the edge: in the middle, far under the last line.
  private func isNumberAlone(_ lines: [TextLine], gap: Double) -> Bool {
    guard lines.count == 1, Form.isNumber(lines[0].text), gap > 2 * lines[0].height else { return false }
    let others = page.lines.filter { $0.turns == lines[0].turns }
    guard let left = others.map(\.left).min(), let right = others.map(\.right).max() else { return false }
    return abs(left + right - lines[0].left - lines[0].right) < 0.04 * (right - left)
  }

  /// A number at the end of a row, or at its beginning, with short text beside; and no number over or under it, as in
  /// a table.
  private func isBesideNumber(_ row: Row, _ next: Row) -> Bool {
    let lines = row.map { page.lines[$0] }
    guard lines.count <= 3, lines.allSatisfy({ $0.words <= 10 && !Form.endsSentence($0.text) }) else { return false }
    guard let number = lines.first(where: { Form.isNumber($0.text) }) else { return false }
    let beside = next.map { page.lines[$0] }.filter { $0.left < number.right && number.left < $0.right }
    return !beside.contains { $0.text.contains(where: \.isNumber) && $0.words == 1 }
  }

  private func isSmall(_ lines: [TextLine]) -> Bool {
    lines.allSatisfy { $0.size < 0.8 * bodySize && $0.words <= 8 && !Form.endsSentence($0.text) }
  }
}

/// Forms of what stands at the edges of pages.
private enum Form {
  /// A page's number, with what is written beside one in many languages.
  static func isNumber(_ text: String) -> Bool {
    let words = text.lowercased().split { !$0.isLetter && !$0.isNumber }
    let marks: Set<Substring> = [
      "page", "p", "pg", "seite", "s", "página", "pagina", "pág", "стр", "of", "von", "de", "sur", "di",
    ]
    let numbers = words.filter { !marks.contains($0) }
    guard (1...2).contains(numbers.count), words.count <= 4, text.count <= 24,
      !text.contains(where: { ".,:%$€£".contains($0) })
    else { return false }
    return numbers.allSatisfy {
      $0.count <= 4 && $0.allSatisfy(\.isNumber) || $0.count <= 6 && $0.allSatisfy { "ivxlc".contains($0) }
    }
      && (numbers.count == 1 || words.count > 2 || text.contains("/"))
  }

  /// Where and when a file was taken from.
  static func isDownload(_ text: String) -> Bool {
    let text = text.lowercased()
    let beginnings = [
      "downloaded from", "downloaded by", "downloaded on", "download date", "this content downloaded",
      "heruntergeladen",
      "téléchargé", "descargado", "published by", "authorized licensed use",
    ]
    return beginnings.contains { text.hasPrefix($0) } && text.count < 200
  }

  /// Nothing but an address of the web, a DOI or an ISSN.
  static func isAddress(_ text: String) -> Bool {
    let words = text.lowercased().split(separator: " ")
    let rest = words.filter { word in
      !(word.hasPrefix("http") || word.hasPrefix("www.") || word.hasPrefix("doi") || word.hasPrefix("10.")
        || word.hasPrefix("issn"))
        && !word.allSatisfy { $0.isNumber || "-–x:.|".contains($0) }
    }
    return rest.isEmpty && words.contains { $0.contains(where: \.isLetter) && $0.count > 3 }
  }

  /// Two or more of: volume, issue, month, year, edition, address, ISSN; and little else.
  static func tellsIssue(_ text: String) -> Bool {
    let words = text.lowercased().split { $0.isWhitespace || "|,;()·•".contains($0) }
    guard (2...16).contains(words.count), !endsSentence(text) else { return false }
    let signs: [(Substring) -> Bool] = [
      { ["vol", "vol.", "volume", "band", "tome", "jahrgang"].contains($0) },
      { ["issue", "no.", "number", "heft", "nr.", "n°"].contains($0) },
      { word in months.contains { word.hasPrefix($0) && word.count < 10 } },
      { $0.count == 4 && ($0.hasPrefix("19") || $0.hasPrefix("20")) && $0.allSatisfy(\.isNumber) },
      { $0.hasPrefix("rev") && $0.count < 10 || $0.hasPrefix("version") },
      { $0.hasPrefix("www.") || $0.hasPrefix("http") },
      { $0.hasPrefix("issn") || $0.hasPrefix("doi") },
    ]
    let found = signs.map { sign in words.contains(where: sign) }
    // A month and a year alone are the date of a letter.
    return found.count { $0 } > 1 && (found[0] || found[1] || found[4] || found[5] || found[6])
  }

  private static let months = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]

  static func endsSentence(_ text: String) -> Bool { text.last.map { ".!?;".contains($0) } ?? false }
}
