import Formats
import Layout
import Markup

extension FuzzTarget {
  /// The bytes as the words of some pages, as a library finds them: no word is lost in putting them in order, and the document
  /// can be typeset.
  ///
  /// A line is a word, `LEFT TOP RIGHT BOTTOM SIZE FLAGS TEXT`, or the beginning of a page, `page WIDTH HEIGHT [read]`. Flags are
  /// 1 for a blank after the word, 2 and 4 for its turns, 8 to 32 for its style.
  package static func layout(_ bytes: [UInt8]) {
    let pages = FoundPage.all(in: String(decoding: bytes, as: UTF8.self))
    var typeset: [TextPage] = []
    for (index, page) in pages.enumerated() {
      let layout = PageLayout(page.words, width: page.width, height: page.height, areRead: page.areRead)
      let (given, ordered) = (
        page.words.reduce(0) { $0 + letters($1.word.text) },
        layout.lines.reduce(0) { $0 + letters($1.fragment.text) }
      )
      precondition(given == ordered, "\(given) letters were given, \(ordered) came out")
      for line in layout.lines {
        let box = line.fragment.box
        precondition([box.left, box.top, box.right, box.bottom].allSatisfy(\.isFinite), "lines stand somewhere")
      }
      typeset.append(TextPage(number: index + 1, height: layout.height, lines: lines(of: layout, index + 1)))
    }
    typesetting(DocumentText(typeset))
  }

  /// Writes a document in all ways.
  static func typesetting(_ document: DocumentText) {
    _ = document.markdown(pageMarks: true)
    let marked = document.markdown(pageMarks: false)
    precondition(marked.isEmpty == document.plain.isEmpty, "what has text in one has it in the other")
  }

  /// Characters that are no white space and do not steer the direction of text, as such signs are not kept.
  private static func letters(_ text: String) -> Int {
    text.unicodeScalars.count { scalar in
      let steers: Bool =
        switch scalar.value {
        case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
      return !steers && !scalar.properties.isWhitespace
    }
  }

  private static func lines(of layout: PageLayout, _ page: Int) -> [TextLine] {
    layout.lines.map { line in
      let box = line.fragment.box
      return TextLine(
        page: page, text: line.fragment.text, left: box.left, top: box.top, right: box.right, bottom: box.bottom,
        size: line.fragment.size, style: TextLine.Style(rawValue: Int(line.fragment.words[0].style.rawValue)),
        joint: TextLine.Joint(rawValue: line.joint.rawValue) ?? .block, turns: line.turns)
    }
  }
}

/// A page as it is written down.
private struct FoundPage {
  var width = 595.0
  var height = 842.0
  var areRead = false
  var words: [PageLayout.Source] = []

  /// More take longer and find no more.
  private static let (mostPages, mostWords) = (8, 300)

  static func all(in text: String) -> [FoundPage] {
    var pages = [FoundPage()]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: " ", maxSplits: 6)
      if parts.first == "page" {
        guard pages.count < mostPages else { break }
        var page = FoundPage()
        if parts.count > 2 { (page.width, page.height) = (Double(parts[1]) ?? 595, Double(parts[2]) ?? 842) }
        page.areRead = parts.last == "read"
        pages.append(page)
      } else if parts.count == 7, pages[pages.count - 1].words.count < mostWords {
        pages[pages.count - 1].words.append(word(parts))
      }
    }
    return pages.filter { !$0.words.isEmpty }
  }

  private static func word(_ parts: [Substring]) -> PageLayout.Source {
    let numbers = parts.prefix(5).map { Double($0) ?? 0 }
    let flags = Int(parts[5]) ?? 0
    let word = Word(
      text: String(parts[6]), box: Box(left: numbers[0], top: numbers[1], right: numbers[2], bottom: numbers[3]),
      size: numbers[4], style: FontStyle(rawValue: UInt8(flags >> 3 & 7)), hasSpaceAfter: flags & 1 == 1)
    return PageLayout.Source(word, turns: flags >> 1)
  }
}
