import Layout
import Testing

@Suite struct MixedScriptsTests {
  private func word(_ text: String, _ left: Double, _ right: Double, space: Bool = false) -> PageLayout.Source {
    PageLayout.Source(
      Word(text: text, box: Box(left: left, top: 100, right: right, bottom: 112), size: 12, hasSpaceAfter: space))
  }

  @Test func `a Latin word and the Arabic one that touches it are two words`() {
    // From left to right: an Arabic word, a Latin one that touches it, an Arabic one.
    let drawn = [
      word("نم", 100, 112), word("Delta", 112, 140, space: true), word("ةغل", 144, 160, space: true),
      word("باتك", 164, 180),
    ]
    #expect(read(drawn) == ["كتاب لغة Delta من"])
  }

  @Test func `an Arabic prefix stays with the Latin word behind it`() {
    let drawn = [
      word("Delta", 100, 128), word("لا", 128, 136, space: true), word("ةغل", 140, 160, space: true),
      word("باتك", 164, 180),
    ]
    #expect(read(drawn) == ["كتاب لغة الDelta"])
  }

  @Test func `letters that run aslant are words where gaps part them`() {
    // Written upwards at 45°: each letter a little higher and further right than the one before.
    let letters = [("N", 100.0), ("O", 110), ("W", 125), ("A", 135), ("Y", 145)]
    let drawn = letters.map { text, place in
      let box = Box(left: place, top: 690 - place, right: place + 30, bottom: 700 - place)
      return PageLayout.Source(Word(text: text, box: box, size: 20, hasSpaceAfter: false), turns: 3)
    }
    #expect(read(drawn) == ["NO WAY"])
  }
}
