/// What an address says of who asks: `NAME:PASSWORD@` or `TOKEN@` before its host (RFC 3986, 3.2.1). What is kept is kept for ever
/// and read by others, so it holds none.
public enum Userinfo {
  /// Whether a value, every escape of its file undone, holds an address with one.
  ///
  /// Values may be prose: without a colon only what nothing but a name or a token is made of counts, as in
  /// `(https://example.org), info@example.org` it does not.
  public static func isHeld(in value: String) -> Bool {
    places(in: Array(value.utf8)) { $0 <= 32 }.contains { part in
      part.contains(UInt8(ascii: ":")) || part.allSatisfy(isOfName)
    }
  }

  /// Whether some bytes of a file, whatever escapes them, hold an address with a password.
  ///
  /// - Parameter separators: bytes that end a field in such a file.
  public static func holdsPassword(written bytes: [UInt8], separators: [UInt8] = []) -> Bool {
    guard bytes.contains(where: { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "\\") }) else { return false }
    return places(in: bytes) { $0 <= 32 || "\"<>".utf8.contains($0) || separators.contains($0) }.contains { part in
      part.firstIndex(of: UInt8(ascii: ":")).map { $0 + 1 < part.endIndex } ?? false
    }
  }

  /// The text with `…` in the place of each, escaped or not.
  public static func masked(_ text: String) -> String {
    let bytes = Array(text.utf8)
    let plain = Plain(bytes)
    var (masked, copied): ([UInt8], Int) = ([], 0)
    for part in places(in: plain, endedBy: { $0 <= 32 }) {
      masked += bytes[copied..<plain.starts[part.startIndex]] + Array("…".utf8)
      copied = plain.starts[part.endIndex]
    }
    return copied == 0 ? text : String(decoding: masked + bytes[copied...], as: UTF8.self)
  }

  /// Bytes without the escapes of JSON and the doubled quotes of tables, and where each began.
  private struct Plain {
    private(set) var bytes: [UInt8] = []
    private(set) var starts: [Int] = []

    init(_ written: [UInt8]) {
      bytes.reserveCapacity(written.count)
      starts.reserveCapacity(written.count)
      var position = 0
      while position < written.count {
        let (byte, length) = Self.unescaped(written, at: position)
        if let byte {
          bytes.append(byte)
          starts.append(position)
        }
        position += length
      }
    }

    private static func unescaped(_ written: [UInt8], at position: Int) -> (byte: UInt8?, length: Int) {
      let byte = written[position]
      guard position + 1 < written.count else { return (byte, 1) }
      let next = written[position + 1]
      if byte == UInt8(ascii: "\""), next == byte { return (nil, 2) }
      guard byte == UInt8(ascii: "\\") else { return (byte, 1) }
      guard next == UInt8(ascii: "u"), position + 6 <= written.count,
        let unit = UInt16(String(decoding: written[(position + 2)..<(position + 6)], as: UTF8.self), radix: 16),
        unit < 0x80
      else { return (nil, 1) }
      return (UInt8(unit), 6)
    }
  }

  private static func places(in bytes: [UInt8], endedBy ends: (UInt8) -> Bool) -> [ArraySlice<UInt8>] {
    places(in: Plain(bytes), endedBy: ends)
  }

  private static func places(in plain: Plain, endedBy ends: (UInt8) -> Bool) -> [ArraySlice<UInt8>] {
    var found: [ArraySlice<UInt8>] = []
    var rest = plain.bytes[...]
    let mark = Array("://".utf8)
    while let start = rest.firstRange(of: mark) {
      rest = rest[start.upperBound...]
      let authority = rest.prefix { !ends($0) && !"/?#".utf8.contains($0) }
      guard let end = authority.lastIndex(of: UInt8(ascii: "@")), end > authority.startIndex else { continue }
      found.append(authority[..<end])
      rest = rest[end...]
    }
    return found
  }

  /// RFC 3986: unreserved, escaped, and those delimiters that do not end a clause in prose.
  private static func isOfName(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte >= 0x80
      || "-._~%!$&'*+=".utf8.contains(byte)
  }
}
