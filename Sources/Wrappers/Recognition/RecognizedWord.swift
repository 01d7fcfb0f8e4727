internal import CTesseract

/// A word read on a picture; places in pixels from its upper left corner.
public struct RecognizedWord: Sendable {
  /// Its characters as they are read.
  public internal(set) var text: String
  /// Its edges.
  public let left, top, right, bottom: Int
  /// The height of its line, from the descenders to the ascenders, whether it has such letters or not; in points.
  public let lineHeight: Double
  /// Tesseract's confidence, 0 to 100.
  public let confidence: Double
  /// Whether it is the last of its line.
  public let endsLine: Bool

  /// The words of the last reading.
  static func all(of handle: OpaquePointer) -> [RecognizedWord] {
    guard let results = TessBaseAPIGetIterator(handle) else { return [] }
    defer { TessResultIteratorDelete(results) }
    let pages = TessResultIteratorGetPageIterator(results)
    var words: [RecognizedWord] = []
    repeat {
      if let word = word(results, pages) { words.append(word) }
    } while TessResultIteratorNext(results, RIL_WORD) != 0
    return words
  }

  private static func word(_ results: OpaquePointer, _ pages: OpaquePointer?) -> RecognizedWord? {
    guard let text = TessResultIteratorGetUTF8Text(results, RIL_WORD) else { return nil }
    defer { TessDeleteText(text) }
    var (left, top, right, bottom): (CInt, CInt, CInt, CInt) = (0, 0, 0, 0)
    guard TessPageIteratorBoundingBox(pages, RIL_WORD, &left, &top, &right, &bottom) != 0 else { return nil }
    // Without a font to tell, which only old models know, it tells the size all the same.
    var flags: (CInt, CInt, CInt, CInt, CInt, CInt) = (0, 0, 0, 0, 0, 0)
    var (size, font): (CInt, CInt) = (0, 0)
    _ = TessResultIteratorWordFontAttributes(
      results, &flags.0, &flags.1, &flags.2, &flags.3, &flags.4, &flags.5, &size, &font)
    return RecognizedWord(
      text: String(cString: text), left: Int(left), top: Int(top), right: Int(right), bottom: Int(bottom),
      lineHeight: Double(size), confidence: Double(TessResultIteratorConfidence(results, RIL_WORD)),
      endsLine: TessPageIteratorIsAtFinalElement(pages, RIL_TEXTLINE, RIL_WORD) != 0)
  }
}
