extension [RecognizedWord] {
  /// The words, with the bullets of lists that Tesseract took for letters as bullets.
  ///
  /// Its models know no bullet, and give the letter that looks most like it (seen on public slides and forms: `¢`, `©`, `e`). A
  /// bullet stands alone at a line's begin, and another one below or above it; where the letter may be a word, it stands apart as well.
  func namingBullets() -> [RecognizedWord] {
    let begins = indices.filter { ($0 == 0 || self[$0 - 1].endsLine) && mayBeBullet($0) }
    var words = self
    for place in begins where begins.contains(where: { $0 != place && self[$0].isAligned(with: self[place]) }) {
      words[place].text = "•"
    }
    return words
  }

  /// Whether the word at a line's begin may be a bullet by itself.
  private func mayBeBullet(_ place: Int) -> Bool {
    let word = self[place]
    guard !word.endsLine, place + 1 < count else { return false }
    let next = self[place + 1]
    switch word.text {
    // A year follows the sign of copyright.
    case "¢", "©", "®", "°": return next.text.first?.isNumber != true
    // French puts spaces inside of its quotation marks.
    case "«": return !contains { $0.text.contains("»") }
    // A word in Italian and Portuguese, with no more than a space after it; spaces are some half as wide as the letter.
    case "e": return Double(next.left - word.right) > Self.leastGap * Double(word.right - word.left)
    default: return false
    }
  }

  /// Justified lines stretch spaces up to about the width of this letter.
  private static var leastGap: Double { 1.2 }
}

extension RecognizedWord {
  /// Whether it has the same left edge as another, less than half a letter.
  fileprivate func isAligned(with other: RecognizedWord) -> Bool {
    abs(left - other.left) * 2 < Swift.max(right - left, other.right - other.left)
  }
}
