import Layout
import Testing

/// Words at places that cannot be, as a hostile document has them.
@Suite struct NowhereTests {
  @Test(arguments: [
    Box(left: .nan, top: .nan, right: .nan, bottom: .nan),
    Box(left: -.infinity, top: .infinity, right: .infinity, bottom: -.infinity),
    Box(left: 1e300, top: -1e300, right: 1e308, bottom: 1e308), Box(left: 290, top: 580, right: 240, bottom: 520),
  ])
  func `a word that stands nowhere is read all the same`(_ box: Box) {
    let around = line("The gate of the lock", left: 50, top: 60) + line("is shut at night", left: 50, top: 72)
    for size in [10, 0, -5, .nan, .infinity] {
      for turns in 0..<4 {
        let word = PageLayout.Source(Word(text: "nowhere", box: box, size: size, hasSpaceAfter: true), turns: turns)
        let read = read(around + [word, word])
        #expect(read.joined(separator: " ").split(separator: " ").count == 11)
        #expect(read.contains("The gate of the lock") && read.contains("is shut at night"), "\(read)")
      }
    }
  }
}
