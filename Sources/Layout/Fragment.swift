/// Words that stand on one line and belong together: a line of a column, or a cell of a table.
public struct Fragment: Sendable, Hashable {
  /// Its words as they are read.
  public var words: [Word]
  /// The rectangle around them.
  public var box: Box
  /// The size most of its characters have.
  public var size: Double

  /// Makes a fragment of one word or more.
  public init(_ words: [Word]) {
    precondition(!words.isEmpty)
    self.words = words
    box = words.lazy.map(\.box).union() ?? words[0].box
    var letters: [Double: Int] = [:]
    for word in words { letters[word.size, default: 0] += word.text.unicodeScalars.count }
    size = letters.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key ?? words[0].size
    markRaised()
  }

  /// Tells which words are raised: boxes are as high as their font, so that small letters on the line end a little above
  /// its foot, and raised ones far above.
  private mutating func markRaised() {
    let foot = words.reduce(-Double.infinity) { $1.size == size ? max($0, $1.box.bottom) : $0 }
    for place in words.indices {
      let isRaised = words[place].size < 0.85 * size && words[place].box.bottom < foot - 0.2 * size
      // A word may have stood on another line before.
      if isRaised { words[place].style.insert(.raised) } else { words[place].style.remove(.raised) }
    }
  }

  /// Its text, words apart where there are blanks between them.
  public var text: String {
    var text = ""
    for (index, word) in words.enumerated() {
      text += word.text
      if word.hasSpaceAfter && index < words.count - 1 { text += " " }
    }
    return text
  }

  /// Whether it may be a line of running text: three words or more with letters, or eight letters of a script without
  /// blanks.
  var isRunning: Bool {
    var (words, letters) = (0, 0)
    for word in self.words {
      let scalars = word.text.unicodeScalars
      if scalars.contains(where: \.properties.isAlphabetic) { words += 1 }
      letters += scalars.count { (0x3040...0x9FFF).contains($0.value) }
    }
    return words >= 3 || letters >= 8
  }

  /// Parts the words of a page, in the library's order, into fragments.
  ///
  /// A word without a blank after it ends its line or touches the next, as a raised letter or a change of font does.
  ///
  /// - Parameter areTurned: whether they are none of the upright ones. Such may run aslant; then letters are words of
  /// their
  ///   own, and what parts the words of people are gaps that are small in the one direction that is measured.
  static func fragments(of words: some Sequence<Word>, areTurned: Bool = false) -> [Fragment] {
    var fragments: [Fragment] = []
    var current: [Word] = []
    for word in words {
      if let last = current.last, !(last.hasSpaceAfter || touches(last, word)) || isInitial(last, word) {
        fragments.append(Fragment(current))
        current = []
      }
      if areTurned, let last = current.last, isAslant(last, word) { current[current.count - 1].hasSpaceAfter = true }
      current.append(word)
    }
    if !current.isEmpty { fragments.append(Fragment(current)) }
    return fragments
  }

  /// Whether two words that touch stand on a line that runs aslant, with a gap between them.
  private static func isAslant(_ word: Word, _ next: Word) -> Bool {
    abs(next.box.centre - word.box.centre) > 0.25 * word.box.height && next.box.left - word.box.right > 0.1 * word.size
  }

  /// Whether one of two neighbours is a large first letter.
  private static func isInitial(_ word: Word, _ next: Word) -> Bool {
    Initials.may(word, besides: next) || Initials.may(next, besides: word)
  }

  private static func touches(_ word: Word, _ next: Word) -> Bool {
    let gap = next.box.left - word.box.right
    // Boxes of full-width characters and of raised ones overlap.
    return gap > -0.65 * max(word.size, next.size) && gap < 0.3 * min(word.size, next.size)
      && word.box.rowOverlap(next.box) > 0.25 * min(word.box.height, next.box.height)
  }
}

extension Fragment {
  /// The fragment with its words and their characters in the order they are read.
  ///
  /// Where a script runs from right to left, words and characters are found in the order they stand from left to right.
  func inReadingOrder(pageIsRightToLeft: Bool) -> Fragment {
    guard words.contains(where: { Bidi.concerns($0.text) }) else { return self }
    var balance = pageIsRightToLeft ? 1 : 0
    for word in words where !word.text.isEmpty {
      for scalar in word.text.unicodeScalars {
        switch Bidi.kind(scalar) {
        case .right: balance += 2
        case .left: balance -= 2
        default: break
        }
      }
    }
    let text = Bidi.logical(withScriptsApart.text, rightToLeft: balance > 0)
    // One word for the whole line: its parts stand elsewhere than they are read.
    var whole = words[0]
    whole.text = text
    whole.box = box
    whole.size = size
    whole.hasSpaceAfter = false
    whole.style.remove(.raised)
    var result = self
    result.words = [whole]
    return result
  }

  /// The fragment with a blank wherever Arabic and Latin words touch: without one they are set so close that none is
  /// found.
  ///
  /// Arabic has prefixes of up to three letters ("and", "the", "for the") that are written together with what follows.
  private var withScriptsApart: Fragment {
    var result = self
    for place in words.indices.dropLast() where !words[place].hasSpaceAfter {
      let (left, right) = (words[place].text, words[place + 1].text)
      let isWhole = Bidi.isArabic(left) && Bidi.isLatin(right)
      let isPrefixed = Bidi.isLatin(left) && Bidi.isArabic(right) && right.count <= 3
      if isWhole || Bidi.isLatin(left) && Bidi.isArabic(right) && !isPrefixed {
        result.words[place].hasSpaceAfter = true
      }
    }
    return result
  }
}
