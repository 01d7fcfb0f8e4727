/// A set of page numbers, kept as ranges: a document whose pages are done in order takes a few words, whatever its length.
public struct PageSet: Sendable, Hashable, ExpressibleByArrayLiteral, CustomStringConvertible {
  /// Disjoint, ascending, never touching.
  public private(set) var ranges: [ClosedRange<Int>] = []

  /// The empty set.
  public init() {}

  /// The pages of a range.
  public init(_ range: ClosedRange<Int>) { insert(range) }

  /// The given pages.
  public init(arrayLiteral elements: Int...) { for page in elements { insert(page) } }

  /// The given pages.
  public init(_ pages: some Sequence<Int>) { for page in pages { insert(page) } }

  /// How many pages it has.
  public var count: Int { ranges.reduce(0) { $0 + $1.count } }

  /// Whether it has none.
  public var isEmpty: Bool { ranges.isEmpty }

  /// Its pages in ascending order.
  public var pages: [Int] { ranges.flatMap { Array($0) } }

  /// Whether a page is in it.
  public func contains(_ page: Int) -> Bool {
    let index = firstRange(endingAtOrAfter: page)
    return index < ranges.count && ranges[index].contains(page)
  }

  /// Adds a page.
  public mutating func insert(_ page: Int) { insert(page...page) }

  /// Adds a range of pages; numbers no page can have are brought into 0…2⁴⁰.
  public mutating func insert(_ range: ClosedRange<Int>) {
    let range = range.clamped(to: 0...(1 << 40))
    if let last = ranges.last, range.lowerBound > last.upperBound + 1 { return ranges.append(range) }
    // All ranges that overlap or touch the new one become one with it.
    let first = firstRange(endingAtOrAfter: range.lowerBound - 1)
    var (low, high, next) = (range.lowerBound, range.upperBound, first)
    while next < ranges.count && ranges[next].lowerBound <= range.upperBound + 1 {
      low = min(low, ranges[next].lowerBound)
      high = max(high, ranges[next].upperBound)
      next += 1
    }
    ranges.replaceSubrange(first..<next, with: CollectionOfOne(low...high))
  }

  /// Adds all pages of another set.
  public mutating func formUnion(_ other: PageSet) { for range in other.ranges { insert(range) } }

  /// The pages of either.
  public func union(_ other: PageSet) -> PageSet {
    var result = self
    result.formUnion(other)
    return result
  }

  /// The pages of this set that are not in the other.
  public func subtracting(_ other: PageSet) -> PageSet {
    var result = PageSet()
    var next = 0
    for range in ranges {
      var low = range.lowerBound
      while next < other.ranges.count && other.ranges[next].upperBound < low { next += 1 }
      var index = next
      while index < other.ranges.count, other.ranges[index].lowerBound <= range.upperBound {
        let cut = other.ranges[index]
        if cut.lowerBound > low { result.ranges.append(low...(cut.lowerBound - 1)) }
        low = max(low, cut.upperBound + 1)
        index += 1
      }
      if low <= range.upperBound { result.ranges.append(low...range.upperBound) }
    }
    return result
  }

  /// Whether every page of this set is in the other.
  public func isSubset(of other: PageSet) -> Bool { subtracting(other).isEmpty }

  /// The pages as people write them: `1-3, 7`.
  public var description: String {
    ranges.map { $0.count == 1 ? "\($0.lowerBound)" : "\($0.lowerBound)-\($0.upperBound)" }.joined(separator: ", ")
  }

  private func firstRange(endingAtOrAfter page: Int) -> Int {
    var (low, high) = (0, ranges.count)
    while low < high {
      let middle = (low + high) / 2
      if ranges[middle].upperBound < page { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
