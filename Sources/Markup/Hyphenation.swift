/// Joins words that were parted at the end of a line, by what the document itself says of them.
struct Hyphenation {
  static let hyphens: Set<Character> = ["-", "\u{2010}", "\u{AD}"]

  private var words: Set<String> = []
  private var compounds: Set<String> = []

  /// Learns the words of a document from the middle of its lines.
  init(_ lines: some Sequence<TextLine>) {
    for line in lines {
      for word in line.text.split(separator: " ") {
        let core = word.trimming { !$0.isLetter && !$0.isNumber }.lowercased()
        guard !core.isEmpty else { continue }
        if core.contains("-") { compounds.insert(core) } else { words.insert(core) }
      }
    }
  }

  /// How a line goes on in the next.
  enum Join {
    /// With a blank between them.
    case apart
    /// Without its hyphen.
    case whole
    /// With its hyphen and no blank.
    case hyphenated
  }

  /// Whether the last word of a line and the first of the next are one word.
  func join(_ line: String, _ next: String) -> Join {
    guard let last = line.last, Self.hyphens.contains(last) else {
      return Self.isSpaced(line, next) ? .apart : .hyphenated
    }
    if last == "\u{AD}" { return .whole }
    let head = line.dropLast().split(separator: " ").last.map(String.init) ?? ""
    let tail = next.split(separator: " ").first.map(String.init) ?? ""
    guard head.last?.isLetter == true, let first = tail.first else { return .apart }
    guard first.isLetter else { return first.isNumber ? .hyphenated : .apart }
    let (one, other) = (
      Substring(head).trimming { !$0.isLetter && $0 != "-" }.lowercased(),
      Substring(tail).trimming { !$0.isLetter && $0 != "-" }.lowercased()
    )
    if compounds.contains(one + "-" + other) { return .hyphenated }
    if words.contains(one + other) { return .whole }
    // A name, or a word that has a hyphen already, is a compound.
    if first.isUppercase || one.contains("-") { return .hyphenated }
    return one.count == 1 ? .hyphenated : .whole
  }

  /// Scripts without blanks between words have none at the end of a line either.
  private static func isSpaced(_ line: String, _ next: String) -> Bool {
    guard let last = line.unicodeScalars.last, let first = next.unicodeScalars.first else { return true }
    return !(isUnspaced(last) && isUnspaced(first))
  }

  private static func isUnspaced(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x0E00...0x0FFF, 0x1000...0x109F, 0x1780...0x17FF, 0x3000...0x9FFF, 0xF900...0xFAFF, 0xFE30...0xFE4F,
      0xFF00...0xFFEF, 0x20000...0x3FFFF:
      true
    default: false
    }
  }
}
