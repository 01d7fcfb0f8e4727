import Testing

@testable import Recognition

@Suite struct BulletTests {
  /// Lines of words, the first of each at a place across and so far before the others.
  private func read(_ lines: [[String]], left: [Int] = [], gap: Int = 30) -> [String] {
    var words: [RecognizedWord] = []
    for (row, line) in lines.enumerated() {
      var place = row < left.count ? left[row] : 100
      for (index, text) in line.enumerated() {
        let width = 12 * text.count
        words.append(
          RecognizedWord(
            text: text, left: place, top: 40 * row, right: place + width, bottom: 40 * row + 20, lineHeight: 10,
            confidence: 80, endsLine: index == line.count - 1))
        place += width + (index == 0 ? gap : 6)
      }
    }
    return words.namingBullets().map(\.text)
  }

  @Test(arguments: ["¢", "©", "°", "«", "e"])
  func `letters that stand where bullets do are bullets`(_ letter: String) {
    let lines = [["What", "the", "gauges", "say"], [letter, "Upper", "Lock"], [letter, "Mill", "Weir"]]
    #expect(read(lines) == ["What", "the", "gauges", "say", "•", "Upper", "Lock", "•", "Mill", "Weir"])
  }

  @Test func `bullets of one list may be read as several letters`() {
    #expect(read([["*", "Tar"], ["©", "Rope"], ["*", "Nails"]]) == ["•", "Tar", "•", "Rope", "•", "Nails"])
  }

  @Test(arguments: [
    [["©", "2025", "Ada", "Weir"], ["©", "2026", "Ada", "Weir"]], [["¢"], ["¢"]],
    [["¢", "Upper", "Lock"], ["Mill", "¢"]], [["«", "Oui"], ["«", "Non", "»"]],
    [["*", "Tar"], ["*", "Rope"]],
  ])
  func `signs where they belong stay`(_ lines: [[String]]) { #expect(read(lines) == lines.flatMap { $0 }) }

  @Test func `a word of one letter in prose stays`() {
    let lines = [["e", "il", "guardiano"], ["della", "chiusa"], ["e", "i", "battelli"]]
    #expect(read(lines, gap: 7) == lines.flatMap { $0 })
  }

  @Test func `one letter alone, or at another place, stays`() {
    let lines = [["¢", "Upper", "Lock"], ["¢", "Mill", "Weir"]]
    #expect(read(lines, left: [100, 160]) == lines.flatMap { $0 })
  }
}
