/// Text layers as bad PDFs have them, made of good text.
public enum Garbled {
  /// Latin letters shifted along the alphabet.
  public static func shifted(_ text: String, by places: UInt32) -> String {
    mapped(text) { value in
      switch value {
      case 0x61...0x7A: 0x61 + (value - 0x61 + places) % 26
      case 0x41...0x5A: 0x41 + (value - 0x41 + places) % 26
      default: value
      }
    }
  }

  /// The codes of a font without a map, taken for characters: 29 below the letters they draw.
  public static func offset(_ text: String) -> String {
    mapped(text) { (0x3E..<0x7F).contains($0) ? $0 - 29 : $0 }
  }

  /// UTF-8 read byte by byte as Latin-1.
  public static func utf8AsLatin(_ text: String) -> String {
    String(String.UnicodeScalarView(text.utf8.map { Unicode.Scalar($0) }))
  }

  /// Cyrillic of Windows' code page 1251 read as Latin-1.
  public static func cyrillicAsLatin(_ text: String) -> String {
    mapped(text) { (0x410...0x44F).contains($0) ? $0 - 0x410 + 0xC0 : $0 }
  }

  /// Every line backwards.
  public static func backwards(_ text: String) -> String {
    text.split(separator: "\n").map { String(String.UnicodeScalarView($0.unicodeScalars.reversed())) }.joined(
      separator: "\n")
  }

  /// A blank after every second letter of a word.
  public static func inPieces(_ text: String) -> String {
    text.split(separator: " ").map { word in
      var piece = 0
      return word.reduce(into: "") { made, character in
        if piece == 2 { made += " " }
        piece = piece == 2 ? 1 : piece + 1
        made.append(character)
      }
    }.joined(separator: " ")
  }

  /// A blank after every letter.
  public static func spelled(_ text: String) -> String {
    text.filter { $0 != " " }.map { String($0) }.joined(separator: " ")
  }

  /// No blanks.
  public static func runTogether(_ text: String) -> String { text.filter { $0 != " " } }

  /// Every fourth letter as a bad reading has it.
  public static func misread(_ text: String) -> String {
    let signs: [Character] = ["1", "!", "c", "0", "|", "f", "5", "q", "~"]
    var letters = 0
    return String(
      text.map { character in
        guard character.isLetter else { return character }
        letters += 1
        return letters % 4 == 0 ? signs[letters / 4 % signs.count] : character
      })
  }

  private static func mapped(_ text: String, _ change: (UInt32) -> UInt32) -> String {
    String(String.UnicodeScalarView(text.unicodeScalars.map { Unicode.Scalar(change($0.value)) ?? $0 }))
  }
}
