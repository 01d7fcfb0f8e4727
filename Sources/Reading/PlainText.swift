import Foundation

/// Text as it goes into records.
package enum PlainText {
  /// NFC, lines ended by `\n`, the last one too; no control characters but tabs; no blank lines at the end.
  package static func clean(_ text: String) -> String {
    var scalars = String.UnicodeScalarView()
    var afterReturn = false
    for scalar in text.unicodeScalars {
      let endsLine =
        scalar == "\r" || scalar == "\u{0C}" || scalar == "\u{85}" || scalar == "\u{2028}" || scalar == "\u{2029}"
      if endsLine {
        scalars.append("\n")
      } else if scalar == "\n" {
        if !afterReturn { scalars.append("\n") }
      } else if scalar == "\t" || !isControl(scalar) {
        scalars.append(scalar)
      }
      afterReturn = scalar == "\r"
    }
    while let last = scalars.last, last.properties.isWhitespace { scalars.removeLast() }
    return scalars.isEmpty ? "" : String(scalars).precomposedStringWithCanonicalMapping + "\n"
  }

  /// Characters that are neither white space nor control.
  package static func characters(_ text: String) -> Int {
    text.unicodeScalars.count { !$0.properties.isWhitespace && !isControl($0) }
  }

  private static func isControl(_ scalar: Unicode.Scalar) -> Bool {
    scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
  }
}
