/// A word as it stands on a page.
public struct Word: Sendable, Hashable {
  /// Its characters in the order they are read.
  public var text: String
  /// Its place, turned so that its line runs from left to right.
  public var box: Box
  /// The size of its font in points.
  public var size: Double
  /// What its font is like.
  public var style: FontStyle
  /// Whether a blank parts it from the next word of its line.
  public var hasSpaceAfter: Bool

  /// Makes a word.
  public init(text: String, box: Box, size: Double, style: FontStyle = [], hasSpaceAfter: Bool) {
    self.text = text
    self.box = box
    self.size = size
    self.style = style
    self.hasSpaceAfter = hasSpaceAfter
  }

  /// Whether characters of it are read from right to left.
  public var hasRightToLeft: Bool { Bidi.concerns(text) }
}

/// What letters are like: what the name of their font tells, and whether they are raised.
public struct FontStyle: OptionSet, Sendable, Hashable {
  /// One bit each.
  public let rawValue: UInt8
  /// Makes a style of its bits.
  public init(rawValue: UInt8) { self.rawValue = rawValue }

  /// Heavier than the text around it.
  public static let bold = FontStyle(rawValue: 1)
  /// Slanted.
  public static let italic = FontStyle(rawValue: 2)
  /// All characters of one width.
  public static let monospaced = FontStyle(rawValue: 4)
  /// Smaller than its line, and above its foot, as the number of a footnote is; no font's name tells that.
  public static let raised = FontStyle(rawValue: 8)

  /// Reads a font's name, `ABCDEF+TimesNewRoman-BoldItalic` or `CMBX10`.
  public init(fontName: some StringProtocol) {
    // Every word has a font: bytes are compared, which takes a hundredth of the time that searching in characters does.
    var name = fontName.utf8.map { (0x41...0x5A).contains($0) ? $0 | 0x20 : $0 }[...]
    if name.count > 7, name[6] == UInt8(ascii: "+") { name = name[7...] }
    var style: FontStyle = []
    func has(_ parts: StaticString...) -> Bool { parts.contains { Self.found($0, in: name, from: 0, to: name.count) } }
    func begins(_ part: StaticString) -> Bool { Self.found(part, in: name, from: 0, to: part.utf8CodeUnitCount) }
    func ends(_ part: StaticString) -> Bool {
      Self.found(part, in: name, from: name.count - part.utf8CodeUnitCount, to: name.count)
    }
    if has("bold", "black", "heavy", "demi") || begins("cmbx") || ends("-bd") { style.insert(.bold) }
    if has("italic", "oblique", "slanted") || begins("cmti") || begins("cmsl") || ends("-it") { style.insert(.italic) }
    if has("mono", "courier", "typewriter", "consol", "menlo", "inconsolata") || begins("cmtt") {
      style.insert(.monospaced)
    }
    self = style
  }

  /// Whether a part stands in a name between two of its places.
  private static func found(_ part: StaticString, in name: ArraySlice<UInt8>, from: Int, to: Int) -> Bool {
    let part = UnsafeBufferPointer(start: part.utf8Start, count: part.utf8CodeUnitCount)
    guard from >= 0, to - from >= part.count, to <= name.count else { return false }
    let bytes = name.dropFirst(from).prefix(to - from)
    return (bytes.startIndex...bytes.endIndex - part.count).contains { bytes[$0...].starts(with: part) }
  }
}
