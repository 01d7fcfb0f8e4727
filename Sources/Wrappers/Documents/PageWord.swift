internal import CPopplerText

/// The words of a page's own text, as Poppler has them.
public struct PageWords: Sendable {
  /// The words in Poppler's reading order, those of form fields and notes among them, hidden ones too.
  public let list: [PageWord]
  /// The names of their fonts, as the document gives them.
  public let fonts: [String]
  /// Quarter turns clockwise by which the page is shown.
  public let pageTurns: Int
}

/// A word of a page's own text.
public struct PageWord: Sendable {
  /// Its characters as they stand from left to right.
  public let text: String
  /// Its edges in points from the upper left corner of the page as it is shown.
  public let left, top, right, bottom: Double
  /// The size of its font in points.
  public let size: Double
  /// The place of its font among the page's; nil for none.
  public let font: Int?
  /// Quarter turns clockwise of the direction it is written in; 1 is downwards, as vertical writing is.
  public let turns: Int
  /// Whether a blank parts it from the next word of its line.
  public let hasSpaceAfter: Bool
}

extension PDFPage {
  /// The words of the page.
  public func words() throws(DocumentError) -> PageWords {
    guard let document = bytes.text else { throw .noPage(number) }
    guard let list = sluice_text_words(document, CInt(number - 1)) else { throw .outOfMemory }
    defer { sluice_words_free(list) }
    let (words, bytes) = (
      list.pointee, UnsafeRawBufferPointer(start: list.pointee.bytes, count: list.pointee.byte_count)
    )
    let read = (0..<words.word_count).map { place in
      let word = words.words[place]
      let text = bytes[Int(word.text)..<Int(word.text) + Int(word.text_length)]
      return PageWord(
        text: String(decoding: text, as: UTF8.self), left: Double(word.left), top: Double(word.top),
        right: Double(word.right), bottom: Double(word.bottom), size: Double(word.size),
        font: word.font < 0 ? nil : Int(word.font), turns: Int(word.turns), hasSpaceAfter: word.has_space_after != 0)
    }
    return PageWords(
      list: read, fonts: (0..<words.font_count).map { words.fonts[$0].map { String(cString: $0) } ?? "" },
      pageTurns: Int(words.page_turns))
  }
}
