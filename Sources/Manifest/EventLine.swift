import Deflate
import Formats

/// How an event becomes a line and back. The checksum is over the line's bytes, so a reader trusts a line before it parses it.
public enum EventLine {
  /// `,"crc":"` + 8 hex digits + `"}`: the fixed end of every line.
  static let tailLength = 18
  static let tailStart = Array(#","crc":""#.utf8)

  /// Why a line is no event.
  public enum Fault: String, Error, Sendable {
    /// It does not end as an event does.
    case garbage
    /// Its checksum does not fit.
    case checksum
    /// It is made of zero bytes: a block the storage lost.
    case zeros
    /// The file ends within it.
    case torn
    /// It is sound, but of a later version.
    case unknown
    /// The compressed segment cannot be unpacked from here on.
    case packed
  }

  /// The line of an event, with its newline.
  public static func encode(_ event: Event) throws -> [UInt8] {
    var line = try FormatCoding.line(event)
    // Without newline and closing brace, which the checksum comes before.
    line.removeLast(2)
    let checksum = CRC32.of(line)
    let digits = String(checksum, radix: 16)
    line += tailStart
    line += Array(repeating: UInt8(ascii: "0"), count: 8 - digits.utf8.count) + Array(digits.utf8)
    line += Array("\"}\n".utf8)
    return line
  }

  /// Whether a line is whole, by its checksum alone.
  public static func check(_ line: [UInt8]) -> Fault? {
    if !line.isEmpty && line.allSatisfy({ $0 == 0 }) { return .zeros }
    guard line.count > tailLength, line.last == UInt8(ascii: "}") else { return .garbage }
    let body = line.count - tailLength
    guard line[body..<(body + tailStart.count)].elementsEqual(tailStart) else { return .garbage }
    let digits = String(decoding: line[(body + tailStart.count)..<(line.count - 2)], as: UTF8.self)
    guard let stored = UInt32(digits, radix: 16) else { return .garbage }
    return CRC32.of(line[..<body]) == stored ? nil : .checksum
  }

  /// The event of a line without its newline.
  public static func decode(_ line: [UInt8]) throws(Fault) -> Event {
    if let fault = check(line) { throw fault }
    do {
      return try FormatCoding.decode(Event.self, from: line)
    } catch {
      throw .unknown
    }
  }
}
