import Layout
import Testing

@Suite struct InitialsTests {
  private func page(_ letter: String, _ lines: [String]) -> [PageLayout.Source] {
    let initial = Word(
      text: letter, box: Box(left: 50, top: 98, right: 76, bottom: 132), size: 34, hasSpaceAfter: false)
    let beside = lines.enumerated().map { index, text in
      line(text, left: index < 2 ? 80 : 50, top: 100 + Double(index) * 12)
    }
    // Drawn after the first line, as some programs do.
    return beside[0] + [PageLayout.Source(initial)] + beside.dropFirst().flatMap { $0 }
  }

  @Test func `a large first letter goes to the word it begins`() {
    let lines = [
      "he keeper lit the lamps at six", "and sat down to write of the day", "that was the longest of the year so far.",
    ]
    #expect(read(page("T", lines)) == ["The keeper lit the lamps at six"] + lines.dropFirst())
  }

  @Test func `a large first letter that is a word stays one`() {
    let lines = [
      "boat came in before the storm", "and the boat was made fast to the", "quay, where another boat lay on her side.",
    ]
    #expect(read(page("A", lines)).first == "A boat came in before the storm")
  }

  @Test func `the lines beside a large first letter are of one block`() {
    let lines = [
      "he keeper lit the lamps at six", "and sat down to write of the day", "that was the longest of the year so far.",
    ]
    let joints = PageLayout(page("T", lines), width: 595, height: 842).lines.map(\.joint)
    #expect(joints == [.block, .below, .below])
  }
}
