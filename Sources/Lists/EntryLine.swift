import Deflate
import Formats

/// How an entry becomes a line of a file that is appended to, and back: with a checksum, as events have, so that a torn
/// line is seen.
enum EntryLine {
  private static let tail = Array(#","crc":""#.utf8)

  static func encode(_ entry: ListEntry) throws -> [UInt8] {
    var line = try FormatCoding.line(entry)
    line.removeLast(2)
    let digits = String(CRC32.of(line), radix: 16)
    line += tail + Array(repeating: UInt8(ascii: "0"), count: 8 - digits.utf8.count) + Array(digits.utf8)
    return line + Array("\"}\n".utf8)
  }

  /// The entry of a line without its newline; nil for a line that was torn.
  static func decode(_ line: [UInt8]) -> ListEntry? {
    let body = line.count - tail.count - 10
    guard body > 0, line[body..<(body + tail.count)].elementsEqual(tail) else { return nil }
    let digits = String(decoding: line[(body + tail.count)..<(line.count - 2)], as: UTF8.self)
    guard let sum = UInt32(digits, radix: 16), CRC32.of(line[..<body]) == sum else { return nil }
    return try? FormatCoding.decode(ListEntry.self, from: line)
  }
}
