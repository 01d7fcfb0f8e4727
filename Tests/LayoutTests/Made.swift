import Layout

/// Words of a line that begins at a place; letters are half as wide as their size is large.
func line(
  _ text: String, left: Double, top: Double, size: Double = 10, style: FontStyle = []
) -> [PageLayout.Source] {
  var words: [PageLayout.Source] = []
  var place = left
  let parts = text.split(separator: " ")
  for (index, part) in parts.enumerated() {
    let width = Double(part.count) * size / 2
    let word = Word(
      text: String(part), box: Box(left: place, top: top, right: place + width, bottom: top + size), size: size,
      style: style, hasSpaceAfter: index < parts.count - 1)
    words.append(PageLayout.Source(word))
    place += width + size / 4
  }
  return words
}

/// The lines of a page as they are read.
func read(_ words: [PageLayout.Source]) -> [String] {
  PageLayout(words, width: 595, height: 842).lines.map(\.fragment.text)
}
