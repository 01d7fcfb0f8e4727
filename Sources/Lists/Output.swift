import SystemCalls

/// A file written under its private name, a mebibyte at a time.
struct Output: ~Copyable {
  private let path: FilePath
  private let target: FilePath
  private var buffer: [UInt8] = []
  private var file: CInt?

  /// A file that will be published at a path.
  init(at path: FilePath) {
    self.path = Sys.privateName(of: path)
    target = path
  }

  mutating func write(_ bytes: [UInt8]) throws(SystemError) {
    buffer += bytes
    if buffer.count >= 1 << 20 { try flush() }
  }

  /// Writes the rest; the file is there even when nothing was written.
  mutating func close() throws(SystemError) {
    try flush()
    if let file {
      self.file = nil
      try Descriptor(adopting: file, path: path).close()
    }
  }

  private mutating func flush() throws(SystemError) {
    if file == nil {
      try Sys.clearPrivateName(of: target)
      file = try Sys.open(path, .createNew).release()
    }
    let descriptor = Descriptor(adopting: file ?? -1, path: path)
    do throws(SystemError) { try Sys.write(buffer, to: descriptor) } catch {
      _ = descriptor.release()
      throw error
    }
    _ = descriptor.release()
    buffer.removeAll(keepingCapacity: true)
  }

  deinit {
    // Not closed: it was not to be, and takes no room.
    if let file {
      _ = Descriptor(adopting: file)
      try? Sys.unlink(path)
    }
  }
}
