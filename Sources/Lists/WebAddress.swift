import Foundation

/// Addresses as lists and templates give them.
public enum WebAddress {
  /// An http or https address in the form that makes equal ones equal: scheme and host in lower case, what may not stand
  /// in an address escaped, no fragment; nil for anything else.
  public static func normal(_ text: String) -> String? {
    guard text.utf8.count <= 8192, let schemeEnd = text.range(of: "://") else { return nil }
    let scheme = text[..<schemeEnd.lowerBound].lowercased()
    guard scheme == "http" || scheme == "https" else { return nil }
    let rest = text[schemeEnd.upperBound...]
    let authority = rest.prefix { !"/?#".contains($0) }
    var tail = rest.dropFirst(authority.count).prefix { $0 != "#" }
    if tail.isEmpty { tail = "/" } else if tail.first != "/" { tail = "/" + tail }
    // A name and password in an address are nobody's business in metadata.
    guard !authority.contains("@"), isHost(authority) else { return nil }
    return "\(scheme)://\(authority.lowercased())\(escaped(tail))"
  }

  /// The host of an address, with its port where it names one.
  public static func host(_ url: String) -> String? {
    guard let schemeEnd = url.range(of: "://") else { return nil }
    let host = url[schemeEnd.upperBound...].prefix { !"/?#".contains($0) }
    return host.isEmpty ? nil : host.lowercased()
  }

  /// The last part of an address's path, decoded, as bytes; nil where there is none.
  public static func fileName(_ url: String) -> [UInt8]? {
    guard let schemeEnd = url.range(of: "://") else { return nil }
    let path = url[schemeEnd.upperBound...].prefix { !"?#".contains($0) }
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count > 1, let last = parts.last else { return nil }
    return decoded(last)
  }

  /// One part of an address with everything escaped that could end or leave it.
  public static func part(_ text: String) -> String {
    var escaped = ""
    for byte in text.utf8 { escaped += isUnreserved(byte) ? String(UnicodeScalar(byte)) : percent(byte) }
    // Dots alone would climb, and no escaping hides them from an address's reader.
    return escaped.allSatisfy({ $0 == "." }) ? escaped.replacing(".", with: "%252E") : escaped
  }

  private static func isHost(_ text: Substring) -> Bool {
    guard !text.isEmpty, text.utf8.count <= 260, text.first != "-" else { return false }
    return text.unicodeScalars.allSatisfy { scalar in
      scalar.value > 0x7f || scalar.properties.isAlphabetic || ("0"..."9").contains(scalar)
        || "-._:[]".unicodeScalars.contains(scalar)
    }
  }

  private static func escaped(_ text: Substring) -> String {
    var result = ""
    for byte in text.utf8 {
      let isPlain = byte > 0x20 && byte < 0x7f && !"\"<>\\^`{|}".utf8.contains(byte)
      result += isPlain ? String(UnicodeScalar(byte)) : percent(byte)
    }
    return result
  }

  private static func isUnreserved(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || "-._~".utf8.contains(byte)
  }

  private static func percent(_ byte: UInt8) -> String {
    let digits = String(byte, radix: 16, uppercase: true)
    return "%" + (digits.count == 1 ? "0" : "") + digits
  }

  private static func decoded(_ text: Substring) -> [UInt8] {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      if byte == UInt8(ascii: "%"), rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      {
        bytes.append(value)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return bytes
  }
}
