/// Large first letters, which go down over several lines, and the lines beside them.
///
/// Such a letter is the first of its paragraph's first line; by its place it belongs to any of the lines beside it.
struct Initials {
  /// How many times larger than the lines beside it such a letter is: over two lines, the least there are, it is about
  /// twice.
  private static let ratio = 1.8

  private var fragments: [Fragment]
  private let known: Set<String>

  private init(_ fragments: [Fragment]) {
    self.fragments = fragments
    known = Set(fragments.lazy.flatMap(\.words).map { $0.text.lowercased() })
  }

  /// Whether a word may be one beside another.
  static func may(_ word: Word, besides other: Word) -> Bool {
    word.size > ratio * other.size && isInitial(word.text)
  }

  /// The fragments of a page with such letters put where they are read.
  static func settled(_ fragments: [Fragment]) -> [Fragment] {
    guard fragments.contains(where: isInitial) else { return fragments }
    var initials = Initials(fragments)
    for place in fragments.indices.reversed() where isInitial(fragments[place]) { initials.settle(place) }
    return initials.fragments
  }

  private static func isInitial(_ fragment: Fragment) -> Bool {
    fragment.words.count == 1 && isInitial(fragment.words[0].text)
  }

  /// A capital letter, quotes or not.
  private static func isInitial(_ text: String) -> Bool {
    let letters = text.filter { $0.isLetter }
    return letters.count == 1 && text.count <= 3 && letters.allSatisfy(\.isUppercase)
      && text.allSatisfy { $0.isLetter || $0.isPunctuation }
  }

  private mutating func settle(_ place: Int) {
    let letter = fragments[place]
    let lines = lines(beside: letter)
    guard lines.count > 1, let first = lines.first, fragments[first].words.count > 2 else { return }
    for line in lines { fragments[line].box.left = letter.box.left }
    put(letter.words[0], before: first)
    fragments.remove(at: place)
  }

  /// The lines that begin right of a letter, from top to bottom.
  private func lines(beside letter: Fragment) -> [Int] {
    fragments.indices.filter { place in
      let line = fragments[place]
      let gap = line.box.left - letter.box.right
      return letter.size > Self.ratio * line.size && gap > -0.3 * line.size && gap < 1.2 * line.size
        && line.box.centre > letter.box.top && line.box.centre < letter.box.bottom
    }.sorted { fragments[$0].box.top < fragments[$1].box.top }
  }

  private mutating func put(_ letter: Word, before line: Int) {
    let first = fragments[line].words[0]
    guard standsAlone(letter.text, before: first.text) else {
      fragments[line].words[0].text = letter.text + first.text
      fragments[line].words[0].box.left = letter.box.left
      return
    }
    var word = first
    word.text = letter.text
    word.box = Box(left: letter.box.left, top: first.box.top, right: letter.box.right, bottom: first.box.bottom)
    word.hasSpaceAfter = true
    fragments[line].words.insert(word, at: 0)
  }

  /// Whether a letter is a word by itself, as "A", "I", "O", "Y" and "É" may be: where the page does not know the word
  /// both make.
  private func standsAlone(_ letter: String, before rest: String) -> Bool {
    guard letter.allSatisfy({ "AIOYÉÀ".contains($0) }), rest.first?.isLetter == true else { return false }
    return !known.contains((letter + rest).lowercased()) && known.contains(rest.lowercased())
      && fragments.lazy.flatMap(\.words).count { $0.text.lowercased() == rest.lowercased() } > 1
  }
}
