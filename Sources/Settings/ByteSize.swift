/// A number of bytes, written with its unit: `512MiB`, `20GB`.
public struct ByteSize: SettingValue, Comparable {
  /// Bytes.
  public let bytes: Int64

  /// A size of so many bytes.
  public init(bytes: Int64) { self.bytes = bytes }

  /// A size of so many units of 1024².
  public static func mebibytes(_ count: Int64) -> ByteSize { ByteSize(bytes: count << 20) }
  /// A size of so many units of 1024³.
  public static func gibibytes(_ count: Int64) -> ByteSize { ByteSize(bytes: count << 30) }

  /// A size of so many units of 1024⁴.
  public static func tebibytes(_ count: Int64) -> ByteSize { ByteSize(bytes: count << 40) }

  /// Powers of 1000 and, with an `i`, of 1024 (IEC 80000-13); larger first.
  static let units: [Quantity.Unit] = [
    ("TiB", 1 << 40), ("TB", 1_000_000_000_000), ("GiB", 1 << 30), ("GB", 1_000_000_000), ("MiB", 1 << 20),
    ("MB", 1_000_000), ("KiB", 1 << 10), ("kB", 1000), ("B", 1),
  ]

  /// What may be written.
  public static var form: String { "a size such as 512MiB or 20GB" }
  /// What is counted.
  public static var unit: String { "bytes" }

  /// Reads a number with its unit; without one only 0.
  public init?(written: WrittenValue) {
    guard let text = written.text, let bytes = Quantity.read(text, units: ByteSize.units) else { return nil }
    self.init(bytes: bytes)
  }

  /// The fewest digits that are exact.
  public var written: String { Quantity.write(bytes, units: ByteSize.units) }

  /// By bytes.
  public static func < (left: ByteSize, right: ByteSize) -> Bool { left.bytes < right.bytes }
}

/// Numbers with a unit, exact to the smallest unit.
enum Quantity {
  /// A unit's name and how many of the smallest units it is.
  typealias Unit = (name: String, size: Int64)

  /// The number of smallest units that `text` says; nil when it says none, or a part of one, or too many.
  static func read(_ text: String, units: [Quantity.Unit]) -> Int64? {
    if text == "0" { return 0 }
    let digits = text.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
    let name = text.dropFirst(digits.count).drop { $0 == " " }
    guard let unit = units.first(where: { $0.name == name }), let number = Double(digits), number.isFinite else {
      return nil
    }
    let exact = number * Double(unit.size)
    // 2^53: beyond it a Double skips whole numbers.
    guard exact <= 9_007_199_254_740_992, abs(exact - exact.rounded()) < 1e-6 else { return nil }
    return Int64(exact.rounded())
  }

  /// The exact form with the fewest digits, in the larger unit where two have as many.
  static func write(_ value: Int64, units: [Quantity.Unit]) -> String {
    if value == 0 { return "0" }
    let exact = units.filter { value % $0.size == 0 }.map { (String(value / $0.size), $0.name) }
    let best = exact.min { $0.0.count < $1.0.count } ?? (String(value), units[units.count - 1].name)
    return best.0 + best.1
  }
}
