internal import CCurl
import Formats

/// What the header lines of one answer said, as far as it matters here. Only wanted lines become strings.
struct ResponseHead {
  private(set) var status = 0
  private(set) var version = ""
  private(set) var etag: String?
  private(set) var lastModified: String?
  private(set) var contentType: String?
  private(set) var contentLength: Int64?
  private(set) var contentRange: ContentRange?
  private(set) var hasContentRange = false
  private(set) var contentEncoding: String?
  private(set) var retryAfter: String?
  private(set) var date: String?

  /// Takes one header line with its end. A status line begins a new answer: after a redirect, or after `100 Continue`.
  mutating func take(_ line: UnsafeRawBufferPointer) {
    if line.count >= 9, line[0] == 0x48, line[1] == 0x54, line[2] == 0x54, line[3] == 0x50, line[4] == 0x2f {
      return begin(line)
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")), let field = Field(line[..<colon]) else { return }
    let value = Self.text(line[(colon + 1)...])
    switch field {
    case .etag: etag = value
    case .lastModified: lastModified = value
    case .contentType: contentType = value
    // Two lengths that differ are a smuggler's or a broken proxy's; libcurl refuses them itself.
    case .contentLength: contentLength = Stated.bytesOrMost(value)
    case .contentRange:
      hasContentRange = true
      contentRange = ContentRange(value)
    case .contentEncoding: contentEncoding = value.lowercased()
    case .retryAfter: retryAfter = value
    case .date: date = value
    }
  }

  /// The whole document's bytes, where the answer brings it or a part of it and says so.
  var documentLength: Int64? {
    switch status {
    case 200: contentLength
    case 206: contentRange?.total
    default: nil
    }
  }

  /// The body is as stored: not packed for the journey, which nobody asked for.
  var isPlain: Bool { contentEncoding == nil || contentEncoding == "identity" || contentEncoding == "" }

  /// Seconds from now after which the server wants the next request (RFC 9110, 10.2.3: seconds, or a date).
  func retrySeconds(now: Int64) -> Int64? {
    guard let retryAfter else { return nil }
    if let seconds = Stated.bytesOrMost(retryAfter) { return seconds }
    let date = Int64(curl_getdate(retryAfter, nil))
    return date < 0 ? nil : max(0, date - now)
  }

  /// What proves later that the document is still the same (RFC 9110, 13.1.5 and 8.8.2.2): a strong entity tag, or a date
  /// of change at least a minute before the answer.
  var validator: String? {
    if let etag { return etag.hasPrefix("\"") && etag.count >= 2 && etag.hasSuffix("\"") ? etag : nil }
    guard let lastModified, let date else { return nil }
    let (changed, answered) = (Int64(curl_getdate(lastModified, nil)), Int64(curl_getdate(date, nil)))
    return changed >= 0 && answered - changed >= 60 ? lastModified : nil
  }

  private mutating func begin(_ line: UnsafeRawBufferPointer) {
    self = ResponseHead()
    let words = Self.text(UnsafeRawBufferPointer(rebasing: line[5...])[...]).split(separator: " ", maxSplits: 2)
    version = words.first.map(String.init) ?? ""
    status = words.count > 1 ? Int(words[1]) ?? 0 : 0
  }

  private static func text(_ bytes: Slice<UnsafeRawBufferPointer>) -> String {
    let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0d).contains(byte) }
    var rest = bytes.drop(while: isSpace)
    while let last = rest.last, isSpace(last) { rest.removeLast() }
    return String(decoding: rest, as: UTF8.self)
  }

  private enum Field: String, CaseIterable {
    case etag
    case lastModified = "last-modified"
    case contentType = "content-type"
    case contentLength = "content-length"
    case contentRange = "content-range"
    case contentEncoding = "content-encoding"
    case retryAfter = "retry-after"
    case date

    private static let names = allCases.map { ($0, Array($0.rawValue.utf8)) }

    /// Small and capital letters are the same in a field's name.
    init?(_ bytes: Slice<UnsafeRawBufferPointer>) {
      let found = Self.names.first { _, name in
        name.count == bytes.count && zip(name, bytes).allSatisfy { $0 == ($1 >= 0x41 && $1 <= 0x5a ? $1 | 0x20 : $1) }
      }
      guard let found else { return nil }
      self = found.0
    }
  }
}

/// `Content-Range: bytes 0-99/1234`, `bytes 0-99/*`, `bytes */1234` (RFC 9110, 14.4).
struct ContentRange: Hashable {
  /// First and last byte; nil where the range could not be given.
  let bytes: ClosedRange<Int64>?
  /// The whole document's length, where it is known.
  let total: Int64?

  init?(_ text: String) {
    let words = text.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0].lowercased() == "bytes" else { return nil }
    let parts = words[1].split(separator: "/", omittingEmptySubsequences: false)
    guard parts.count == 2 else { return nil }
    if parts[1] == "*" {
      total = nil
    } else if let number = Stated.bytes(parts[1]) {
      total = number
    } else {
      return nil
    }
    if parts[0] == "*" {
      bytes = nil
      return
    }
    let ends = parts[0].split(separator: "-", omittingEmptySubsequences: false)
    guard ends.count == 2, let first = Stated.bytes(ends[0]), let last = Stated.bytes(ends[1]), first <= last else {
      return nil
    }
    bytes = first...last
    if let total, last >= total { return nil }
  }

}
