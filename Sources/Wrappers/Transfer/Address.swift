internal import CCurl
import SystemCalls

/// An http or https address, read once and written in one way.
public struct Address: Sendable, Hashable, CustomStringConvertible {
  /// The whole address, percent-encoded, without a fragment.
  public let text: String
  /// `http` or `https`.
  public let scheme: String
  /// The host's name in small letters; an IPv6 address in brackets.
  public let host: String
  /// The port, the scheme's own where none is written.
  public let port: Int
  /// The path, percent-encoded, without the query.
  public let path: String

  /// Reads an address as bytes; spaces and bytes that are not ASCII are percent-encoded as browsers do. Names and passwords
  /// in an address are refused: it is kept in metadata, logs and histories.
  public init(_ bytes: some Collection<UInt8>) throws(TransferFailure) {
    let trimmed = Self.trim(bytes)
    let shown = Self.withoutUser(String(decoding: trimmed, as: UTF8.self)).prefix(300)
    guard !trimmed.isEmpty, !trimmed.contains(0) else {
      throw TransferFailure(.address, "The address is empty or holds a byte that is none of text.")
    }
    let reader = AddressReader()
    let code = reader.read(trimmed)
    guard code == CURLUE_OK else {
      if code == CURLUE_USER_NOT_ALLOWED {
        throw TransferFailure(.address, "The address holds a name or a password, which would be kept in plain text.")
      }
      throw TransferFailure(.address, "The address cannot be read (\(AddressReader.words(code))): \(shown)")
    }
    guard let scheme = reader.part(CURLUPART_SCHEME)?.lowercased(), scheme == "http" || scheme == "https" else {
      throw TransferFailure(.scheme, "Only http and https are fetched, and not: \(shown)")
    }
    guard let text = reader.part(CURLUPART_URL), let host = reader.part(CURLUPART_HOST), !host.isEmpty,
      let port = reader.part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ Int($0) })
    else {
      throw TransferFailure(.address, "The address names no host: \(shown)")
    }
    self.text = text
    self.scheme = scheme
    self.host = host.lowercased()
    self.port = port
    path = reader.part(CURLUPART_PATH) ?? "/"
  }

  /// The text without the name and the password that stand in front of the host, for messages.
  static func withoutUser(_ text: String) -> String {
    guard let start = text.firstRange(of: "://")?.upperBound else { return text }
    let authority = text[start...].prefix { !"/?#".contains($0) }
    return authority.lastIndex(of: "@").map { text[..<start] + "…" + text[$0...] } ?? text
  }

  /// Reads an address.
  public init(_ text: String) throws(TransferFailure) { try self.init(Array(text.utf8)) }

  /// The address.
  public var description: String { text }

  /// The name a document from here gets, as bytes: the last part of the path that is a name, percent-decoded; the host where
  /// there is none. It holds no slash and no zero byte and is neither `.` nor `..`; the entrance makes an identifier of it.
  public var fileName: [UInt8] {
    for part in path.utf8.split(separator: UInt8(ascii: "/")).reversed() {
      // Decoded once, and then looked at: `%2e%2e` and `%2fetc%2fpasswd` are what they say.
      let decoded = Self.percentDecoded(part)
      let last = decoded.split(whereSeparator: { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "\\") }).last ?? []
      let name = last.filter { $0 != 0 }
      if !name.isEmpty, name != [0x2e], name != [0x2e, 0x2e] { return Array(name) }
    }
    return Array(host.utf8)
  }

  private static func percentDecoded(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let bytes = Array(bytes)
    var decoded: [UInt8] = []
    var next = 0
    while next < bytes.count {
      if bytes[next] == UInt8(ascii: "%"), next + 2 < bytes.count, let high = hex(bytes[next + 1]),
        let low = hex(bytes[next + 2])
      {
        decoded.append(high << 4 | low)
        next += 3
      } else {
        decoded.append(bytes[next])
        next += 1
      }
    }
    return decoded
  }

  private static func hex(_ byte: UInt8) -> UInt8? {
    switch byte {
    case 48...57: byte - 48
    case 65...70: byte - 55
    case 97...102: byte - 87
    default: nil
    }
  }

  private static func trim(_ bytes: some Collection<UInt8>) -> [UInt8] {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
    var rest = Array(bytes.drop(while: isSpace))
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return rest
  }
}

/// The one owner of a libcurl address handle.
private final class AddressReader {
  private let raw = curl_url()

  deinit { curl_url_cleanup(raw) }

  func read(_ bytes: [UInt8]) -> CURLUcode {
    var text = bytes.map { CChar(bitPattern: $0) }
    text.append(0)
    let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_DISALLOW_USER | CURLU_URLENCODE | CURLU_ALLOW_SPACE)
    let code = curl_url_set(raw, CURLUPART_URL, text, flags)
    guard code == CURLUE_OK else { return code }
    return curl_url_set(raw, CURLUPART_FRAGMENT, nil, 0)
  }

  func part(_ part: CURLUPart, _ flags: CInt = 0) -> String? {
    var value: UnsafeMutablePointer<CChar>?
    guard curl_url_get(raw, part, &value, UInt32(flags)) == CURLUE_OK, let value else { return nil }
    defer { curl_free(value) }
    return String(cString: value)
  }

  static func words(_ code: CURLUcode) -> String {
    curl_url_strerror(code).map { String(cString: $0) } ?? "code \(code.rawValue)"
  }
}
