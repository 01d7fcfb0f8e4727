import Glibc
import SystemCalls

/// Appends to any number of files from one buffer of fixed size.
///
/// What is appended waits in the buffer; when that is full, each file with something waiting is opened, written and closed
/// once. No file stays open, and memory does not grow with the bytes (a few words a file remain).
struct GroupedAppends: ~Copyable {
  private struct Segment {
    var offset: Int
    var length: Int
    /// The next segment of the same file; -1 at its last.
    var next: Int32
  }

  private let buffer: UnsafeMutableRawBufferPointer
  private var used = 0
  private var segments: [Segment] = []
  /// First and last segment of each file; -1 for none.
  private var ends: [(first: Int32, last: Int32)] = []
  /// Files with something waiting, in the order of their first.
  private var waiting: [Int] = []
  /// Small segments of one file are gathered here, to be written at once.
  private var gathered: [UInt8] = []

  init(memory: Int) {
    buffer = .allocate(byteCount: max(memory, 1 << 12), alignment: 64)
    gathered.reserveCapacity(1 << 16)
  }

  deinit { buffer.deallocate() }

  /// Appends a line and its newline to a file.
  mutating func append(
    _ line: UnsafeRawBufferPointer, to file: Int, path: (Int) -> FilePath
  ) throws(SystemError) {
    if used + line.count + 1 > buffer.count { try flush(path) }
    guard line.count < buffer.count, let base = buffer.baseAddress else {
      return try writeThrough(line, to: path(file))
    }
    if let source = line.baseAddress { memcpy(base + used, source, line.count) }
    buffer[used + line.count] = UInt8(ascii: "\n")
    note(file, used, line.count + 1)
    used += line.count + 1
  }

  private mutating func note(_ file: Int, _ offset: Int, _ length: Int) {
    while ends.count <= file { ends.append((-1, -1)) }
    let last = Int(ends[file].last)
    if last >= 0 && segments[last].offset + segments[last].length == offset {
      segments[last].length += length
      return
    }
    let new = Int32(segments.count)
    segments.append(Segment(offset: offset, length: length, next: -1))
    if last >= 0 {
      segments[last].next = new
    } else {
      ends[file].first = new
      waiting.append(file)
    }
    ends[file].last = new
  }

  /// Writes everything that waits.
  mutating func flush(_ path: (Int) -> FilePath) throws(SystemError) {
    for file in waiting {
      try write(file, to: path(file))
      ends[file] = (-1, -1)
    }
    waiting.removeAll(keepingCapacity: true)
    segments.removeAll(keepingCapacity: true)
    used = 0
  }

  private mutating func write(_ file: Int, to path: FilePath) throws(SystemError) {
    let target = try Sys.open(path, .append)
    var index = Int(ends[file].first)
    while index >= 0 {
      let segment = segments[index]
      index = Int(segment.next)
      let bytes = UnsafeRawBufferPointer(rebasing: buffer[segment.offset..<(segment.offset + segment.length)])
      if gathered.count + bytes.count <= 1 << 16 && (index >= 0 || !gathered.isEmpty) {
        gathered.append(contentsOf: bytes)
        continue
      }
      try writeGathered(to: target)
      try Sys.write(bytes, to: target)
    }
    try writeGathered(to: target)
    try target.close()
  }

  private mutating func writeGathered(to target: borrowing Descriptor) throws(SystemError) {
    if gathered.isEmpty { return }
    try Sys.write(gathered, to: target)
    gathered.removeAll(keepingCapacity: true)
  }

  /// A line as large as the buffer does not wait.
  private func writeThrough(_ line: UnsafeRawBufferPointer, to path: FilePath) throws(SystemError) {
    let target = try Sys.open(path, .append)
    try Sys.write(line, to: target)
    try Sys.write([UInt8(ascii: "\n")], to: target)
    try target.close()
  }
}
