import Layout
import Testing

@Suite struct RaisedTests {
  @Test func `small letters above the foot of their line are raised, and such on it are not`() {
    func word(_ text: String, _ left: Double, _ top: Double, _ bottom: Double, space: Bool = false) -> PageLayout.Source
    {
      PageLayout.Source(
        Word(
          text: text, box: Box(left: left, top: top, right: left + Double(text.count) * 5, bottom: bottom),
          size: bottom - top, hasSpaceAfter: space))
    }
    // "book¹ of NAMES₂", the name in small capitals.
    let lines = PageLayout(
      [
        word("book", 50, 100, 110), word("1", 70, 99.5, 106, space: true), word("of", 78, 100, 110, space: true),
        word("NAMES", 92, 102, 109.5), word("2", 117, 105, 111.5),
      ], width: 595, height: 842
    ).lines
    #expect(lines.map(\.fragment.text) == ["book1 of NAMES2"])
    #expect(lines[0].fragment.words.filter { $0.style.contains(.raised) }.map(\.text) == ["1"])
  }
}
