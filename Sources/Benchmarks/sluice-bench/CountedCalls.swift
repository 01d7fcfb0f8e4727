import SystemCalls

/// System calls by name, counted as they are made.
///
/// A file is written and closed, and opened again to be synced: a group is written first and synced after it, so that the
/// storage can take it at once, and a thousand files cannot all stay open.
struct CountedCalls {
  private(set) var counts: [String: Int] = [:]
  /// The file system that is synced as a whole, where a group is to be made to last that way.
  private let whole: WholeFileSystem?
  private let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)

  /// Calls below a directory, groups synced in this way.
  init(below directory: FilePath, _ way: GroupSync.Way) throws(SystemError) {
    let found = try WholeFileSystem(directory)
    whole = way != .each && Sys.syncsWhole(found.file) ? found : nil
  }

  private mutating func count(_ names: String...) { for name in names { counts[name, default: 0] += 1 } }

  mutating func write(_ bytes: [UInt8], to path: FilePath, _ mode: Sys.OpenMode = .createNew) throws {
    count("open", "write", "close")
    let file = try Sys.open(path, mode)
    try Sys.write(bytes, to: file)
    try file.close()
  }

  /// Reads a file to its end.
  mutating func read(_ path: FilePath, _ body: (UnsafeRawBufferPointer) -> Void = { _ in }) throws {
    count("open", "close")
    let file = try Sys.open(path, .read)
    while true {
      count("read")
      let length = try Sys.read(file, into: buffer)
      if length == 0 { break }
      body(UnsafeRawBufferPointer(rebasing: buffer[..<length]))
    }
    try file.close()
  }

  mutating func sync(_ path: FilePath) throws {
    count("open", "fsync", "close")
    try Sys.sync(path)
  }

  /// Makes a group last, however many it has.
  mutating func sync(group paths: [FilePath]) throws {
    guard let whole else { return try paths.forEach { try sync($0) } }
    count("syncfs")
    try Sys.syncFileSystem(of: whole.file)
  }

  /// Writes to an open file and leaves it open.
  mutating func append(_ bytes: [UInt8], to file: borrowing Descriptor) throws {
    count("write")
    try Sys.write(bytes, to: file)
  }

  mutating func syncData(_ file: borrowing Descriptor) throws {
    count("fdatasync")
    try Sys.syncData(file)
  }

  mutating func look(_ path: FilePath) throws {
    count("lstat")
    _ = try Sys.status(of: path)
  }

  mutating func makeDirectory(_ path: FilePath) throws {
    count("mkdir")
    try Sys.makeDirectory(path)
  }

  mutating func rename(_ from: FilePath, to target: FilePath) throws {
    count("rename")
    try Sys.rename(from, to: target)
  }

  mutating func replace(_ from: FilePath, to target: FilePath) throws {
    count("rename")
    try Sys.replace(from, to: target)
  }

  mutating func unlink(_ path: FilePath) throws {
    count("unlink")
    try Sys.unlink(path)
  }
}

/// A descriptor on a file system; a class, as values that are copied may share it.
final class WholeFileSystem {
  let file: Descriptor
  init(_ directory: FilePath) throws(SystemError) { file = try Sys.open(directory, .directory) }
}
