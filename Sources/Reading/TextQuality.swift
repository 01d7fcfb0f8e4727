/// How much of a text reads as words, in any script.
///
/// A token (what stands between white space) is good when it is letters with punctuation where punctuation stands, or a
/// number. It is bad with a replacement, control or private-use character in it (fonts without a map to Unicode), with
/// letters and digits or capitals and small letters mixed as no word has them, with symbols inside, or longer than words are.
/// Punctuation that stands alone counts neither way. Single letters are words and initials while they are few; beyond a
/// tenth of all tokens they are a text that fell apart.
package struct TextQuality {
  /// Tokens looked at: enough for any page, and a bound for a hostile one.
  private static let mostTokens = 20_000
  /// The longest word of running text in languages that join words.
  private static let longestWord = 40
  private static let singlesAllowed = 0.1
  private static let singlesOfShortText = 3

  /// Words and numbers.
  package private(set) var good = 0
  /// What is neither.
  package private(set) var bad = 0
  /// Letters that stand alone.
  package private(set) var singles = 0

  /// Judges a text.
  package init(_ text: String) {
    var left = Self.mostTokens
    for token in text.unicodeScalars.split(whereSeparator: { $0.properties.isWhitespace }) {
      if left == 0 { break }
      left -= 1
      switch Token(token, longest: Self.longestWord).verdict {
      case .good: good += 1
      case .bad: bad += 1
      case .single: singles += 1
      case .neither: break
      }
    }
  }

  /// The share of tokens that read as words, 0 to 1; 0 for a text without any.
  package var share: Double {
    let all = Double(good + bad + singles)
    // A short sentence may have more ("I am a man"), as long as it has words beside them.
    let allowed = max(all * Self.singlesAllowed, Double(min(good, Self.singlesOfShortText)))
    return all == 0 ? 0 : (Double(good) + min(Double(singles), allowed)) / all
  }
}
