import Foundation

/// An instant as Sluice writes it everywhere: UTC, ISO 8601, milliseconds (`2026-03-01T12:00:00.000Z`).
///
/// Clocks of cluster nodes differ, so no decision that could lose or double an item rests on one.
public struct Timestamp: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
  /// Milliseconds since 1970-01-01T00:00:00Z.
  public let milliseconds: Int64

  /// The instants that can be written, with four digits of a year: what lies beyond, as times of files can, becomes the nearest.
  private static let writable: ClosedRange<Int64> = -62_167_219_200_000...253_402_300_799_999

  /// Makes an instant from milliseconds since 1970.
  public init(milliseconds: Int64) {
    self.milliseconds = min(max(milliseconds, Self.writable.lowerBound), Self.writable.upperBound)
  }

  /// Makes an instant from seconds since 1970.
  public init(seconds: Int64) { self.init(milliseconds: seconds.clampedProduct(1000)) }

  /// The present, by this host's clock.
  public static var now: Timestamp { Timestamp(milliseconds: Int64((Date().timeIntervalSince1970 * 1000).rounded())) }

  /// Seconds from `earlier` to this instant; negative when a clock jumped.
  public func seconds(since earlier: Timestamp) -> Double { Double(milliseconds - earlier.milliseconds) / 1000 }

  /// The instant `seconds` later.
  public func advanced(bySeconds seconds: Double) -> Timestamp {
    let most = Double(Self.writable.upperBound) * 2
    return Timestamp(milliseconds: milliseconds + Int64((min(max(seconds * 1000, -most), most)).rounded()))
  }

  /// The calendar day in UTC, `YYYY-MM-DD`.
  public var day: String { String(description.prefix(10)) }

  /// Reads the written form, and what other programs write: any number of digits of a second, a distance from UTC.
  ///
  /// Strict: Foundation's parser takes 30 February, the 25th hour and anything behind the time, and its calendar before
  /// 1582 is another.
  public init?(_ text: String) {
    var rest = Array(text.utf8)[...]
    guard let year = Timestamp.number(4, "-", &rest), let month = Timestamp.number(2, "-", &rest),
      let day = Timestamp.number(2, "T", &rest), let hour = Timestamp.number(2, ":", &rest),
      let minute = Timestamp.number(2, ":", &rest), let second = Timestamp.number(2, nil, &rest),
      hour < 24, minute < 60, second < 60, let days = Timestamp.days(year, month, day),
      let thousandths = Timestamp.thousandths(&rest), let distance = Timestamp.minutesFromUTC(&rest), rest.isEmpty
    else { return nil }
    let minutes = (days * 24 + hour) * 60 + minute - distance
    self.init(milliseconds: (minutes * 60 + second) * 1000 + thousandths)
  }

  private typealias Rest = ArraySlice<UInt8>

  /// Takes a number of so many digits and the mark behind it.
  private static func number(_ digits: Int, _ mark: Unicode.Scalar?, _ rest: inout Rest) -> Int64? {
    let part = rest.prefix(digits)
    guard part.count == digits, part.allSatisfy(isDigit) else { return nil }
    rest = rest.dropFirst(digits)
    if let mark {
      guard rest.first == UInt8(ascii: mark) else { return nil }
      rest = rest.dropFirst()
    }
    return part.reduce(0) { $0 * 10 + Int64($1) - 48 }
  }

  /// Takes the fraction of a second, if there is one; what is finer than a millisecond is cut off.
  private static func thousandths(_ rest: inout Rest) -> Int64? {
    guard rest.first == UInt8(ascii: ".") else { return 0 }
    let digits = rest.dropFirst().prefix(while: isDigit)
    guard !digits.isEmpty else { return nil }
    rest = rest.dropFirst(digits.count + 1)
    return (0..<3).reduce(0) { $0 * 10 + Int64(digits.dropFirst($1).first ?? 48) - 48 }
  }

  /// Takes `Z`, or hours and minutes east of UTC.
  private static func minutesFromUTC(_ rest: inout Rest) -> Int64? {
    guard let sign = rest.popFirst() else { return nil }
    if sign == UInt8(ascii: "Z") { return 0 }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-"), let hours = number(2, ":", &rest),
      let minutes = number(2, nil, &rest), hours < 24, minutes < 60
    else { return nil }
    return (hours * 60 + minutes) * (sign == UInt8(ascii: "-") ? -1 : 1)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) }

  /// Days since the epoch; nil for a day that the month does not have.
  ///
  /// Algorithm `days_from_civil`, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
  private static func days(_ year: Int64, _ month: Int64, _ day: Int64) -> Int64? {
    guard (1...12).contains(month) else { return nil }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let length: Int64 = month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
    guard (1...length).contains(day) else { return nil }
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }

  /// The written form.
  public var description: String {
    // Civil date from days since the epoch: a formatter costs more than all else in an event.
    // Algorithm `civil_from_days`, H. Hinnant, "chrono-Compatible Low-Level Date Algorithms".
    let day = Int((Double(milliseconds) / 86_400_000).rounded(.down))
    let rest = Int(milliseconds) - day * 86_400_000
    let shifted = day + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthIndex = (5 * dayOfYear + 2) / 153
    let month = monthIndex < 10 ? monthIndex + 3 : monthIndex - 9
    let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    var text: [UInt8] = []
    text.reserveCapacity(24)
    func add(_ value: Int, _ width: Int, _ mark: Unicode.Scalar) {
      var power = width == 4 ? 1000 : width == 3 ? 100 : 10
      while power > 0 {
        text.append(UInt8(ascii: "0") + UInt8(value / power % 10))
        power /= 10
      }
      text.append(UInt8(ascii: mark))
    }
    if (0..<10_000).contains(year) {
      add(year, 4, "-")
    } else {
      text += Array("\(year)-".utf8)  // no clock shows it
    }
    add(month, 2, "-")
    add(dayOfYear - (153 * monthIndex + 2) / 5 + 1, 2, "T")
    add(rest / 3_600_000, 2, ":")
    add(rest / 60_000 % 60, 2, ":")
    add(rest / 1000 % 60, 2, ".")
    add(rest % 1000, 3, "Z")
    return String(decoding: text, as: UTF8.self)
  }

  /// Earlier before later.
  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  /// Reads the written form.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Timestamp(text) else {
      throw DecodingError.dataCorrupted(.init(codingPath: decoder.codingPath, debugDescription: "no time: \(text)"))
    }
    self = value
  }

  /// Writes the written form.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(description)
  }
}
