/// A rectangle on a page, in points from the upper left corner of the page as it is read; `bottom` lies below `top`.
public struct Box: Sendable, Hashable {
  /// Its left edge.
  public var left: Double
  /// Its upper edge.
  public var top: Double
  /// Its right edge.
  public var right: Double
  /// Its lower edge.
  public var bottom: Double

  /// Makes a rectangle of its edges.
  public init(left: Double, top: Double, right: Double, bottom: Double) {
    (self.left, self.top, self.right, self.bottom) = (left, top, right, bottom)
  }

  /// Its width.
  public var width: Double { right - left }
  /// Its height.
  public var height: Double { bottom - top }
  /// Its middle from left to right.
  public var middle: Double { (left + right) / 2 }
  /// Its middle from top to bottom.
  public var centre: Double { (top + bottom) / 2 }

  /// The rectangle with edges that can be: in order, and at most `farthest` points away.
  ///
  /// A document can have letters at any place, also at none (0 times infinity); what comes of that is no reason to lose them.
  var bounded: Box {
    let (one, other) = (Self.bounded(left), Self.bounded(right))
    let (high, low) = (Self.bounded(top), Self.bounded(bottom))
    return Box(left: min(one, other), top: min(high, low), right: max(one, other), bottom: max(high, low))
  }

  /// The length, or the nearest that can be; 0 for none.
  static func bounded(_ length: Double) -> Double { length.isNaN ? 0 : min(max(length, -farthest), farthest) }

  /// Points: two miles.
  private static let farthest = 1e7

  /// The smallest rectangle around this and another.
  public func union(_ other: Box) -> Box {
    Box(
      left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
      bottom: max(bottom, other.bottom))
  }

  /// The length both have in common from top to bottom; negative is the gap between them.
  func rowOverlap(_ other: Box) -> Double { min(bottom, other.bottom) - max(top, other.top) }

  /// The length both have in common from left to right; negative is the gap between them.
  func columnOverlap(_ other: Box) -> Double { min(right, other.right) - max(left, other.left) }
}

extension Sequence where Element == Box {
  /// The smallest rectangle around all; nil for none.
  func union() -> Box? {
    var result: Box?
    for box in self { result = result?.union(box) ?? box }
    return result
  }
}
