/// A length of time, written with its unit: `90s`, `10min`, `2h`, `30d`.
public struct TimeSpan: SettingValue, Comparable {
  /// Milliseconds: the smallest unit that can be written.
  public let milliseconds: Int64

  /// A span of so many milliseconds.
  public init(milliseconds: Int64) { self.milliseconds = milliseconds }

  /// Seconds.
  public var seconds: Double { Double(milliseconds) / 1000 }

  /// A span of so many milliseconds.
  public static func milliseconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count) }
  /// A span of so many seconds.
  public static func seconds(_ count: Int64) -> TimeSpan { TimeSpan(milliseconds: count * 1000) }
  /// A span of so many minutes.
  public static func minutes(_ count: Int64) -> TimeSpan { .seconds(count * 60) }
  /// A span of so many hours.
  public static func hours(_ count: Int64) -> TimeSpan { .minutes(count * 60) }
  /// A span of so many days of 24 hours.
  public static func days(_ count: Int64) -> TimeSpan { .hours(count * 24) }

  /// Larger first. There is no `m`, which some read as months.
  static let units: [Quantity.Unit] = [
    ("d", 86_400_000), ("h", 3_600_000), ("min", 60_000), ("s", 1000), ("ms", 1),
  ]

  /// What may be written.
  public static var form: String { "a time such as 90s, 10min, 2h or 30d" }
  /// What is measured.
  public static var unit: String { "time" }

  /// Reads a number with its unit; without one only 0.
  public init?(written: WrittenValue) {
    guard let text = written.text, let count = Quantity.read(text, units: TimeSpan.units) else { return nil }
    self.init(milliseconds: count)
  }

  /// The fewest digits that are exact.
  public var written: String { Quantity.write(milliseconds, units: TimeSpan.units) }

  /// By length.
  public static func < (left: TimeSpan, right: TimeSpan) -> Bool { left.milliseconds < right.milliseconds }
}
