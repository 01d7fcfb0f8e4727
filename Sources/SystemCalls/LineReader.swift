import Glibc
import SystemPackage

/// Reads a file line by line in constant memory.
public struct LineReader: ~Copyable {
  /// One line without its newline.
  public struct Line: Sendable {
    /// Where the line begins in the file, in bytes.
    public let offset: Int64
    /// The line; empty when it was longer than the limit.
    public let bytes: [UInt8]
    /// Bytes the line has in the file, without its newline.
    public let length: Int64
    /// Whether a newline ends it; false only for a torn tail.
    public let complete: Bool
    /// Whether it was longer than the limit and was skipped.
    public let tooLong: Bool
  }

  private let file: Descriptor
  private let limit: Int
  /// Bytes to begin with: most files of ours are small, and there are many of them.
  private static let first = 4096
  /// Bytes to read a large file by.
  private static let most = 1 << 16
  private var buffer: [UInt8]
  private var start = 0
  private var end = 0
  /// Where the next line begins.
  private var offset: Int64
  /// Where the next bytes are read.
  private var position: Int64

  /// Opens a file to read from `offset` on; lines longer than `limit` bytes are reported without their contents.
  public init(_ path: FilePath, from offset: Int64 = 0, limit: Int = 64 << 20) throws(SystemError) {
    file = try Sys.open(path, .read)
    self.offset = offset
    position = offset
    self.limit = limit
    buffer = [UInt8](repeating: 0, count: Self.first)
  }

  /// The next line; nil at the end.
  public mutating func next() throws(SystemError) -> Line? {
    var skipped: Int64 = 0
    var searched = start
    while true {
      if let newline = index(of: UInt8(ascii: "\n"), from: searched) {
        let length = skipped + Int64(newline - start)
        let line = Line(
          offset: offset, bytes: skipped > 0 ? [] : Array(buffer[start..<newline]), length: length, complete: true,
          tooLong: skipped > 0)
        offset += line.length + 1
        start = newline + 1
        return line
      }
      searched = end
      if end - start > limit {
        skipped += Int64(end - start)
        start = end
      }
      searched -= makeRoom()
      if try fill() == 0 {
        let length = skipped + Int64(end - start)
        guard length > 0 else { return nil }
        let line = Line(
          offset: offset, bytes: skipped > 0 ? [] : Array(buffer[start..<end]), length: length, complete: false,
          tooLong: skipped > 0)
        offset += length
        start = end
        return line
      }
    }
  }

  private func index(of byte: UInt8, from: Int) -> Int? {
    guard from < end else { return nil }
    return buffer.withUnsafeBytes { bytes -> Int? in
      guard let base = bytes.baseAddress, let found = memchr(base + from, Int32(byte), end - from) else { return nil }
      return UnsafeRawPointer(found) - base
    }
  }

  /// Moves what is unread to the front; the distance it moved. Where the last read filled the buffer there is much to come.
  private mutating func makeRoom() -> Int {
    let distance = start
    let isMuch = end == buffer.count && buffer.count < Self.most
    if distance > 0 {
      buffer.replaceSubrange(0..<(end - start), with: buffer[start..<end])
      end -= distance
      start = 0
    }
    if isMuch || end == buffer.count { buffer.append(contentsOf: repeatElement(0, count: buffer.count)) }
    return distance
  }

  private mutating func fill() throws(SystemError) -> Int {
    let count = try Sys.read(file, at: position, into: &buffer, from: end)
    end += count
    position += Int64(count)
    return count
  }
}
