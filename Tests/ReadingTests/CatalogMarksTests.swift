import Testing

@testable import Reading

@Suite struct CatalogMarksTests {
  private func marks(_ text: String, packed: String = "") -> CatalogMarks {
    var bytes = Array(text.utf8)
    if !packed.isEmpty {
      bytes += Array("9 0 obj\n<< /Type /ObjStm /Filter /FlateDecode >>\nstream\n".utf8)
      bytes += Self.stored(packed) + Array("\nendstream\nendobj\n".utf8)
    }
    return bytes.withUnsafeBytes { CatalogMarks($0) }
  }

  /// A text as zlib stores it (RFC 1950 and 1951, 3.2.4); nobody looks at the checksum.
  private static func stored(_ text: String) -> [UInt8] {
    let bytes = Array(text.utf8)
    let (low, high) = (UInt8(bytes.count & 255), UInt8(bytes.count >> 8))
    return [0x78, 0x01, 0x01, low, high, ~low, ~high] + bytes + [0, 0, 0, 0]
  }

  private static let form = "<< /Fields [4 0 R] /XFA [(template) 5 0 R] >>"

  @Test func `a form with XFA, plain or packed, is told from one without`() {
    #expect(marks("3 0 obj\(Self.form)endobj").hasXFA)
    #expect(marks("", packed: "3 0 \(Self.form)").hasXFA)
    #expect(!marks("3 0 obj << /Fields [4 0 R] >> endobj").hasXFA)
    #expect(!marks("3 0 obj << /Fields [4 0 R] /XFAForm 1 >> endobj").hasXFA)
    #expect(!marks("3 0 obj (a text on /XFA) endobj 4 0 obj << /Fields [] >> endobj").hasXFA)
  }

  @Test func `pages that stand in for a form are told`() {
    let catalog = "1 0 obj << /Type /Catalog /NeedsRendering true >> endobj"
    #expect(marks(catalog + "3 0 obj\(Self.form)endobj").needsRendering)
    #expect(!marks(catalog).needsRendering)
    #expect(!marks("1 0 obj << /NeedsRendering false /X true >> endobj 3 0 obj\(Self.form)endobj").needsRendering)
  }

  @Test func `a portfolio is told by its catalog`() {
    #expect(marks("1 0 obj << /Type /Catalog /Collection << /View /D >> >> endobj").isPortfolio)
    #expect(marks("", packed: "1 0 << /Type /Catalog /Collection 7 0 R >>").isPortfolio)
    #expect(!marks("1 0 obj << /Type /Catalog >> endobj 2 0 obj << /Type /Collection >> endobj").isPortfolio)
    #expect(!marks("1 0 obj << /Type /Catalog /CollectionItem 1 >> endobj").isPortfolio)
  }

  @Test func `a million sightings and packed objects without end cost little`() {
    let words = String(repeating: "/XFA ", count: 200_000) + String(repeating: "/ObjStm stream\n", count: 200_000)
    #expect(marks(words) == marks(""))
  }
}
