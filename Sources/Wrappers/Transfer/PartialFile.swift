import SystemCalls

/// A document's file while it grows: the one place that writes it, and that says how much of it lasts.
///
/// Bytes beyond the record's count are never trusted: opening cuts them off. A fresh start takes the record away before the
/// first byte, so that no record ever speaks of another document's bytes.
final class PartialFile {
  /// Where it is.
  let path: FilePath
  /// Bytes in it, those still gathered included.
  private(set) var length: Int64 = 0
  /// Bytes that last.
  private(set) var synced: Int64 = 0
  private var file: Descriptor?
  private let gathered: WriteBuffer

  /// Opens it to be written from its beginning; `hasRecord` says whether a record lies beside it.
  init(fresh path: FilePath, hasRecord: Bool, _ buffer: WriteBuffer) throws(SystemError) {
    self.path = path
    gathered = buffer
    buffer.clear()
    if hasRecord { try Sys.removeIfThere(ResumeRecord.path(beside: path)) }
    let opened = try Sys.open(path, .update)
    if try Sys.status(of: opened).size > 0 { try Sys.truncate(opened, to: 0) }
    file = consume opened
  }

  /// Opens it to be continued behind the bytes that last; nil when it is shorter than its record says.
  init?(resuming path: FilePath, _ record: ResumeRecord, _ buffer: WriteBuffer) throws(SystemError) {
    self.path = path
    gathered = buffer
    buffer.clear()
    guard Sys.exists(path) else { return nil }
    let opened = try Sys.open(path, .update)
    let size = try Sys.status(of: opened).size
    guard size >= record.synced else { return nil }
    if size > record.synced { try Sys.truncate(opened, to: record.synced) }
    file = consume opened
    length = record.synced
    synced = record.synced
  }

  /// Appends; what is little is gathered before it is written.
  func write(_ bytes: UnsafeRawBufferPointer) throws(SystemError) {
    if !gathered.fits(bytes) { try writeGathered() }
    if gathered.fits(bytes) { gathered.add(bytes) } else { try write(out: bytes) }
    length += Int64(bytes.count)
  }

  private func writeGathered() throws(SystemError) {
    if gathered.isEmpty { return }
    try write(out: gathered.bytes)
    gathered.clear()
  }

  private func write(out bytes: UnsafeRawBufferPointer) throws(SystemError) {
    try withFile { (file) throws(SystemError) in try Sys.write(bytes, to: file) }
  }

  /// The open file; fails once it is closed.
  private func withFile<Result>(
    _ body: (borrowing Descriptor) throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    switch file {
    case .some(let file): try body(file)
    case nil: throw SystemError(call: "write", path: path, errno: .badFileDescriptor)
    }
  }

  /// Whether the file holds these bytes at a place before any that are gathered.
  func holds(_ bytes: UnsafeRawBufferPointer, at offset: Int64) throws(SystemError) -> Bool {
    var own = [UInt8](repeating: 0, count: bytes.count)
    var count = 0
    while count < own.count {
      let step = try withFile { (file) throws(SystemError) in
        try Sys.read(file, at: offset + Int64(count), into: &own, from: count)
      }
      if step == 0 { return false }
      count += step
    }
    return own.elementsEqual(bytes)
  }

  /// Makes what was written last, and says so beside it.
  func checkpoint(_ record: ResumeRecord) throws(SystemError) {
    try writeGathered()
    try withFile { (file) throws(SystemError) in try Sys.syncData(file) }
    var record = record
    record.synced = length
    try record.publish(beside: path)
    synced = length
  }

  /// Writes what is gathered and closes the file: some file systems say only then what became of the writes.
  func close() throws(SystemError) {
    try writeGathered()
    if let open = file.take() { try open.close() }
  }

  /// Starts anew: the record goes first.
  func startOver() throws(SystemError) {
    gathered.clear()
    try Sys.removeIfThere(ResumeRecord.path(beside: path))
    try withFile { (file) throws(SystemError) in try Sys.truncate(file, to: 0) }
    (length, synced) = (0, 0)
  }
}
