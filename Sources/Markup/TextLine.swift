/// A line of a document's text, or a cell of a table, with its place: what Markdown is made of.
///
/// Places are in points on the page as it is read; `top` grows downwards.
public struct TextLine: Sendable, Hashable {
  /// The page it stands on, from 1.
  public var page: Int
  /// Its text.
  public var text: String
  /// Its edges.
  public var left: Double
  /// Its upper edge.
  public var top: Double
  /// Its right edge.
  public var right: Double
  /// Its lower edge.
  public var bottom: Double
  /// The size of most of its characters.
  public var size: Double
  /// What most of its characters are like.
  public var style: Style
  /// Runs of characters that are unlike most of the line, by Unicode scalars.
  public var runs: [Run]
  /// How it goes on from the line before.
  public var joint: Joint
  /// Quarter turns clockwise of the direction it is written in.
  public var turns: Int

  /// What characters are like.
  public struct Style: OptionSet, Sendable, Hashable {
    /// One bit each.
    public let rawValue: Int
    /// Makes a style of its bits.
    public init(rawValue: Int) { self.rawValue = rawValue }
    /// Heavier than usual.
    public static let bold = Style(rawValue: 1)
    /// Slanted.
    public static let italic = Style(rawValue: 2)
    /// All of one width.
    public static let monospaced = Style(rawValue: 4)
    /// Smaller and above the foot of the line.
    public static let raised = Style(rawValue: 8)
  }

  /// A run of characters in a style of its own.
  public struct Run: Sendable, Hashable {
    /// The first scalar and the one behind the last.
    public var range: Range<Int>
    /// What they are like.
    public var style: Style
    /// The label of the footnote that they refer to; nil for what is no reference.
    var note: String?
    /// Makes a run.
    public init(range: Range<Int>, style: Style) {
      self.range = range
      self.style = style
    }
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

  /// Makes a line.
  public init(
    page: Int, text: String, left: Double, top: Double, right: Double, bottom: Double, size: Double, style: Style = [],
    runs: [Run] = [], joint: Joint = .block, turns: Int = 0
  ) {
    self.page = page
    self.text = text
    self.left = left
    self.top = top
    self.right = right
    self.bottom = bottom
    self.size = size
    self.style = style
    self.runs = runs
    self.joint = joint
    self.turns = turns
  }

  var height: Double { bottom - top }
  var width: Double { right - left }
  var words: Int { text.split(separator: " ").count }
}

/// A page of a document.
public struct TextPage: Sendable, Hashable {
  /// Its number, from 1.
  public var number: Int
  /// Its height in points.
  public var height: Double
  /// Its lines in reading order.
  public var lines: [TextLine]

  /// Makes a page.
  public init(number: Int, height: Double, lines: [TextLine]) {
    self.number = number
    self.height = height
    self.lines = lines
  }
}
