import SystemCalls

/// What a program prints, kept in a file that cannot grow without end: the beginning, and in the end the last words.
///
/// Fails: a log that cannot be written is left as it is; it is for eyes only.
struct CappedLog {
  private let path: FilePath
  private let limit: Int
  private var written = 0
  private var leftOut = 0
  private var last: [UInt8] = []

  /// Bytes of last words that are kept.
  static let lastBytes = 16_384

  /// Begins a log of at most `limit` bytes, last words not counted.
  init(_ path: FilePath, limit: Int = 4 << 20) {
    self.path = path
    self.limit = limit
  }

  /// Takes what was printed.
  mutating func take(_ bytes: [UInt8]) {
    let shown = bytes.prefix(max(0, limit - written))
    if !shown.isEmpty, !write(Array(shown)) { leftOut += shown.count }
    written += shown.count
    leftOut += bytes.count - shown.count
    last += bytes
    if last.count > 2 * Self.lastBytes { last.removeFirst(last.count - Self.lastBytes) }
  }

  /// Adds the last words where the middle is left out.
  mutating func end() {
    guard leftOut > 0 else { return }
    let tail = last.suffix(Self.lastBytes)
    if leftOut > tail.count {
      _ = write(Array("\n[\(leftOut - tail.count) bytes are left out here]\n".utf8))
    }
    _ = write(Array(tail.suffix(leftOut)))
    leftOut = 0
  }

  /// The last lines, as an addition to a sentence; empty when nothing was printed.
  func quotation(bytes: Int = 600) -> String {
    let text = String(decoding: last.suffix(bytes), as: UTF8.self)
    let lines = text.split(whereSeparator: \.isNewline).map { line in
      line.filter { character in character.asciiValue.map { $0 >= 32 && $0 != 127 } ?? true }
    }
    return lines.isEmpty ? "" : " It printed: " + lines.joined(separator: " | ")
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    do {
      let log = try Sys.open(path, .append)
      try Sys.write(bytes, to: log)
      return true
    } catch {
      return false
    }
  }
}
