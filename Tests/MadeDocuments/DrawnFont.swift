/// A font for any letters, each of which is drawn as a small block: for what only its map to Unicode tells.
public struct DrawnFont: Sendable {
  /// The width of a letter of a font of one point.
  public static let width = 0.6

  /// The font's object, `5 0 R`.
  public let reference: String
  private let codes: [Unicode.Scalar: UInt8]

  /// Adds a font for some letters (at most 200) to a document.
  public init(letters: Set<Unicode.Scalar>, in document: inout PDFBuilder) {
    let letters = letters.sorted { $0.value < $1.value }
    precondition(letters.count <= 200)
    codes = Dictionary(uniqueKeysWithValues: letters.enumerated().map { ($1, UInt8($0 + 33)) })
    let block = document.object("", stream: Array("600 0 0 0 550 700 d1 50 0 450 650 re f".utf8))
    let blank = document.object("", stream: Array("600 0 d0".utf8))
    let map = document.object("", stream: Array(Self.map(codes).utf8))
    let names = letters.map { "/g\($0.value)" }
    let drawings = zip(names, letters).map { "\($0) \($1 == " " ? blank : block)" }.joined(separator: " ")
    let widths = letters.map { _ in "600" }.joined(separator: " ")
    reference = document.object(
      "/Type /Font /Subtype /Type3 /FontBBox [0 0 600 700] /FontMatrix [0.001 0 0 0.001 0 0] /Resources << >> "
        + "/CharProcs << \(drawings) >> /Encoding << /Type /Encoding /Differences [33 \(names.joined(separator: " "))] >> "
        + "/FirstChar 33 /LastChar \(32 + letters.count) /Widths [\(widths)] /ToUnicode \(map)")
  }

  /// A text as a content stream shows it, from left to right.
  public func shown(_ text: String) -> String {
    "<" + text.unicodeScalars.map { Self.hex(UInt32(codes[$0] ?? 33), digits: 2) }.joined() + ">"
  }

  private static func map(_ codes: [Unicode.Scalar: UInt8]) -> String {
    let entries = codes.sorted { $0.value < $1.value }.map { scalar, code in
      "<\(hex(UInt32(code), digits: 2))> <\(scalar.utf16.map { hex(UInt32($0), digits: 4) }.joined())>\n"
    }
    // A section has at most 100 entries (Adobe Technical Note 5014).
    let sections = stride(from: 0, to: entries.count, by: 100).map { start in
      let part = entries[start..<min(start + 100, entries.count)]
      return "\(part.count) beginbfchar\n\(part.joined())endbfchar\n"
    }
    return "/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /M def /CMapType 2 def\n"
      + "1 begincodespacerange <00> <FF> endcodespacerange\n\(sections.joined())endcmap end end\n"
  }

  private static func hex(_ number: UInt32, digits: Int) -> String {
    let text = String(number, radix: 16)
    return String(repeating: "0", count: max(0, digits - text.count)) + text
  }
}

extension Unicode.Scalar {
  /// The scalar in UTF-16.
  fileprivate var utf16: [UInt16] { Array(String(self).utf16) }
}
