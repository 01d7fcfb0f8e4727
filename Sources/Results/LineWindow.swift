import Glibc
import JSONLines
import SystemCalls

/// Shows a file's lines in place, in constant memory: nothing is copied but the beginning of a line at a window's end.
///
/// Behind each line `LineParser.padding` bytes can be read, so that it is parsed where it lies. A line over the limit is
/// passed over without being loaded.
final class LineWindow {
  /// One line, valid only while it is shown.
  struct Line {
    /// Where it begins in the file, in bytes.
    let offset: Int64
    /// The line without its newline; empty when it is too long.
    let bytes: UnsafeRawBufferPointer
    /// Bytes it has in the file, without its newline.
    let length: Int64
    /// Whether a newline ends it.
    let complete: Bool
    /// Whether it is over the limit.
    let tooLong: Bool
  }

  /// Enough that a read is cheap and little enough to stay in the processor's cache until it is parsed.
  static let usualSize = 1 << 20

  private let limit: Int
  private var buffer: UnsafeMutableRawBufferPointer
  private var start = 0
  private var end = 0

  init(limit: Int) {
    self.limit = limit
    buffer = Self.allocate(Self.usualSize)
  }

  deinit { buffer.deallocate() }

  private static func allocate(_ size: Int) -> UnsafeMutableRawBufferPointer {
    .allocate(byteCount: size + LineParser.padding, alignment: 64)
  }

  private var size: Int { buffer.count - LineParser.padding }

  /// Calls `body` with each line of a file.
  func forEachLine(of path: FilePath, _ body: (Line) throws(SystemError) -> Void) throws(SystemError) {
    let file = try Sys.open(path, .read)
    guard try Sys.status(of: file).kind != .directory else {
      throw SystemError(call: "read", path: path, errno: .isDirectory)
    }
    (start, end) = (0, 0)
    var (offset, skipped): (Int64, Int64) = (0, 0)
    while true {
      let count = try Sys.read(file, into: UnsafeMutableRawBufferPointer(rebasing: buffer[end..<size]))
      let searched = end
      end += count
      try showLines(from: searched, &offset, &skipped, body)
      if count == 0 { break }
      if end - start > limit {
        skipped += Int64(end - start)
        start = end
      }
      makeRoom()
    }
    guard end - start > 0 || skipped > 0 else { return }
    try show(upTo: end, offset, skipped, complete: false, body)
  }

  private func showLines(
    from searched: Int, _ offset: inout Int64, _ skipped: inout Int64, _ body: (Line) throws(SystemError) -> Void
  ) throws(SystemError) {
    var from = searched
    while let newline = newline(from: from) {
      let length = try show(upTo: newline, offset, skipped, complete: true, body)
      offset += length + 1
      skipped = 0
      start = newline + 1
      from = start
    }
  }

  @discardableResult
  private func show(
    upTo: Int, _ offset: Int64, _ skipped: Int64, complete: Bool, _ body: (Line) throws(SystemError) -> Void
  ) throws(SystemError) -> Int64 {
    let length = skipped + Int64(upTo - start)
    let tooLong = length > Int64(limit)
    let bytes = UnsafeRawBufferPointer(rebasing: buffer[start..<(tooLong ? start : upTo)])
    try body(Line(offset: offset, bytes: bytes, length: length, complete: complete, tooLong: tooLong))
    return length
  }

  private func newline(from: Int) -> Int? {
    guard from < end, let base = buffer.baseAddress else { return nil }
    guard let found = memchr(base + from, 0x0a, end - from) else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
  }

  /// Moves the line that has begun to the front; a larger buffer for a long one, the usual one again after it.
  private func makeRoom() {
    let rest = end - start
    if rest == size || (size > Self.usualSize && rest < Self.usualSize / 2) {
      let other = Self.allocate(rest == size ? min(size * 2, max(limit + 1, Self.usualSize)) : Self.usualSize)
      other.copyMemory(from: UnsafeRawBufferPointer(rebasing: buffer[start..<end]))
      buffer.deallocate()
      buffer = other
    } else if start > 0, let base = buffer.baseAddress {
      memmove(base, base + start, rest)
    }
    (start, end) = (0, rest)
  }
}
