extension Sys {
  /// 64 KiB: what is larger the allocator asks the kernel for each time (mallopt(3), M_MMAP_THRESHOLD).
  private static let partSize = 1 << 16

  /// Reads an open file to its end from where it stands, part by part in constant memory.
  public static func forEachPart(
    of file: borrowing Descriptor, _ body: (UnsafeRawBufferPointer) throws(SystemError) -> Void
  ) throws(SystemError) {
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: partSize, alignment: 16)
    defer { buffer.deallocate() }
    while true {
      let count = try read(file, into: buffer)
      if count == 0 { return }
      try body(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Copies a file to a new one, in constant memory; not synced. Nobody may read the copy who may not read the file.
  ///
  /// - Parameter observe: is shown each part as it was read, so that a checksum needs no second reading.
  /// - Returns: The bytes copied.
  @discardableResult
  public static func copy(
    _ source: FilePath, to target: FilePath, observe: (UnsafeRawBufferPointer) -> Void = { _ in }
  ) throws(SystemError) -> Int64 {
    let input = try open(source, .read)
    let rights = try status(of: input).rights & 0o666 | 0o600
    let output = try open(target, .createNew, rights: rights)
    var total: Int64 = 0
    try forEachPart(of: input) { (part) throws(SystemError) in
      try write(part, to: output)
      observe(part)
      total += Int64(part.count)
    }
    try output.close()
    return total
  }
}
