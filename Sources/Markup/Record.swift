import Formats

extension DocumentText {
  /// Typesets a record whose pages say where their lines stand; nil for one that does not know, such as other
  /// programs' are.
  ///
  /// A page without layout (blank, failed) is a page without lines.
  public init?(_ record: DolmaRecord) {
    guard case .array(let values)? = record.attributes[TextLayout.attribute],
      case .array(let spans)? = record.attributes["pdf_page_numbers"]
    else { return nil }
    let layouts = Dictionary(
      values.compactMap(TextLayout.init).map { ($0.page, $0) }, uniquingKeysWith: { first, _ in first })
    let scalars = Array(record.text.unicodeScalars)
    var pages: [TextPage] = []
    for case .array(let span) in spans {
      guard span.count == 3, case .integer(let start) = span[0], case .integer(let end) = span[1],
        case .integer(let number) = span[2], start >= 0, start <= end, end <= scalars.count
      else { return nil }
      guard let layout = layouts[number] else {
        // Text of which nobody knows where it stands is no text to typeset.
        if end > start { return nil }
        continue
      }
      pages.append(TextPage(layout, scalars[start..<end]))
    }
    self.init(pages)
  }
}

extension TextPage {
  /// A page's lines from its text and its layout.
  init(_ layout: TextLayout, _ text: ArraySlice<Unicode.Scalar>) {
    let lines = layout.lines.compactMap { line -> TextLine? in
      let (start, end) = (text.startIndex + line.start, text.startIndex + line.start + line.length)
      guard line.start >= 0, line.length > 0, end <= text.endIndex else { return nil }
      let runs = layout.runs.filter { $0.start >= line.start && $0.start + $0.length <= line.start + line.length }
      return TextLine(
        page: layout.page, text: String(String.UnicodeScalarView(text[start..<end])), left: line.left, top: line.top,
        right: line.right, bottom: line.bottom, size: line.size, style: TextLine.Style(rawValue: line.style),
        runs: runs.map {
          TextLine.Run(
            range: ($0.start - line.start)..<($0.start - line.start + max(0, $0.length)),
            style: TextLine.Style(rawValue: $0.style))
        }, joint: TextLine.Joint(rawValue: line.joint) ?? .block, turns: line.turns & 3)
    }
    self.init(number: layout.page, height: layout.height, lines: lines)
  }
}
