/// A piece of running text, once as it is and once as Markdown.
struct Inline: Sendable, Hashable {
  var plain = ""
  var markdown = ""

  var isEmpty: Bool { plain.isEmpty }

  /// A line's text; runs that are unlike the text around are emphasised.
  init(_ line: TextLine, usual: TextLine.Style) {
    plain = line.text
    let scalars = Array(line.text.unicodeScalars)
    var place = 0
    for run in line.runs.sorted(by: { $0.range.lowerBound < $1.range.lowerBound }) {
      let range = run.range.clamped(to: place..<scalars.count)
      // Raised letters are a part of the text around them, and of its emphasis, unless they tell a footnote.
      guard !range.isEmpty, run.note != nil || run.style.subtracting(.raised) != line.style else { continue }
      append(scalars[place..<range.lowerBound], line.style, usual)
      if let note = run.note { markdown += "[^\(note)]" } else { append(scalars[range], run.style, usual) }
      place = range.upperBound
    }
    append(scalars[place...], line.style, usual)
  }

  init() {}

  private mutating func append(_ scalars: ArraySlice<Unicode.Scalar>, _ style: TextLine.Style, _ usual: TextLine.Style)
  {
    var view = String.UnicodeScalarView()
    view.append(contentsOf: scalars)
    let text = String(view)
    let escaped = Escaping.inline(text)
    let marks = Self.marks(style.subtracting(usual))
    let core = escaped.trimmed()
    guard !marks.isEmpty, !core.isEmpty, core.contains(where: { $0.isLetter || $0.isNumber }) else {
      markdown += escaped
      return
    }
    let lead = escaped.prefix { $0 == " " }
    let tail = escaped.suffix(escaped.reversed().prefix { $0 == " " }.count)
    markdown += "\(lead)\(marks)\(core)\(marks)\(tail)"
  }

  private static func marks(_ style: TextLine.Style) -> String {
    (style.contains(.bold) ? "**" : "") + (style.contains(.italic) ? "*" : "")
  }

  /// Adds text that goes on after a blank, or without one.
  mutating func append(_ other: Inline, apart: Bool) {
    plain += (apart ? " " : "") + other.plain
    let stars = Self.closing(markdown)
    // Emphasis that goes on over the end of a line is one.
    let goesOn = stars > 0 && stars == Self.opening(other.markdown)
    if goesOn { markdown.removeLast(stars) }
    markdown += (apart ? " " : "") + other.markdown.dropFirst(goesOn ? stars : 0)
  }

  /// The stars that end an emphasis at the end of a text; one that is a star has a blank or a backslash before it.
  private static func closing(_ text: String) -> Int {
    let stars = text.reversed().prefix { $0 == "*" }.count
    let before = text.dropLast(stars).last
    return before == nil || before == " " || before == "\\" ? 0 : stars
  }

  private static func opening(_ text: String) -> Int {
    let stars = text.prefix { $0 == "*" }.count
    let next = text.dropFirst(stars).first
    return next == nil || next == " " ? 0 : stars
  }

  /// The text without so many characters at its beginning, and without the emphasis that begins there.
  func dropping(_ count: Int) -> Inline {
    var result = self
    result.plain = String(plain.dropFirst(count))
    result.markdown = String(markdown.drop { $0 == "*" }.dropFirst(count))
    return result
  }

  /// Takes a hyphen at the end away.
  mutating func dropHyphen() {
    plain.removeLast()
    if let place = markdown.lastIndex(where: { Hyphenation.hyphens.contains($0) }) { markdown.remove(at: place) }
  }
}

/// What Markdown would take for its own (CommonMark 0.31).
enum Escaping {
  /// Escapes what would be markup within a line.
  static func inline(_ text: String) -> String {
    var result = ""
    var previous: Character?
    let characters = Array(text)
    for (index, character) in characters.enumerated() {
      let next = index + 1 < characters.count ? characters[index + 1] : nil
      if needsEscape(character, previous, next, characters[index...]) { result.append("\\") }
      result.append(character)
      previous = character
    }
    return result
  }

  private static func needsEscape(
    _ character: Character, _ previous: Character?, _ next: Character?, _ rest: ArraySlice<Character>
  ) -> Bool {
    func isSpace(_ character: Character?) -> Bool { character?.isWhitespace ?? true }
    switch character {
    case "`": return true
    case "\\": return next.map { $0.isASCII && ($0.isPunctuation || $0.isSymbol) } ?? false
    // A star or a line opens or closes emphasis only beside a character; a line within a word never does.
    case "*": return !(isSpace(previous) && isSpace(next))
    case "_":
      let within =
        (previous.map { $0.isLetter || $0.isNumber } ?? false) && (next.map { $0.isLetter || $0.isNumber } ?? false)
      return !within && !(isSpace(previous) && isSpace(next)) && next != "_" && previous != "_"
    case "<": return next.map { $0.isLetter || "/!?".contains($0) } ?? false
    case "&":
      let name = rest.dropFirst().prefix { $0.isLetter || $0.isNumber || $0 == "#" }
      return !name.isEmpty && rest.dropFirst(1 + name.count).first == ";"
    case "[": return rest.contains("]")
    case "~": return next == "~"
    default: return false
    }
  }

  /// Escapes what would be markup at the beginning of a line.
  static func start(_ line: String) -> String {
    guard let first = line.first else { return line }
    if first == "#" || first == ">" || first == "|" { return "\\" + line }
    if "-+=".contains(first) {
      let rest = line.drop { $0 == first || $0 == " " }
      let marker = line.dropFirst().first.map { $0 == " " } ?? true
      return marker || rest.isEmpty ? "\\" + line : line
    }
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty, digits.count < 10, let mark = line.dropFirst(digits.count).first, mark == "." || mark == ")",
      line.dropFirst(digits.count + 1).first.map({ $0 == " " }) ?? true
    {
      return "\(digits)\\\(line.dropFirst(digits.count))"
    }
    return line
  }
}

extension StringProtocol {
  func trimmed() -> String {
    var rest = Substring(self)
    while rest.first?.isWhitespace == true { rest.removeFirst() }
    while rest.last?.isWhitespace == true { rest.removeLast() }
    return String(rest)
  }
}
