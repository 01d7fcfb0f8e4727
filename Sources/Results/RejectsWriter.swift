import SystemCalls

/// Writes the rejects of a split: one line each, `{"file","offset","reason"}` and what was kept apart.
///
/// A record that is JSON is kept whole under `record`; of a line that is none, `line` holds its beginning, with U+FFFD for
/// what is not UTF-8. Lines that only repeat what an earlier try gave, and those over the limit, are named by place alone.
struct RejectsWriter: ~Copyable {
  /// Bytes of a broken line that are shown.
  static let excerpt = 1024

  let path: FilePath
  private var appends: GroupedAppends

  init(path: FilePath) {
    self.path = path
    appends = GroupedAppends(memory: 1 << 18)
  }

  /// Keeps a valid record apart.
  mutating func reject(
    record: UnsafeRawBufferPointer, _ reason: RejectReason, file: String, offset: Int64
  ) throws(SystemError) {
    var line = head(reason, file, offset)
    if reason != .alreadyCovered {
      line += Array(",\"record\":".utf8)
      line.append(contentsOf: record)
    }
    try write(line)
  }

  /// Keeps a line apart that holds no record.
  mutating func reject(
    line: UnsafeRawBufferPointer, length: Int64, _ reason: RejectReason, file: String, offset: Int64
  ) throws(SystemError) {
    var text = head(reason, file, offset) + Array(",\"length\":\(length)".utf8)
    if !line.isEmpty {
      text += Array(",\"line\":".utf8)
      text.appendJSON(String(decoding: line.prefix(Self.excerpt), as: UTF8.self))
    }
    try write(text)
  }

  /// Writes what waits.
  mutating func flush() throws(SystemError) {
    let path = path
    try appends.flush { _ in path }
  }

  private func head(_ reason: RejectReason, _ file: String, _ offset: Int64) -> [UInt8] {
    var line = Array("{\"file\":".utf8)
    line.appendJSON(file)
    line += Array(",\"offset\":\(offset),\"reason\":\"\(reason.rawValue)\"".utf8)
    return line
  }

  private mutating func write(_ text: [UInt8]) throws(SystemError) {
    let path = path
    let line = text + [UInt8(ascii: "}")]
    try line.span.bytes.withUnsafeBytes { (buffer) throws(SystemError) in
      try appends.append(buffer, to: 0) { _ in path }
    }
  }
}

extension [UInt8] {
  /// Appends a text as a JSON string.
  mutating func appendJSON(_ text: String) {
    let digits = Array("0123456789abcdef".utf8)
    append(UInt8(ascii: "\""))
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""), UInt8(ascii: "\\"): append(contentsOf: [UInt8(ascii: "\\"), byte])
      case 0..<0x20: append(contentsOf: Array("\\u00".utf8) + [digits[Int(byte >> 4)], digits[Int(byte & 15)]])
      default: append(byte)
      }
    }
    append(UInt8(ascii: "\""))
  }
}
