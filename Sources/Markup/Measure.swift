/// How the lines of a block use its width: where paragraphs begin in it, and whether its lines are lines.
struct Measure {
  private let lines: [TextLine]
  private let left: Double
  private let right: Double
  /// Whether most of the letters are read from right to left.
  let isRightToLeft: Bool

  init(_ lines: [TextLine]) {
    self.lines = lines
    left = lines.map(\.left).min() ?? 0
    right = lines.map(\.right).max() ?? 0
    let letters = lines.lazy.flatMap(\.text.unicodeScalars)
    isRightToLeft =
      letters.count { (0x590...0x8FF).contains($0.value) } * 2 > letters.count { $0.properties.isAlphabetic }
  }

  /// Whether a line ends although the next word had room.
  private func endsEarly(_ index: Int) -> Bool {
    let (line, next) = (lines[index], lines[index + 1])
    let word = next.text.split(separator: " ").first?.count ?? 1
    let needed = Double(word + 1) * line.width / Double(max(1, line.text.count))
    let room = isRightToLeft ? line.left - left : right - line.right
    return room > needed + 0.5 * line.size
  }

  private func isIndented(_ index: Int) -> Bool {
    let (line, last) = (lines[index], lines[index - 1])
    let (indent, before) =
      isRightToLeft ? (right - line.right, right - last.right) : (line.left - left, last.left - left)
    return indent > 0.8 * line.size && indent < 6 * line.size && before < 0.5 * line.size
  }

  private static func endsSentence(_ text: String) -> Bool {
    guard let last = text.last(where: { !"\"'”’»)]*".contains($0) }) else { return false }
    return ".!?:;。！？؟".contains(last)
  }

  /// Whether a paragraph begins at a line.
  func begins(_ index: Int) -> Bool {
    isIndented(index) || endsEarly(index - 1) && Self.endsSentence(lines[index - 1].text)
  }

  /// Lines in a row that all end with a sentence: in running text three do by chance now and then, four hardly ever.
  private static let leastSentences = 4

  /// Whether lines end where their maker wanted: each is a sentence, as in a register, or some end early in the middle of
  /// one, and they have no common edge.
  var isSetByLines: Bool {
    guard lines.count > 1 else { return false }
    if lines.count >= Self.leastSentences, lines.allSatisfy({ Self.endsSentence($0.text) }) { return true }
    let early = lines.indices.dropLast().filter {
      endsEarly($0) && !isIndented($0 + 1) && !Self.endsSentence(lines[$0].text)
    }
    guard !early.isEmpty else { return false }
    let edge = lines.count { abs((isRightToLeft ? $0.left - left : right - $0.right)) < 0.25 * $0.size }
    return edge * 2 < lines.count
  }
}
