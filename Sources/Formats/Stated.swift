/// Numbers that others state: in files, in lists, in answers of servers and of schedulers.
///
/// Where one comes in it gets a bound, so that what is reckoned with it stays within its type, and nobody behind the door checks
/// again.
public enum Stated {
  /// The most of anything that is counted: 2^40, so that eight million of them still have a sum.
  public static let mostCount = 1 << 40
  /// The most bytes: 2^53, 8 PiB, up to which any reader of JSON is exact (RFC 8259, 6). A thousand have a sum.
  public static let mostBytes: Int64 = 1 << 53

  /// Pages beyond this are a damaged file, not a document: the largest books have some ten thousand.
  public static let mostPages = 10_000_000

  /// Decimal digits as a count, the bound where they say more; nil for anything else.
  public static func count(_ text: some StringProtocol) -> Int? {
    leastOf(text, Int64(mostCount)).map { Int($0) }
  }

  /// Decimal digits as a number of bytes; nil for anything else and for more than can be.
  public static func bytes(_ text: some StringProtocol) -> Int64? {
    leastOf(text, .max).flatMap { $0 <= mostBytes ? $0 : nil }
  }

  /// Decimal digits as a number of bytes, the bound where they say more: for what is refused anyway when it is too much.
  public static func bytesOrMost(_ text: some StringProtocol) -> Int64? { leastOf(text, mostBytes) }

  private static func leastOf(_ text: some StringProtocol, _ most: Int64) -> Int64? {
    guard !text.isEmpty, text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return min(Int64(text) ?? .max, most)
  }

  /// Whether a whole number is within the bound of its type: that of bytes, but for `Int`, which counts.
  static func allows<Number: FixedWidthInteger>(_ number: Number) -> Bool {
    number.magnitude <= (Number.self == Int.self ? UInt64(mostCount) : UInt64(mostBytes))
  }
}

extension FixedWidthInteger {
  /// The sum; the type's bound where it has none. For running totals, to which anything was added.
  public func clampedSum(_ other: Self) -> Self {
    let (sum, overflow) = addingReportingOverflow(other)
    return overflow ? (other < 0 ? .min : .max) : sum
  }

  /// The product; the type's bound where it has none.
  public func clampedProduct(_ other: Self) -> Self {
    let (product, overflow) = multipliedReportingOverflow(by: other)
    return overflow ? ((self < 0) == (other < 0) ? .max : .min) : product
  }
}

extension Int {
  /// The whole number before a fraction; the bound of counts where it is beyond, 0 where it is none.
  public init(clamped number: Double) {
    let most = Double(Stated.mostCount)
    self = number.isNaN ? 0 : Int(Swift.min(Swift.max(number, -most), most))
  }
}

extension JSONValue {
  /// The whole number, where this is one that counts something.
  public var count: Int? { if case .integer(let number) = self, Stated.allows(number) { number } else { nil } }
}
