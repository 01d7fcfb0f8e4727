import Deflate
import SystemCalls

/// The lines of one segment, plain or merged, one at a time and in constant memory.
final class SegmentLines {
  /// One line without its newline.
  struct Line {
    /// Where it begins in the uncompressed segment.
    let offset: Int64
    /// What it holds; empty when it was too long to be an event.
    let bytes: [UInt8]
    /// Bytes it has.
    let length: Int64
    /// Whether a newline ends it.
    let complete: Bool
    /// Why nothing after this place can be read; nil for a line.
    var fault: EventLine.Fault?
  }

  private var plain: LineReader?
  private var merged: MergedLines?

  init(_ segment: Segment, in directory: FilePath) throws {
    let path = directory.appending(segment.name)
    if segment.isMerged {
      merged = try MergedLines(path)
    } else {
      plain = try LineReader(path, limit: ManifestReader.longestLine)
    }
  }

  /// The next line that is not empty; nil at the end.
  func next() throws -> Line? {
    if let merged { return try merged.next() }
    while let line = try plain?.next() {
      if line.length == 0 { continue }
      return Line(offset: line.offset, bytes: line.bytes, length: line.length, complete: line.complete)
    }
    return nil
  }
}

/// The lines of a compressed segment.
private final class MergedLines {
  private let file: Descriptor
  private let inflater = Inflater()
  private var input = [UInt8](repeating: 0, count: 1 << 16)
  private var pending: [UInt8] = []
  private var start = 0
  private var offset: Int64 = 0
  private var atEnd = false

  init(_ path: FilePath) throws { file = try Sys.open(path, .read) }

  func next() throws -> SegmentLines.Line? {
    while true {
      if let newline = pending[start...].firstIndex(of: UInt8(ascii: "\n")) { return take(to: newline, complete: true) }
      if atEnd { return start < pending.count ? take(to: pending.count, complete: false) : nil }
      pending.removeSubrange(..<start)
      start = 0
      do {
        try fill()
      } catch is DeflateError {
        // Whole lines before the damage were given already; what follows it cannot be unpacked.
        atEnd = true
        var line = take(to: pending.count, complete: false)
        line.fault = .packed
        return line
      }
    }
  }

  private func take(to end: Int, complete: Bool) -> SegmentLines.Line {
    let line = SegmentLines.Line(
      offset: offset, bytes: Array(pending[start..<end]), length: Int64(end - start), complete: complete)
    offset += line.length + 1
    start = min(end + 1, pending.count)
    return line
  }

  private func fill() throws {
    let count = try input.withUnsafeMutableBytes { try Sys.read(file, into: $0) }
    if count == 0 {
      try inflater.finish()
      atEnd = true
    } else {
      pending += try inflater.push(input[..<count])
    }
  }
}
