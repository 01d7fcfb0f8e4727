import Formats
import TestSupport
import Testing

/// What documents say in their own letters: all of it, in the order it is read.
@Suite struct OwnTextTests {
  /// Lines of Helvetica at places given from the lower left corner.
  private static func content(_ lines: [(x: Int, y: Int, text: String)]) -> String {
    lines.map { "BT /F 11 Tf \($0.x) \($0.y) Td (\($0.text)) Tj ET\n" }.joined()
  }

  @Test func `cells of a table stay apart, and rows are rows`() throws {
    let rows = [
      ["Lock", "1904", "1905", "Together"], ["Upper gate", "2,318", "904", "3,222"],
      ["Basin", "1771", "1,640", "3,411"],
      ["Lower gate", "505", "77,210", "77,715"],
    ]
    var lines = [(60, 760, "The boats that passed each of the locks were counted by their keepers.")]
    for (number, row) in rows.enumerated() {
      // What a viewer's user copies, who draws the mouse over them, is one number.
      for (x, cell) in zip([60, 140, 190, 245], row) { lines.append((x, 730 - 16 * number, cell)) }
    }
    lines.append((60, 640, "All of the numbers are those of the keepers' own books."))
    let page = try ReadDocument(PDFBuilder().page(content: Self.content(lines)).data()).page()
    #expect(page.route == .text)
    for row in rows { #expect(page.lines.contains(row.joined(separator: "\t")), "\(page.text)") }
    #expect(page.lines.first == lines.first?.2 && page.lines.last == lines.last?.2)
    let markdown = try ReadDocument.markdown(page)
    for row in rows { #expect(markdown.contains("| \(row.joined(separator: " | ")) |\n"), "\(markdown)") }
  }

  @Test func `titles of a table of contents and their page numbers do not run together`() throws {
    let entries = [
      ("The river before the first gate", 3), ("Oak, iron and stone", 29), ("How a lock is filled", 56),
      ("Register", 140),
    ]
    var lines = [(60, 760, "Contents")]
    for (number, entry) in entries.enumerated() {
      let digits = String(entry.1)
      lines += [(60, 725 - 18 * number, entry.0), (530 - 6 * digits.count, 725 - 18 * number, digits)]
    }
    let page = try ReadDocument(PDFBuilder().page(content: Self.content(lines)).data()).page()
    #expect(page.lines == ["Contents"] + entries.map { "\($0)\t\($1)" })
    let markdown = try ReadDocument.markdown(page).split(separator: "\n").map {
      $0.trimmingSuffix(while: { $0 == " " })
    }
    for entry in entries { #expect(markdown.contains("\(entry.0) \(entry.1)"), "\(markdown)") }
  }

  @Test func `lines of Hebrew come whole and in the order they are read`() throws {
    let lines = [
      "השומר פתח את שער המים", "שתי סירות עלו בנהר לפנות ערב", "הגשם ירד כל הלילה על העיר",
      "הילדים ראו את הדגים בבריכה",
      "הספר מונח על השולחן בחדר", "האיש כתב מכתב ארוך לאחיו", "המפתח הישן נמצא בתיבה",
      "החנות נפתחת בשעה שמונה בבוקר", "הדרך אל ההר קצרה ויפה", "כאן נגמר הדף הראשון",
    ]
    var builder = PDFBuilder()
    let font = DrawnFont(letters: Set(lines.joined().unicodeScalars), in: &builder)
    let content = lines.enumerated().map { number, line in
      // From left to right, as they stand on the page.
      let shown = font.shown(String(line.reversed()))
      return "BT /H 14 Tf \(530 - DrawnFont.width * 14 * Double(line.count)) \(760 - 24 * number) Td \(shown) Tj ET\n"
    }
    let document = try ReadDocument(
      builder.page(content: content.joined(), fonts: "/H \(font.reference)").data())
    let page = try document.page()
    #expect(page.route == .text)
    #expect(page.lines == lines)
    #expect(page.facts.language == "he")
  }

  @Test func `what was filled into a form is text of its page`() throws {
    let fields = [("Name of the keeper", "Ottilie Sluys"), ("Number of the lock", "27"), ("Since", "12 March 1931")]
    var builder = PDFBuilder()
    let font = builder.object("/Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding")
    var widgets: [String] = []
    var lines = [(60, 780, "Every keeper of a lock fills in this form at the beginning of the year.")]
    for (number, field) in fields.enumerated() {
      let y = 740 - 30 * number
      lines.append((60, y + 5, field.0))
      let appearance = builder.object(
        "/Type /XObject /Subtype /Form /BBox [0 0 240 20] /Resources << /Font << /Helv \(font) >> >>",
        stream: Array("/Tx BMC q BT /Helv 11 Tf 0 g 4 6 Td (\(field.1)) Tj ET Q EMC".utf8))
      widgets.append(
        builder.object(
          "/Type /Annot /Subtype /Widget /FT /Tx /F 4 /T (\(field.0)) /V (\(field.1)) /DA (/Helv 11 Tf 0 g) "
            + "/Rect [220 \(y) 460 \(y + 20)] /AP << /N \(appearance) >>"))
    }
    let list = widgets.joined(separator: " ")
    builder = builder.page(content: Self.content(lines), entries: "/Annots [\(list)]")
      .catalog("/AcroForm << /Fields [\(list)] /DR << /Font << /Helv \(font) >> >> >>")
    let page = try ReadDocument(builder.data()).page()
    #expect(page.route == .text)
    for (label, value) in fields { #expect(page.lines.contains("\(label)\t\(value)"), "\(page.text)") }
  }
}

extension StringProtocol {
  /// Without the characters at its end for which this holds.
  fileprivate func trimmingSuffix(while isOutside: (Character) -> Bool) -> String {
    String(reversed().drop(while: isOutside).reversed())
  }
}
