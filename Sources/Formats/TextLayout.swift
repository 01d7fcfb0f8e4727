/// Where the lines of a page's text stand: what a document is typeset from again, and running heads are known by.
///
/// Places are in points (1/72 inch) from the upper left corner, on the page turned so that its text is upright. In JSON a line
/// is an array of ten numbers, in the order of its members, and a run one of three.
public struct TextLayout: Sendable, Hashable {
  /// The page's number, from 1.
  public var page: Int
  /// The page's width.
  public var width: Double
  /// The page's height.
  public var height: Double
  /// The lines in the order of the text.
  public var lines: [Line]
  /// Characters in another style than most of their line.
  public var runs: [Run]

  /// A line, or a cell of a table.
  public struct Line: Sendable, Hashable {
    /// The first scalar in the page's text.
    public var start: Int
    /// Scalars.
    public var length: Int
    /// The edges.
    public var left, top, right, bottom: Double
    /// The size of most characters, in points.
    public var size: Double
    /// Bits: 1 bold, 2 italic, 4 of one width, 8 raised.
    public var style: Int
    /// 0 the first line of a block, 1 under the line before, 2 beside it.
    public var joint: Int
    /// Quarter turns clockwise of the direction it is written in.
    public var turns: Int

    /// Makes a line.
    public init(
      start: Int, length: Int, left: Double, top: Double, right: Double, bottom: Double, size: Double, style: Int,
      joint: Int, turns: Int
    ) {
      (self.start, self.length) = (start, length)
      (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
      (self.size, self.style, self.joint, self.turns) = (size, style, joint, turns)
    }
  }

  /// A run of characters.
  public struct Run: Sendable, Hashable {
    /// The first scalar in the page's text.
    public var start: Int
    /// Scalars.
    public var length: Int
    /// Bits, as of a line.
    public var style: Int
    /// Makes a run.
    public init(start: Int, length: Int, style: Int) { (self.start, self.length, self.style) = (start, length, style) }
  }

  /// The name of the layouts among a record's attributes.
  public static let attribute = "page_layouts"

  /// Makes the layout of a page.
  public init(page: Int, width: Double, height: Double, lines: [Line], runs: [Run]) {
    self.page = page
    self.width = width
    self.height = height
    self.lines = lines
    self.runs = runs
  }
}

extension TextLayout: Codable {
  /// Reads a layout; what is not one is an error.
  public init(from decoder: any Decoder) throws {
    guard let layout = TextLayout(try JSONValue(from: decoder)) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "this is no layout of a text"))
    }
    self = layout
  }

  /// Writes the layout.
  public func encode(to encoder: any Encoder) throws { try json.encode(to: encoder) }

  /// The layout as a value of JSON; places to a tenth of a point.
  public var json: JSONValue {
    func place(_ value: Double) -> JSONValue {
      guard value.isFinite, abs(value) < 1e9 else { return .integer(0) }
      let tenths = (value * 10).rounded()
      return tenths.truncatingRemainder(dividingBy: 10) == 0 ? .integer(Int(tenths / 10)) : .number(tenths / 10)
    }
    let lines = lines.map { line in
      JSONValue.array(
        [.integer(line.start), .integer(line.length)]
          + [line.left, line.top, line.right, line.bottom, line.size].map(place)
          + [line.style, line.joint, line.turns].map { .integer($0) })
    }
    let runs = runs.map { JSONValue.array([.integer($0.start), .integer($0.length), .integer($0.style)]) }
    return .object([
      "page": .integer(page), "width": place(width), "height": place(height), "lines": .array(lines),
      "runs": .array(runs),
    ])
  }

  /// Reads a value of JSON; nil where it is no layout.
  public init?(_ value: JSONValue) {
    guard case .object(let members) = value, case .integer(let page)? = members["page"],
      let width = members["width"]?.double, let height = members["height"]?.double,
      case .array(let lines)? = members["lines"], case .array(let runs)? = members["runs"]
    else { return nil }
    self.init(page: page, width: width, height: height, lines: [], runs: [])
    for case .array(let parts) in lines {
      let numbers = parts.compactMap(\.double)
      guard numbers.count == 10, numbers.allSatisfy({ abs($0) < 1e9 }) else { return nil }
      self.lines.append(
        Line(
          start: Int(numbers[0]), length: Int(numbers[1]), left: numbers[2], top: numbers[3], right: numbers[4],
          bottom: numbers[5], size: numbers[6], style: Int(numbers[7]), joint: Int(numbers[8]), turns: Int(numbers[9])))
    }
    for case .array(let parts) in runs {
      let numbers = parts.compactMap(\.double)
      guard numbers.count == 3, numbers.allSatisfy({ abs($0) < 1e9 }) else { return nil }
      self.runs.append(Run(start: Int(numbers[0]), length: Int(numbers[1]), style: Int(numbers[2])))
    }
    guard self.lines.count == lines.count, self.runs.count == runs.count else { return nil }
  }
}

extension JSONValue {
  /// The number, whole or not.
  fileprivate var double: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }
}
