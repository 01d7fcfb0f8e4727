import Documents
import Formats
import Layout
import Reading

/// A page's text in the order it is read, and where its lines stand.
struct PageContent {
  /// The text as it goes into records: a line each, cells of a row apart by a tab, blocks by an empty line.
  let text: String
  /// Where its lines stand.
  let layout: TextLayout
  /// The same; nil for a page without text.
  var givenLayout: TextLayout? { layout.lines.isEmpty ? nil : layout }
  /// Its characters that are no white space.
  var characters: Int { PlainText.characters(text) }

  /// Reads the words of a page.
  init(_ page: borrowing PDFPage) throws(DocumentError) {
    let (width, height) = page.size
    let words = try page.words()
    self.init(PageLayout(words.sources(), width: width, height: height), page: page.number)
  }

  /// Takes the ordered words of a page.
  init(_ page: PageLayout, page number: Int) {
    var scalars = String.UnicodeScalarView()
    var layout = TextLayout(page: number, width: page.width, height: page.height, lines: [], runs: [])
    for line in page.lines {
      let content = LineContent(line.fragment)
      guard !content.text.isEmpty else { continue }
      var joint = line.joint
      if layout.lines.isEmpty { joint = .block } else { scalars.append(contentsOf: joint.separator.unicodeScalars) }
      let start = scalars.count
      scalars.append(contentsOf: content.text.unicodeScalars)
      let box = line.fragment.box
      layout.lines.append(
        TextLayout.Line(
          start: start, length: scalars.count - start, left: box.left, top: box.top, right: box.right,
          bottom: box.bottom, size: line.fragment.size, style: Int(content.style.rawValue), joint: joint.rawValue,
          turns: line.turns))
      layout.runs += content.runs.map { TextLayout.Run(start: start + $0.start, length: $0.length, style: $0.style) }
    }
    if !scalars.isEmpty { scalars.append("\n") }
    text = String(scalars)
    self.layout = layout
  }
}

/// A line's text as it goes into records, and the styles in it.
private struct LineContent {
  private(set) var text = ""
  private(set) var style: FontStyle = []
  private(set) var runs: [TextLayout.Run] = []

  init(_ fragment: Fragment) {
    var letters: [FontStyle: Int] = [:]
    var parts: [(length: Int, style: FontStyle)] = []
    for (index, word) in fragment.words.enumerated() {
      var part = PlainText.word(word.text)
      if word.hasSpaceAfter && index < fragment.words.count - 1 { part += " " }
      text += part
      let count = part.unicodeScalars.count
      parts.append((count, word.style))
      letters[word.style, default: 0] += count
    }
    style = letters.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key ?? []
    var start = 0
    for part in parts {
      defer { start += part.length }
      guard part.style != style, part.length > 0 else { continue }
      if let last = runs.last, last.start + last.length == start, last.style == Int(part.style.rawValue) {
        runs[runs.count - 1].length += part.length
      } else {
        runs.append(TextLayout.Run(start: start, length: part.length, style: Int(part.style.rawValue)))
      }
    }
    // What is put in order as a whole has lost the places of its parts.
    let whole = PlainText.line(text)
    if whole.unicodeScalars.count != text.unicodeScalars.count { runs = [] }
    text = whole
  }
}

extension PageLayout.Joint {
  /// How a record's text tells it.
  fileprivate var separator: String {
    switch self {
    case .block: "\n\n"
    case .below: "\n"
    case .beside: "\t"
    }
  }
}

extension PageWords {
  /// The words as they are ordered, or some of them.
  func sources(where isTaken: (Int) -> Bool = { _ in true }) -> [PageLayout.Source] {
    let styles = fonts.map { FontStyle(fontName: $0) }
    return list.indices.filter(isTaken).map { place in
      let word = list[place]
      return PageLayout.Source(
        Word(
          text: word.text, box: Box(left: word.left, top: word.top, right: word.right, bottom: word.bottom),
          size: word.size, style: word.font.map { styles[$0] } ?? [], hasSpaceAfter: word.hasSpaceAfter),
        turns: word.turns)
    }
  }
}
