/// The words of a page in the order they are read, and where they stand.
///
/// What is written in another direction than most of the page (a label at an axis, a stamp at the edge) comes after it.
public struct PageLayout: Sendable, Hashable {
  /// A word as a library found it: characters from left to right, as the page shows them.
  public struct Source: Sendable, Hashable {
    /// The word; its box is as the page shows it.
    public var word: Word
    /// Quarter turns clockwise of the direction it is written in.
    public var turns: Int

    /// Makes a word as found.
    public init(_ word: Word, turns: Int = 0) {
      self.word = word
      self.turns = turns & 3
    }

    /// The word where it can stand, and of a size that can be.
    fileprivate var bounded: Source {
      var source = self
      source.word.box = word.box.bounded
      source.word.size = max(0, Box.bounded(word.size))
      return source
    }
  }

  /// A line of text, or a cell of a table.
  public struct Line: Sendable, Hashable {
    /// Its words.
    public var fragment: Fragment
    /// Quarter turns clockwise of the direction it is written in; its box is turned back by them.
    public var turns: Int
    /// How it goes on from the line before it.
    public var joint: Joint
  }

  /// How a line goes on from the one before.
  public enum Joint: Int, Sendable, Hashable {
    /// It is the first of its block.
    case block = 0
    /// It stands under the one before.
    case below = 1
    /// It stands beside the one before, as the next cell of a row.
    case beside = 2
  }

  /// The lines in reading order.
  public let lines: [Line]
  /// The page's width in points, as it is read.
  public let width: Double
  /// The page's height in points, as it is read.
  public let height: Double

  /// Orders the words of a page that is so many points wide and high.
  ///
  /// - Parameter areRead: whether words and characters come in the order they are read, as recognition gives them, and
  /// not in
  ///   the order they stand from left to right.
  public init(_ words: [Source], width: Double, height: Double, areRead: Bool = false) {
    var byTurns: [[Source]] = [[], [], [], []]
    for word in words { byTurns[word.turns].append(word.bounded) }
    let (width, height) = (Box.bounded(width), Box.bounded(height))
    let directions = (0..<4).filter { !byTurns[$0].isEmpty }.sorted {
      let (one, other) = (Self.letters(byTurns[$0]), Self.letters(byTurns[$1]))
      return one == other ? $0 < $1 : one > other
    }
    let isSideways = directions.first.map { $0 & 1 == 1 } ?? false
    self.width = isSideways ? height : width
    self.height = isSideways ? width : height
    lines = directions.flatMap { turns in
      Self.lines(byTurns[turns].map { Self.upright($0, width: width, height: height) }, turns: turns, areRead: areRead)
    }
  }

  private static func letters(_ words: [Source]) -> Int { words.reduce(0) { $0 + $1.word.text.unicodeScalars.count } }

  /// A word as it stands when the page is turned so that its line runs from left to right.
  private static func upright(_ source: Source, width: Double, height: Double) -> Word {
    var word = source.word
    let box = word.box
    word.box =
      switch source.turns {
      case 1: Box(left: box.top, top: width - box.right, right: box.bottom, bottom: width - box.left)
      case 2: Box(left: width - box.right, top: height - box.bottom, right: width - box.left, bottom: height - box.top)
      case 3: Box(left: height - box.bottom, top: box.left, right: height - box.top, bottom: box.right)
      default: box
      }
    return word
  }

  private static func lines(_ words: [Word], turns: Int, areRead: Bool) -> [Line] {
    let isRightToLeft = words.contains(where: \.hasRightToLeft) && Bidi.isRightToLeft(words.lazy.map(\.text).joined())
    let found = Justified.joined(Fragment.fragments(of: words, areTurned: turns != 0))
    let fragments = isRightToLeft ? found : Initials.settled(found)
    let ordered = Columns(fragments, isRightToLeft: isRightToLeft).order().map { fragments[$0] }
    let pitch = pitch(ordered)
    var lines: [Line] = []
    for fragment in ordered {
      let joint = lines.last.map { Self.joint($0.fragment, fragment, pitch: pitch) } ?? .block
      let read = areRead ? fragment : fragment.inReadingOrder(pageIsRightToLeft: isRightToLeft)
      lines.append(Line(fragment: read, turns: turns, joint: joint))
    }
    return lines
  }

  /// How one fragment goes on from another.
  private static func joint(_ one: Fragment, _ next: Fragment, pitch: Double) -> Joint {
    let (a, b) = (one.box, next.box)
    let height = max(a.height, b.height)
    if a.rowOverlap(b) > 0.5 * min(a.height, b.height) { return .beside }
    let gap = b.top - a.bottom
    let isNear = gap > -0.5 * height && (gap < 0.6 * height || b.bottom - a.bottom < 1.25 * pitch)
    return isNear && isUnder(one, next) ? .below : .block
  }

  /// From line to line in most places where one stands under another; 0 where none does, or lines are set far apart.
  private static func pitch(_ fragments: [Fragment]) -> Double {
    let pitches = zip(fragments, fragments.dropFirst()).compactMap { one, next -> Double? in
      let pitch = next.box.bottom - one.box.bottom
      return pitch > 0.5 * one.box.height && pitch < 2.4 * one.box.height && isUnder(one, next) ? pitch : nil
    }
    return pitches.isEmpty ? 0 : pitches.sorted()[pitches.count / 2]
  }

  private static func isUnder(_ one: Fragment, _ next: Fragment) -> Bool {
    one.box.columnOverlap(next.box) > 0.2 * min(one.box.width, next.box.width)
      && max(one.size, next.size) < 1.25 * min(one.size, next.size)
  }
}
