/// A coarse raster over a page, to measure the union of rectangles on it.
struct CoverageGrid {
  /// Cells along each side: an error of at most about 3 % of the page, which no decision here depends on.
  static let cells = 128

  private let width: Double
  private let height: Double
  private var covered = [Bool](repeating: false, count: Self.cells * Self.cells)

  init(width: Double, height: Double) {
    self.width = width
    self.height = height
  }

  /// Marks every cell whose centre lies in the rectangle; what lies off the page is cut.
  mutating func cover(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    let columns = Self.range(x1, x2, of: width)
    for row in Self.range(y1, y2, of: height) {
      for column in columns { covered[row * Self.cells + column] = true }
    }
  }

  /// Whether the cell at a place is marked.
  func covers(_ x: Double, _ y: Double) -> Bool {
    guard x.isFinite, y.isFinite, x >= 0, y >= 0, x < width, y < height else { return false }
    let (column, row) = (Int(x / width * Double(Self.cells)), Int(y / height * Double(Self.cells)))
    return covered[row * Self.cells + column]
  }

  /// The share of cells marked.
  var share: Double { Double(covered.count { $0 }) / Double(covered.count) }

  /// The cells of one side whose centres lie between two places on it.
  private static func range(_ one: Double, _ other: Double, of length: Double) -> Range<Int> {
    guard one.isFinite, other.isFinite, length.isFinite, length > 0 else { return 0..<0 }
    func cell(_ place: Double) -> Int {
      let scaled = place / length * Double(cells) + 0.5
      return Int(min(max(scaled, 0), Double(cells)))
    }
    return cell(min(one, other))..<cell(max(one, other))
  }
}

/// Where images stand on a page.
public struct ImageAreas: Sendable {
  private var grid: CoverageGrid

  init(width: Double, height: Double) { grid = CoverageGrid(width: width, height: height) }

  mutating func add(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) { grid.cover(x1, y1, x2, y2) }

  /// The share of the page that images cover, 0 to 1, overlaps counted once.
  public var share: Double { grid.share }

  /// Whether an image lies in the middle of a rectangle, given in points from the upper left corner.
  public func cover(left: Double, top: Double, right: Double, bottom: Double) -> Bool {
    grid.covers((left + right) / 2, (top + bottom) / 2)
  }
}
