/// The mark at the beginning of an item of a list.
struct ListMark {
  /// How Markdown writes it.
  let markdown: String
  /// Characters it takes in the text, blanks behind it included.
  let length: Int
  /// Whether it can be nothing else.
  let isSure: Bool

  private static let bullets: Set<Character> = [
    "•", "‣", "▪", "●", "○", "◦", "■", "□", "–", "—", "·", "\u{F0B7}", "\u{2043}",
  ]

  init?(_ text: String) {
    guard let first = text.first else { return nil }
    let rest = text.dropFirst()
    if Self.bullets.contains(first) || first == "-" || first == "*" {
      guard rest.first == " ", rest.dropFirst().first != nil else { return nil }
      markdown = "-"
      length = 2
      isSure = true
      return
    }
    let digits = text.prefix { $0.isASCII && $0.isNumber }
    if (1...3).contains(digits.count), let mark = text.dropFirst(digits.count).first, mark == "." || mark == ")",
      text.dropFirst(digits.count + 1).first == " "
    {
      markdown = "\(digits)\(mark)"
      length = digits.count + 2
      isSure = true
      return
    }
    return nil
  }
}
