import Foundation

/// Text as it goes into records.
package enum PlainText {
  /// NFC, lines ended by `\n`, the last one too; no control characters but tabs; no blank lines at the end.
  ///
  /// Letters are letters, however a font names them: ligatures (U+FB00 to U+FB06) and the presentation forms of Arabic and
  /// Hebrew become what they stand for. Soft hyphens are gone, and the word one parts at the end of a line stands whole on
  /// that line. Signs that steer the direction of text are gone, and so are leaders made of replacement characters.
  package static func clean(_ text: String) -> String {
    var scalars: [Unicode.Scalar] = []
    var previous: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      defer { previous = scalar }
      if endsLine(scalar) {
        scalars.append("\n")
      } else if scalar == "\n" {
        if previous != "\r" { scalars.append("\n") }
      } else if scalar == "\t" || !isControl(scalar) && !steers(scalar) {
        scalars.append(scalar)
      }
    }
    scalars = withoutLeaders(withoutSoftHyphens(scalars)).flatMap(letters)
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars)
    return scalars.isEmpty ? "" : String(result).precomposedStringWithCanonicalMapping + "\n"
  }

  /// The text of one line, without an end; a soft hyphen at its end, where a word is parted, is a hyphen, and a line's end that a
  /// font has for a letter is a blank.
  package static func line(_ text: String) -> String {
    var scalars = text.unicodeScalars
    if scalars.last == "\u{AD}" {
      scalars.removeLast()
      scalars.append("-")
    }
    if scalars.contains(where: { endsLine($0) || $0 == "\n" }) {
      scalars = String.UnicodeScalarView(scalars.map { endsLine($0) || $0 == "\n" ? " " : $0 })
    }
    return String(clean(String(scalars)).dropLast())
  }

  /// The text of one word of a line.
  package static func word(_ text: String) -> String { text.allSatisfy(\.isASCII) ? text : line(text) }

  /// Characters that are neither white space nor control.
  package static func characters(_ text: String) -> Int {
    text.unicodeScalars.count { !$0.properties.isWhitespace && !isControl($0) }
  }

  private static func endsLine(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "\r" || scalar == "\u{0C}" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }

  /// Marks, embeddings and isolates of the bidirectional algorithm (UAX #9), and the byte order mark.
  private static func steers(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x200E, 0x200F, 0x061C, 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
    default: false
    }
  }

  private static func withoutSoftHyphens(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains("\u{AD}") else { return scalars }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      guard scalars[index] == "\u{AD}" else {
        result.append(scalars[index])
        index += 1
        continue
      }
      index += 1
      var next = index
      while next < scalars.count, scalars[next] == " " { next += 1 }
      guard next < scalars.count, scalars[next] == "\n" else { continue }
      // The rest of the word comes up, the line ends behind it.
      index = next + 1
      while index < scalars.count, !scalars[index].properties.isWhitespace, scalars[index] != "\u{AD}" {
        result.append(scalars[index])
        index += 1
      }
      if index < scalars.count, scalars[index] == "\u{AD}" { continue }
      while index < scalars.count, scalars[index] == " " { index += 1 }
      if index < scalars.count, scalars[index] != "\n" { result.append("\n") }
    }
    return result
  }

  /// Rows of dots whose font has no names for them come as rows of U+FFFD.
  private static func withoutLeaders(_ scalars: [Unicode.Scalar]) -> [Unicode.Scalar] {
    guard scalars.contains("\u{FFFD}") else { return scalars }
    var result: [Unicode.Scalar] = []
    var index = 0
    while index < scalars.count {
      var (end, count) = (index, 0)
      while end < scalars.count, scalars[end] == "\u{FFFD}" || count > 0 && scalars[end] == " " {
        if scalars[end] == "\u{FFFD}" { count += 1 }
        end += 1
      }
      if count >= leastLeader {
        if let last = result.last, !last.properties.isWhitespace { result.append(" ") }
        index = end
      } else {
        result.append(scalars[index])
        index += 1
      }
    }
    return result
  }

  /// A shorter run may be a word of a font without names.
  private static let leastLeader = 5

  private static func letters(_ scalar: Unicode.Scalar) -> [Unicode.Scalar] {
    switch scalar.value {
    // Latin ligatures; Hebrew and Arabic presentation forms, but not the ornate brackets and the honorifics among them.
    case 0xFB00...0xFB06, 0xFB1D...0xFB4F, 0xFB50...0xFBFF, 0xFC00...0xFD3D, 0xFD50...0xFDF9, 0xFE70...0xFEFC:
      Array(String(scalar).precomposedStringWithCompatibilityMapping.unicodeScalars)
    default: [scalar]
    }
  }
}
