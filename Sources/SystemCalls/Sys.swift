// The one file of system calls: everything that reads or changes the file system, starts a process or waits for one.
//
// Longer than other files because it is the only one of its kind: faults and kills are injected here and nowhere else, so
// a call made elsewhere would escape every sweep. Calls that change the file system or make a change lasting are counted
// by `FaultInjection`; calls that only look are not.

import CSystemCalls
import Glibc
import SystemPackage

/// System calls, each with a typed error. Names are what they do; manual pages are named where they differ.
public enum Sys {
  // MARK: The two doors

  /// A call that changes something: counted, may be made to fail, retried on EINTR.
  private static func change<Result: SignedInteger>(
    _ call: String, _ path: FilePath?, to target: FilePath? = nil, retrying: Bool = true, _ body: () -> Result
  ) throws(SystemError) -> Result {
    while true {
      #if DEBUG
      if let error = FaultInjection.before(call, path) {
        if error == EINTR && retrying { continue }
        throw SystemError(call: call, path: path, errno: Errno(rawValue: error))
      }
      #endif
      let result = body()
      let error = errno
      #if DEBUG
      if let lost = FaultInjection.after(call, path, to: target, result: Int(result), errno: error), result != -1 {
        throw SystemError(call: call, path: path, errno: Errno(rawValue: lost))
      }
      #endif
      if result != -1 { return result }
      if error == EINTR && retrying { continue }
      throw SystemError(call: call, path: path, errno: Errno(rawValue: error))
    }
  }

  /// A call that only looks.
  static func look<Result: SignedInteger>(
    _ call: String, _ path: FilePath?, _ body: () -> Result
  ) throws(SystemError) -> Result {
    #if DEBUG
    if let error = FaultInjection.beforeLook(call, path) {
      throw SystemError(call: call, path: path, errno: Errno(rawValue: error))
    }
    #endif
    while true {
      let result = body()
      if result != -1 { return result }
      if errno == EINTR { continue }
      throw SystemError(call: call, path: path, errno: Errno(rawValue: errno))
    }
  }

  // MARK: Opening, reading, writing

  /// How a file is opened. None follows a symbolic link in the last component.
  public enum OpenMode: Sendable {
    /// To read.
    case read
    /// A directory, to sync it.
    case directory
    /// To write; fails with `fileExists` when there is one.
    case createNew
    /// To write at the end; made when missing.
    case append
    /// To read anywhere and to write at the end; made when missing.
    case update
    /// To lock; made when missing, never emptied.
    case lock
    /// The same for nobody else to read, as whoever can read a file can lock it, too; written at the end.
    case lease

    var flags: CInt {
      let common = O_CLOEXEC | O_NOFOLLOW
      switch self {
      case .read: return O_RDONLY | O_NONBLOCK | common
      case .directory: return O_RDONLY | O_DIRECTORY | common
      case .createNew: return O_WRONLY | O_CREAT | O_EXCL | common
      case .append: return O_WRONLY | O_CREAT | O_APPEND | common
      case .update: return O_RDWR | O_CREAT | O_APPEND | common
      case .lock: return O_RDWR | O_CREAT | common
      case .lease: return O_RDWR | O_CREAT | O_APPEND | common
      }
    }

    var changes: Bool {
      switch self {
      case .read, .directory: false
      case .createNew, .append, .update, .lock, .lease: true
      }
    }
  }

  /// Opens a file. New files get mode 0666 less the user's mask.
  public static func open(_ path: FilePath, _ mode: OpenMode) throws(SystemError) -> Descriptor {
    try open(path, mode, rights: 0o666)
  }

  /// Opens a file. New files get these rights less the user's mask.
  static func open(_ path: FilePath, _ mode: OpenMode, rights: UInt32) throws(SystemError) -> Descriptor {
    let body = { path.withPlatformString { sluice_open($0, mode.flags, rights) } }
    let raw = mode.changes ? try change("open", path, body) : try look("open", path, body)
    let file = Descriptor(adopting: raw, path: path)
    if mode == .lease { try keepFromReaders(file) }
    return file
  }

  /// openat(2).
  static func open(
    _ name: FilePath.Component, in directory: borrowing Descriptor, _ mode: OpenMode, path: FilePath
  ) throws(SystemError) -> Descriptor {
    let parent = directory.raw
    let body = { name.withPlatformString { sluice_open_at(parent, $0, mode.flags, 0o666) } }
    let raw = mode.changes ? try change("open", path, body) : try look("openat", path, body)
    return Descriptor(adopting: raw, path: path)
  }

  /// fchmod(2): only who may write a file may read it, as far as it is ours.
  private static func keepFromReaders(_ file: borrowing Descriptor) throws(SystemError) {
    let (raw, status) = (file.raw, try status(of: file))
    let rights = status.rights & (status.rights & 0o020 == 0 ? 0o700 : 0o770)
    guard rights != status.rights, status.owner == geteuid() else { return }
    _ = try change("fchmod", file.path) { fchmod(raw, rights) }
  }

  static func close(_ raw: CInt, path: FilePath?) throws(SystemError) {
    // close(2): after EINTR the descriptor is gone on Linux, so there is nothing to try again.
    if Glibc.close(raw) == -1 && errno != EINTR {
      throw SystemError(call: "close", path: path, errno: Errno(rawValue: errno))
    }
  }

  static func closeIgnoringErrors(_ raw: CInt) { _ = Glibc.close(raw) }

  /// Reads up to the buffer's size; 0 at the end.
  public static func read(
    _ file: borrowing Descriptor, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    let raw = file.raw
    return try look("read", file.path) { Glibc.read(raw, buffer.baseAddress, buffer.count) }
  }

  /// Reads up to the buffer's size from a place in the file; 0 at the end.
  public static func read(
    _ file: borrowing Descriptor, at offset: Int64, into buffer: UnsafeMutableRawBufferPointer
  ) throws(SystemError) -> Int {
    let raw = file.raw
    return try look("pread", file.path) { pread(raw, buffer.baseAddress, buffer.count, off_t(offset)) }
  }

  /// Reads a whole file of at most `limit` bytes. A longer one is an error, `fileTooLarge`: whoever can make a file decides how
  /// long it is.
  public static func contents(of path: FilePath, limit: Int) throws(SystemError) -> [UInt8] {
    let file = try open(path, .read)
    let refusal = SystemError(call: "read", path: path, errno: .fileTooLarge)
    if try status(of: file).size > limit { throw refusal }
    // Files of the kernel have no size before they are read, others grow: one byte more tells.
    let bytes = try head(of: file, path, count: limit < .max ? limit + 1 : limit)
    if bytes.count > limit { throw refusal }
    return bytes
  }

  /// Reads the beginning of a file: `count` bytes, or as many as it has.
  public static func head(of path: FilePath, count: Int) throws(SystemError) -> [UInt8] {
    try head(of: try open(path, .read), path, count: count)
  }

  /// The same of an open file, from its first byte on; where it is read at is not changed.
  public static func head(of file: borrowing Descriptor, count limit: Int) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(min(try status(of: file).size, Int64(limit))))
    var count = 0
    while count < bytes.count {
      let step = try read(file, at: Int64(count), into: &bytes, from: count)
      if step == 0 { break }
      count += step
    }
    bytes.removeSubrange(count...)
    return bytes
  }

  private static func head(
    of file: borrowing Descriptor, _ path: FilePath, count limit: Int
  ) throws(SystemError) -> [UInt8] {
    let size = try status(of: file).size
    var bytes = [UInt8](repeating: 0, count: size < limit ? Int(size) + 1 : limit)
    var count = 0
    while count < bytes.count {
      let raw = file.raw
      let step = try Self.fill(&bytes) { (buffer) throws(SystemError) in
        try look("read", path) { Glibc.read(raw, buffer.baseAddress?.advanced(by: count), buffer.count - count) }
      }
      if step == 0 { break }
      count += step
      // All that it had when it was opened, and room for more was offered: its end.
      if count == size { break }
      if count == bytes.count && count < limit {
        bytes.append(contentsOf: repeatElement(0, count: min(max(count, 4096), limit - count)))
      }
    }
    bytes.removeSubrange(count...)
    return bytes
  }

  /// Maps a file's bytes (mmap(2)); nil for a file without any.
  static func map(_ file: borrowing Descriptor, count: Int) throws(SystemError) -> UnsafeMutableRawPointer? {
    guard count > 0 else { return nil }
    let bytes = mmap(nil, count, PROT_READ, MAP_PRIVATE, file.raw, 0)
    if bytes == MAP_FAILED { throw SystemError(call: "mmap", path: file.path, errno: Errno(rawValue: errno)) }
    return bytes
  }

  static func unmap(_ bytes: UnsafeMutableRawPointer, count: Int) { munmap(bytes, count) }

  /// Reads from a place in the file into an array, from an index on; 0 at the end.
  public static func read(
    _ file: borrowing Descriptor, at offset: Int64, into bytes: inout [UInt8], from first: Int
  ) throws(SystemError) -> Int {
    let (raw, path) = (file.raw, file.path)
    return try fill(&bytes) { (buffer) throws(SystemError) in
      try look("pread", path) {
        pread(raw, buffer.baseAddress?.advanced(by: first), buffer.count - first, off_t(offset))
      }
    }
  }

  private static func fill(
    _ bytes: inout [UInt8], _ body: (UnsafeMutableRawBufferPointer) throws(SystemError) -> Int
  ) throws(SystemError) -> Int {
    var span = bytes.mutableSpan
    return try span.withUnsafeMutableBytes(body)
  }

  /// Writes all bytes, however many calls it takes.
  public static func write(_ bytes: UnsafeRawBufferPointer, to file: borrowing Descriptor) throws(SystemError) {
    try write(bytes, raw: file.raw, path: file.path)
  }

  /// Writes all bytes, however many calls it takes.
  public static func write(_ bytes: [UInt8], to file: borrowing Descriptor) throws(SystemError) {
    let (raw, path) = (file.raw, file.path)
    try bytes.span.bytes.withUnsafeBytes { (buffer) throws(SystemError) in try write(buffer, raw: raw, path: path) }
  }

  private static func write(_ bytes: UnsafeRawBufferPointer, raw: CInt, path: FilePath?) throws(SystemError) {
    var rest = bytes
    while !rest.isEmpty {
      #if DEBUG
      let part = FaultInjection.shortened(rest)
      #else
      let part = rest
      #endif
      let count = try change("write", path) { Glibc.write(raw, part.baseAddress, part.count) }
      rest = UnsafeRawBufferPointer(rebasing: rest[count...])
    }
  }

  /// Writes all bytes from a place in the file on.
  public static func write(_ bytes: [UInt8], to file: borrowing Descriptor, at offset: Int64) throws(SystemError) {
    let (raw, path) = (file.raw, file.path)
    try bytes.span.bytes.withUnsafeBytes { (buffer) throws(SystemError) in
      var done = 0
      while done < buffer.count {
        let rest = UnsafeRawBufferPointer(rebasing: buffer[done...])
        done += try change("pwrite", path) { pwrite(raw, rest.baseAddress, rest.count, off_t(offset) + off_t(done)) }
      }
    }
  }

  /// ftruncate(2): makes a file so many bytes long.
  public static func truncate(_ file: borrowing Descriptor, to length: Int64) throws(SystemError) {
    let raw = file.raw
    _ = try change("ftruncate", file.path) { ftruncate(raw, off_t(length)) }
  }

  // MARK: Making it last

  /// fsync(2). Never retried: after a failure the kernel may have dropped what was not written (law 2).
  public static func sync(_ file: borrowing Descriptor) throws(SystemError) {
    let raw = file.raw
    _ = try change("fsync", file.path, retrying: false) { fsync(raw) }
  }

  /// fdatasync(2): contents and size, not times. Never retried.
  public static func syncData(_ file: borrowing Descriptor) throws(SystemError) {
    let raw = file.raw
    _ = try change("fdatasync", file.path, retrying: false) { fdatasync(raw) }
  }

  /// syncfs(2): everything on a file system. Never retried. It reports what failed since the descriptor was opened.
  public static func syncFileSystem(of file: borrowing Descriptor) throws(SystemError) {
    let raw = file.raw
    _ = try change("syncfs", file.path, retrying: false) { sluice_syncfs(raw) }
  }

  /// Whether syncfs(2) does all that fsync(2) of each file and directory would, and says what failed.
  ///
  /// True for ext2 to ext4, XFS, Btrfs and tmpfs (magic numbers: statfs(2)) from Linux 5.17 on. Since 5.8 an error in writing
  /// any file is reported; before 5.17 one of the file system's own journal was not (fs/sync.c).
  public static func syncsWhole(_ file: borrowing Descriptor) -> Bool {
    var system = utsname()
    guard uname(&system) == 0 else { return false }
    let known = [0xEF53, 0x5846_5342, 0x9123_683E, 0x0102_1994].contains(sluice_file_system_type(file.raw))
    let release = withUnsafeBytes(of: &system.release) { String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self) }
    let numbers = release.split { !$0.isNumber }.prefix(2).compactMap { Int($0) }
    return known && !numbers.lexicographicallyPrecedes([5, 17])
  }

  /// Opens a file or directory and syncs it.
  public static func sync(_ path: FilePath) throws(SystemError) {
    let file = try open(path, .read)
    try sync(file)
  }

  // MARK: Names

  /// Renames without ever replacing; `fileExists` when the target is there.
  ///
  /// Where the file system knows no RENAME_NOREPLACE (EINVAL on some network file systems) a file is linked and its old name
  /// removed; for a directory the target is looked for first, which the lease of the worker that owns the target makes safe.
  public static func rename(_ from: FilePath, to target: FilePath) throws(SystemError) {
    do throws(SystemError) {
      _ = try change("rename", from, to: target) {
        from.withPlatformString { old in target.withPlatformString { sluice_rename_noreplace(old, $0) } }
      }
    } catch {
      guard error.errno == .invalidArgument || error.errno == .notSupported || error.errno == .noFunction else {
        if error.errno == .directoryNotEmpty { throw SystemError(call: "rename", path: target, errno: .fileExists) }
        // Whoever reads of it looks at the directory that refuses, which may be either.
        let isTargets = error.errno == .permissionDenied && isWritable(from.removingLastComponent())
        throw error.errno == .fileExists || isTargets
          ? SystemError(call: "rename", path: target, errno: error.errno) : error
      }
      if try status(of: from).kind == .directory {
        if exists(target) { throw SystemError(call: "rename", path: target, errno: .fileExists) }
        try replace(from, to: target)
      } else {
        try linkOnce(from, to: target)
        // "No such file" is what a server says whose first reply was lost: the old name is gone, as it should be.
        try removeIfThere(from)
      }
    }
  }

  /// Gives a file a second name; one that it has already, by a call whose reply was lost or before a pass was stopped, will do.
  private static func linkOnce(_ from: FilePath, to target: FilePath) throws(SystemError) {
    do throws(SystemError) { try link(from, to: target) } catch {
      guard let own = try? status(of: from), let there = try? status(of: target), own.isSameFile(as: there) else {
        throw error
      }
    }
  }

  /// The same for a name in an open directory; where the file system knows no RENAME_NOREPLACE a file is linked, and for a directory
  /// the target is looked for first.
  static func rename(
    _ name: FilePath.Component, in directory: borrowing Descriptor, path: FilePath, to target: FilePath
  ) throws(SystemError) {
    let parent = directory.raw
    func move(_ call: String, _ body: (UnsafePointer<CChar>, UnsafePointer<CChar>) -> CInt) throws(SystemError) {
      _ = try change(call, path, to: target) {
        name.withPlatformString { old in target.withPlatformString { body(old, $0) } }
      }
    }
    do throws(SystemError) { try move("rename") { sluice_rename_noreplace_at(parent, $0, AT_FDCWD, $1) } } catch {
      guard [.invalidArgument, .notSupported, .noFunction].contains(error.errno) else {
        throw error.errno == .fileExists ? SystemError(call: "rename", path: target, errno: .fileExists) : error
      }
      if (try? open(name, in: directory, .directory, path: path)) != nil {
        if exists(target) { throw SystemError(call: "rename", path: target, errno: .fileExists) }
        return try move("rename") { renameat(parent, $0, AT_FDCWD, $1) }
      }
      try move("link") { linkat(parent, $0, AT_FDCWD, $1, 0) }
      _ = try change("unlink", path) { name.withPlatformString { unlinkat(parent, $0, 0) } }
    }
  }

  /// Renames the other way, from a path to a name in an open directory: what was taken goes back, never over what is there.
  static func rename(
    _ from: FilePath, to name: FilePath.Component, in directory: borrowing Descriptor, path: FilePath
  ) throws(SystemError) {
    let parent = directory.raw
    do throws(SystemError) {
      _ = try change("rename", from, to: path) {
        from.withPlatformString { old in
          name.withPlatformString { sluice_rename_noreplace_at(AT_FDCWD, old, parent, $0) }
        }
      }
    } catch {
      guard [.invalidArgument, .notSupported, .noFunction].contains(error.errno) else { throw error }
      if (try? open(name, in: directory, .read, path: path)) != nil {
        throw SystemError(call: "rename", path: path, errno: .fileExists)
      }
      _ = try change("rename", from, to: path) {
        from.withPlatformString { old in name.withPlatformString { renameat(AT_FDCWD, old, parent, $0) } }
      }
    }
  }

  /// rename(2) of two names in one open directory; what is there is replaced.
  static func replace(
    _ from: FilePath.Component, to name: FilePath.Component, in directory: borrowing Descriptor, path: FilePath
  ) throws(SystemError) {
    let parent = directory.raw
    _ = try change("rename", path.removingLastComponent().appending(from), to: path) {
      from.withPlatformString { old in name.withPlatformString { renameat(parent, old, parent, $0) } }
    }
  }

  static func removeIfThere(
    _ name: FilePath.Component, in directory: borrowing Descriptor, path: FilePath
  ) throws(SystemError) {
    let parent = directory.raw
    do throws(SystemError) {
      _ = try change("unlink", path) { name.withPlatformString { unlinkat(parent, $0, 0) } }
    } catch {
      if error.errno != .noSuchFileOrDirectory { throw error }
    }
  }

  static func removeDirectory(
    _ name: FilePath.Component, in directory: borrowing Descriptor, path: FilePath
  ) throws(SystemError) {
    let parent = directory.raw
    _ = try change("rmdir", path) { name.withPlatformString { unlinkat(parent, $0, AT_REMOVEDIR) } }
  }

  /// Whether names may be changed in a directory.
  private static func isWritable(_ directory: FilePath) -> Bool {
    directory.withPlatformString { access($0, W_OK) } == 0
  }

  /// Whether the file system renames without replacing by itself (RENAME_NOREPLACE), so that `rename` needs no second look.
  /// Renames `from` to `target` where it does.
  public static func renamesWithoutReplacing(_ from: FilePath, to target: FilePath) -> Bool {
    (try? change("rename", from, to: target) {
      from.withPlatformString { old in target.withPlatformString { sluice_rename_noreplace(old, $0) } }
    }) != nil
  }

  /// rename(2): replaces a file that is there.
  public static func replace(_ from: FilePath, to target: FilePath) throws(SystemError) {
    _ = try change("rename", from, to: target) {
      from.withPlatformString { old in target.withPlatformString { Glibc.rename(old, $0) } }
    }
  }

  /// link(2).
  public static func link(_ from: FilePath, to target: FilePath) throws(SystemError) {
    _ = try change("link", from, to: target) {
      from.withPlatformString { old in target.withPlatformString { Glibc.link(old, $0) } }
    }
  }

  /// unlink(2).
  public static func unlink(_ path: FilePath) throws(SystemError) {
    _ = try change("unlink", path) { path.withPlatformString { Glibc.unlink($0) } }
  }

  /// mkdir(2), mode 0777 less the user's mask; 0700 where others share the place and the contents are not for them.
  public static func makeDirectory(_ path: FilePath, onlyForUs: Bool = false) throws(SystemError) {
    _ = try change("mkdir", path) { path.withPlatformString { mkdir($0, onlyForUs ? 0o700 : 0o777) } }
  }

  /// rmdir(2).
  public static func removeDirectory(_ path: FilePath) throws(SystemError) {
    _ = try change("rmdir", path) { path.withPlatformString { rmdir($0) } }
  }

  /// Sets the time of last modification, nanoseconds since 1970.
  public static func setModified(_ path: FilePath, to nanoseconds: Int64) throws(SystemError) {
    let time = timespec(tv_sec: Int(nanoseconds / 1_000_000_000), tv_nsec: Int(nanoseconds % 1_000_000_000))
    let times = [time, time]
    _ = try change("utimensat", path) {
      path.withPlatformString { utimensat(AT_FDCWD, $0, times, AT_SYMLINK_NOFOLLOW) }
    }
  }

  // MARK: Looking

  /// lstat(2).
  public static func status(of path: FilePath) throws(SystemError) -> FileStatus {
    var buffer = stat()
    _ = try look("lstat", path) { path.withPlatformString { lstat($0, &buffer) } }
    return FileStatus(buffer)
  }

  /// fstat(2).
  public static func status(of file: borrowing Descriptor) throws(SystemError) -> FileStatus {
    var buffer = stat()
    let raw = file.raw
    _ = try look("fstat", file.path) { fstat(raw, &buffer) }
    return FileStatus(buffer)
  }

  /// Whether a name is there, whatever it stands for. An error other than "no such file" counts as there.
  public static func exists(_ path: FilePath) -> Bool {
    do throws(SystemError) { return try isThere(path) } catch { return true }
  }

  /// Whether a name is there, whatever it stands for: for whoever does something else where it is, and must not do that because
  /// a storage did not answer.
  public static func isThere(_ path: FilePath) throws(SystemError) -> Bool {
    do throws(SystemError) {
      _ = try status(of: path)
      return true
    } catch {
      if error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory { return false }
      throw error
    }
  }

  /// Calls `body` with each name of a directory, in the kernel's order, until it returns false.
  public static func forEachEntry(
    in directory: FilePath, _ body: (DirectoryEntry) throws(SystemError) -> Bool
  ) throws(SystemError) {
    let reader = try DirectoryReader(directory)
    while let entry = try reader.next() { if try !body(entry) { return } }
  }

  /// Reads the names of a directory one after the other, in the kernel's order. Names that come or go meanwhile may be read or
  /// not; all others are, once (readdir(3)).
  public final class DirectoryReader {
    private let path: FilePath
    private let stream: OpaquePointer

    /// Opens a directory.
    public init(_ path: FilePath) throws(SystemError) {
      let raw = try Sys.open(path, .directory).release()
      guard let stream = fdopendir(raw) else {
        let error = SystemError(call: "opendir", path: path, errno: Errno(rawValue: errno))
        Sys.closeIgnoringErrors(raw)
        throw error
      }
      self.path = path
      self.stream = stream
    }

    /// The next name; nil at the end.
    public func next() throws(SystemError) -> DirectoryEntry? {
      #if DEBUG
      if let error = FaultInjection.beforeLook("readdir", path) {
        throw SystemError(call: "readdir", path: path, errno: Errno(rawValue: error))
      }
      #endif
      while true {
        errno = 0
        guard let entry = readdir(stream) else {
          if errno != 0 { throw SystemError(call: "readdir", path: path, errno: Errno(rawValue: errno)) }
          return nil
        }
        let name = withUnsafePointer(to: &entry.pointee.d_name) {
          $0.withMemoryRebound(to: CChar.self, capacity: 256) { FilePath.Component(platformString: $0) }
        }
        guard let name, name.kind == .regular else { continue }
        return DirectoryEntry(name: name, kind: FileKind(entryType: entry.pointee.d_type))
      }
    }

    deinit { closedir(stream) }
  }

  /// How many names of a directory stand for directories, names with a leading dot left out; what the file system does not
  /// name the kind of counts. Nothing is kept of a name: a million of them take a fraction of a second.
  public static func countDirectories(in directory: FilePath) throws(SystemError) -> Int {
    let raw = try open(directory, .directory).release()
    guard let stream = fdopendir(raw) else {
      let error = SystemError(call: "opendir", path: directory, errno: Errno(rawValue: errno))
      closeIgnoringErrors(raw)
      throw error
    }
    defer { closedir(stream) }
    var count = 0
    errno = 0
    while let entry = readdir(stream) {
      let kind = Int(entry.pointee.d_type)
      if entry.pointee.d_name.0 != CChar(UInt8(ascii: ".")), kind == Int(DT_DIR) || kind == Int(DT_UNKNOWN) {
        count += 1
      }
    }
    if errno != 0 { throw SystemError(call: "readdir", path: directory, errno: Errno(rawValue: errno)) }
    return count
  }

  /// All names of a directory, in byte order.
  public static func entries(of directory: FilePath) throws(SystemError) -> [DirectoryEntry] {
    var entries: [DirectoryEntry] = []
    try forEachEntry(in: directory) { entry in
      entries.append(entry)
      return true
    }
    return entries.sorted { $0.name.lexicographicallyPrecedes($1.name) }
  }

  /// statvfs(2).
  public static func capacity(of path: FilePath) throws(SystemError) -> Capacity {
    var buffer = statvfs()
    _ = try look("statvfs", path) { path.withPlatformString { statvfs($0, &buffer) } }
    return Capacity(buffer)
  }

  // MARK: Locks

  /// Takes an exclusive open-file-description lock without waiting; false when another holds it.
  public static func lock(_ file: borrowing Descriptor) throws(SystemError) -> Bool {
    let raw = file.raw
    return try look("fcntl(F_OFD_SETLK)", file.path) { sluice_lock(raw) } == 1
  }

  /// Whether somebody else holds the lock.
  public static func isLocked(_ file: borrowing Descriptor) throws(SystemError) -> Bool {
    let raw = file.raw
    return try look("fcntl(F_OFD_GETLK)", file.path) { sluice_locked(raw) } == 1
  }

  /// Replaces what a lock's file says of its holder; for people only, so it is neither synced nor counted.
  public static func note(_ text: String, in file: borrowing Descriptor) throws(SystemError) {
    let raw = file.raw
    _ = try look("ftruncate", file.path) { ftruncate(raw, 0) }
    _ = try look("pwrite", file.path) { pwrite(raw, text, text.utf8.count, 0) }
  }

  /// Adds to what a lease's file says of its holders.
  public static func addNote(_ text: String, in file: borrowing Descriptor) throws(SystemError) {
    let raw = file.raw
    _ = try look("write", file.path) { Glibc.write(raw, text, text.utf8.count) }
  }

  // MARK: Processes

  /// Starts a program; the answer is its process number.
  public static func spawn(_ program: Program) throws(SystemError) -> Int32 {
    try program.withRequest { (request) throws(SystemError) in
      var request = request
      return try change("spawn", program.executable) { sluice_spawn(&request) }
    }
  }

  /// How a process ended.
  public enum Ending: Sendable, Hashable {
    /// It returned a status.
    case exited(Int32)
    /// A signal killed it.
    case signalled(Int32)
  }

  /// waitpid(2); nil while it runs and `waiting` is false, or when it is no child of ours.
  public static func wait(for process: Int32, waiting: Bool = true) -> Ending? {
    var status: CInt = 0
    while true {
      let answer = waitpid(process, &status, waiting ? 0 : WNOHANG)
      if answer == process { break }
      if answer == -1 && errno == EINTR && waiting { continue }
      return nil
    }
    return sluice_wait_exited(status) != 0
      ? .exited(sluice_wait_code(status)) : .signalled(sluice_wait_signal(status))
  }

  /// Whether a child of ours has ended and waits to be collected. Until then its number and its group's stay taken, so
  /// that signalling its group cannot hit a stranger.
  public static func hasEnded(_ process: Int32) -> Bool {
    var information = siginfo_t()
    while waitid(P_PID, id_t(process), &information, WEXITED | WNOHANG | WNOWAIT) == -1 {
      if errno != EINTR { return true }
    }
    return information.si_signo == SIGCHLD
  }

  /// What an ended child and its own collected children used.
  public struct Usage: Sendable, Hashable {
    /// Seconds of processor time.
    public let cpuSeconds: Double
    /// The most bytes one of the processes had resident.
    public let maxResidentBytes: Int64
  }

  /// wait4(2): waits for a child, collects it and what it used; nil when it is no child of ours.
  public static func collect(_ process: Int32) -> (ending: Ending, usage: Usage)? {
    var (status, used): (CInt, rusage) = (0, rusage())
    while wait4(process, &status, 0, &used) != process {
      if errno != EINTR { return nil }
    }
    let seconds = { (time: timeval) in Double(time.tv_sec) + Double(time.tv_usec) / 1e6 }
    return (
      sluice_wait_exited(status) != 0
        ? .exited(sluice_wait_code(status)) : .signalled(sluice_wait_signal(status)),
      Usage(
        cpuSeconds: seconds(used.ru_utime) + seconds(used.ru_stime),
        maxResidentBytes: Int64(used.ru_maxrss) * 1024)
    )
  }

  /// kill(2); false when there is no such process.
  @discardableResult
  public static func signal(_ process: Int32, _ number: Int32) -> Bool { kill(process, number) == 0 }

  /// kill(2) of a whole process group.
  @discardableResult
  public static func signalGroup(_ leader: Int32, _ number: Int32) -> Bool { kill(-leader, number) == 0 }

  /// pipe2(2) with close-on-exec: the reading and the writing end.
  public static func pipe() throws(SystemError) -> PipeEnds {
    var ends: [CInt] = [-1, -1]
    _ = try look("pipe", nil) { Glibc.pipe(&ends) }
    for end in ends { _ = fcntlSetCloseOnExec(end) }
    return PipeEnds(reading: Descriptor(adopting: ends[0]), writing: Descriptor(adopting: ends[1]))
  }

  static func duplicate(_ file: borrowing Descriptor, named path: FilePath?) throws(SystemError) -> Descriptor {
    let raw = file.raw
    let own = try look("fcntl(F_DUPFD_CLOEXEC)", nil) { fcntl(raw, F_DUPFD_CLOEXEC, 3) }
    return Descriptor(adopting: own, path: path)
  }

  /// The two ends of a pipe.
  public struct PipeEnds: ~Copyable {
    /// Where it is read.
    public var reading: Descriptor
    /// Where it is written.
    public var writing: Descriptor
    /// Gives both ends away.
    public consuming func take() -> (reading: CInt, writing: CInt) { (reading.release(), writing.release()) }
  }

  private static func fcntlSetCloseOnExec(_ raw: CInt) -> CInt { fcntl(raw, F_SETFD, FD_CLOEXEC) }

  /// A TCP port of this host that nobody listens on now; the kernel draws it at random from its ephemeral ones.
  public static func freePort() throws(SystemError) -> UInt16 {
    let raw = try look("socket", nil) { socket(AF_INET, CInt(SOCK_STREAM.rawValue), 0) }
    defer { _ = Glibc.close(raw) }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    _ = try look("bind", nil) {
      withUnsafeMutablePointer(to: &address) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
          let bound = bind(raw, address, length)
          return bound == 0 ? getsockname(raw, address, &length) : bound
        }
      }
    }
    return UInt16(bigEndian: address.sin_port)
  }

  /// Waits until a descriptor can be read or is closed at the other end; false when the time is over or a signal came.
  public static func waitReadable(_ file: borrowing Descriptor, milliseconds: Int32) -> Bool {
    var entry = pollfd(fd: file.raw, events: Int16(POLLIN), revents: 0)
    return poll(&entry, 1, milliseconds) > 0
  }

  /// Waits until one of the descriptors can be read or is closed at its other end: a flag for each, none set when the time
  /// is over or a signal came.
  public static func waitReadable(any raws: [Int32], milliseconds: Int32) -> [Bool] {
    var entries = raws.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return raws.map { _ in false } }
    return entries.map { $0.revents != 0 }
  }

  /// Reads what a descriptor has now, at most the buffer's size; 0 at the end. For pipes that `waitReadable` named.
  public static func readAvailable(_ file: borrowing Descriptor, limit: Int = 1 << 16) throws(SystemError) -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: limit)
    let (raw, path) = (file.raw, file.path)
    let count = try fill(&bytes) { (buffer) throws(SystemError) in
      try look("read", path) { Glibc.read(raw, buffer.baseAddress, buffer.count) }
    }
    bytes.removeSubrange(count...)
    return bytes
  }

  /// Lets this process use `seconds` more of processor time from now on; then SIGXCPU ends it (setrlimit(2), RLIMIT_CPU).
  public static func allowProcessorTime(seconds: Int64) {
    var usage = rusage()
    var limit = rlimit()
    guard getrusage(RUSAGE_SELF.rawValue, &usage) == 0, getrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit) == 0
    else {
      return
    }
    let used = Int64(usage.ru_utime.tv_sec) + Int64(usage.ru_stime.tv_sec)
    limit.rlim_cur = min(limit.rlim_max, rlim_t(clamping: used + seconds + 1))
    setrlimit(__rlimit_resource_t(RLIMIT_CPU.rawValue), &limit)
  }

  /// Bytes of address space this process may have (getrlimit(2), RLIMIT_AS); nil without a limit.
  public static var addressSpace: Int64? {
    var limit = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_AS.rawValue), &limit) == 0, limit.rlim_cur < rlim_t(Int64.max) else {
      return nil
    }
    return Int64(limit.rlim_cur)
  }

  /// Says "Out of memory" on standard error where this process crashes for want of address space: few libraries look whether
  /// they got what they asked for.
  public static func nameShortageOfMemory() { _ = sluice_name_shortage() }

  /// Leaves no core file behind when this process crashes (setrlimit(2), RLIMIT_CORE).
  public static func refuseCoreFiles() {
    var none = rlimit(rlim_cur: 0, rlim_max: 0)
    setrlimit(__rlimit_resource_t(RLIMIT_CORE.rawValue), &none)
  }

  /// Leaves it to our parent to end us: a scheduler's signals go to every process of a job, and the one that asked for work
  /// decides whether it is finished first.
  public static func leaveStopSignalsToParent() {
    for number in [SIGTERM, SIGHUP, SIGUSR1, SIGUSR2] { Glibc.signal(number, SIG_IGN) }
  }

  /// Takes standard output for the caller alone: whatever a library prints from now on goes to standard error.
  public static func takeStandardOutput() throws(SystemError) -> Descriptor {
    let own = try look("fcntl(F_DUPFD_CLOEXEC)", nil) { fcntl(STDOUT_FILENO, F_DUPFD_CLOEXEC, 3) }
    _ = try look("dup2", nil) { dup2(STDERR_FILENO, STDOUT_FILENO) }
    return Descriptor(adopting: own)
  }

  /// Sleeps; less when a signal comes.
  public static func sleep(milliseconds: Int) { _ = poll(nil, 0, CInt(clamping: milliseconds)) }

  /// Seconds on a clock that never jumps.
  public static var monotonicSeconds: Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Whole seconds since 1970 by this host's clock.
  public static var secondsSince1970: Int64 { Int64(time(nil)) }

  /// Notes SIGTERM, SIGINT, SIGHUP and SIGUSR1 from now on instead of dying of them.
  public static func watchSignals() { sluice_watch_signals() }

  /// The first signal noted; nil when none came.
  public static var notedSignal: Int32? {
    let number = sluice_noted_signal()
    return number == 0 ? nil : number
  }

  /// Throws `interrupted` once a signal was noted: for between the parts of what may take long to read.
  public static func heedSignal(_ path: FilePath?) throws(SystemError) {
    if notedSignal != nil { throw SystemError(call: "read", path: path, errno: .interrupted) }
  }

  /// Makes a write to a closed pipe an error instead of a death.
  public static func ignorePipeSignals() { sluice_ignore_pipe_signals() }

  // MARK: Who and where

  /// This process's number.
  public static var processID: Int32 { getpid() }

  /// Whether a process of this host is stopped by a signal (proc(5), stat: state `T`); false also for one that is not there.
  public static func isStopped(_ process: Int32) -> Bool {
    guard let bytes = try? head(of: FilePath("/proc/\(process)/stat"), count: 4096) else { return false }
    // The program's name may hold anything, a bracket too: the state follows the last one.
    guard let end = bytes.lastIndex(of: UInt8(ascii: ")")), end + 2 < bytes.count else { return false }
    return bytes[end + 2] == UInt8(ascii: "T")
  }

  /// The effective user's number; 0 is root.
  public static var userID: UInt32 { geteuid() }

  /// The effective user's name; nil where nothing knows it.
  public static var userName: String? { name(ofUser: geteuid()) }

  /// A user's name; nil where nothing knows it.
  public static func name(ofUser number: UInt32) -> String? {
    getpwuid(number).flatMap { $0.pointee.pw_name.map { String(cString: $0) } }
  }

  /// umask(2): takes rights away from what this process and its children make from now on; none is given that was taken.
  public static func withhold(_ rights: UInt32) {
    let former = umask(rights)
    _ = umask(former | rights)
  }

  /// This host's name.
  public static var hostName: String {
    var buffer = [CChar](repeating: 0, count: 256)
    gethostname(&buffer, 255)
    return buffer.withUnsafeBufferPointer { $0.baseAddress.map { String(cString: $0) } ?? "" }
  }

  /// The kernel's id of this boot (proc(5), random/boot_id); empty where there is none.
  public static var bootID: String {
    guard let bytes = try? contents(of: "/proc/sys/kernel/random/boot_id", limit: 64) else { return "" }
    return String(decoding: bytes, as: UTF8.self).trimmingNewline
  }

  /// Processors this process may use.
  public static var processors: Int { max(1, Int(sysconf(CInt(_SC_NPROCESSORS_ONLN)))) }

  /// 64 random bits from the kernel.
  public static func randomBits() -> UInt64 {
    var generator = SystemRandomNumberGenerator()
    return generator.next()
  }

  /// The running program's own file.
  public static var executable: FilePath {
    var buffer = [CChar](repeating: 0, count: 4097)
    let count = readlink("/proc/self/exe", &buffer, 4096)
    return count > 0 ? buffer.withUnsafeBufferPointer { $0.baseAddress.map { FilePath(platformString: $0) } ?? "" } : ""
  }

  /// The directory relative paths start from.
  public static var currentDirectory: FilePath {
    guard let text = getcwd(nil, 0) else { return "." }
    defer { free(text) }
    return FilePath(platformString: text)
  }

  /// Whether a descriptor is a terminal.
  public static func isTerminal(_ raw: Int32) -> Bool { isatty(raw) == 1 }

  /// Columns and rows of the terminal standard output is; nil where it is none (ioctl_tty(2), TIOCGWINSZ).
  public static var terminalSize: (columns: Int, rows: Int)? {
    var size = winsize()
    guard ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0, size.ws_col > 0, size.ws_row > 0 else { return nil }
    return (Int(size.ws_col), Int(size.ws_row))
  }

  /// All variables of the environment by name; bytes that are not UTF-8 are shown as U+FFFD.
  public static var environment: [String: String] {
    var result: [String: String] = [:]
    var next = environ
    while let variable = next.pointee {
      let parts = String(cString: variable).split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { result[String(parts[0])] = String(parts[1]) }
      next += 1
    }
    return result
  }

  /// A variable of the environment.
  public static func variable(_ name: String) -> String? { getenv(name).map { String(cString: $0) } }
}

extension String {
  fileprivate var trimmingNewline: String { hasSuffix("\n") ? String(dropLast()) : self }
}

extension Capacity {
  /// Some network file systems answer with as many blocks as can be written down.
  init(_ buffer: statvfs) {
    func bytes(_ blocks: fsblkcnt_t) -> Int64 {
      let (bytes, overflow) = UInt64(blocks).multipliedReportingOverflow(by: UInt64(buffer.f_frsize))
      return overflow ? .max : Int64(clamping: bytes)
    }
    self.init(
      freeBytes: bytes(buffer.f_bavail), totalBytes: bytes(buffer.f_blocks),
      freeInodes: buffer.f_files == 0 ? nil : Int64(clamping: buffer.f_favail))
  }
}

extension FileStatus {
  init(_ buffer: stat) {
    self.init(
      kind: FileKind(mode: buffer.st_mode), size: Int64(buffer.st_size),
      modified: Self.nanoseconds(buffer.st_mtim), changed: Self.nanoseconds(buffer.st_ctim),
      device: UInt64(buffer.st_dev), inode: UInt64(buffer.st_ino), links: UInt64(buffer.st_nlink), owner: buffer.st_uid,
      rights: buffer.st_mode & 0o777)
  }
}

extension FileStatus {
  /// Anybody may date a file to any year. What is 146 years and more from 1970 counts as that far: so two times always have a
  /// difference.
  private static func nanoseconds(_ time: timespec) -> Int64 {
    let most = Int64.max / 2
    let (whole, overflow) = Int64(time.tv_sec).multipliedReportingOverflow(by: 1_000_000_000)
    return overflow ? (time.tv_sec < 0 ? -most : most) : min(max(whole, -most), most) + Int64(time.tv_nsec)
  }
}

extension FileKind {
  init(mode: mode_t) {
    switch mode & S_IFMT {
    case S_IFREG: self = .file
    case S_IFDIR: self = .directory
    case S_IFLNK: self = .symlink
    default: self = .special
    }
  }

  init?(entryType: UInt8) {
    switch Int(entryType) {
    case Int(DT_UNKNOWN): return nil
    case Int(DT_REG): self = .file
    case Int(DT_DIR): self = .directory
    case Int(DT_LNK): self = .symlink
    default: self = .special
    }
  }
}

extension FilePath {
  /// The path's bytes.
  public var bytes: [UInt8] {
    withPlatformString { UnsafeBufferPointer(start: $0, count: strlen($0)).map { UInt8(bitPattern: $0) } }
  }
}

extension FilePath.Component {
  /// Byte order, the same on every machine and in every locale.
  public func lexicographicallyPrecedes(_ other: FilePath.Component) -> Bool {
    bytes.lexicographicallyPrecedes(other.bytes)
  }

  /// The name's bytes.
  public var bytes: [UInt8] {
    withPlatformString { UnsafeBufferPointer(start: $0, count: strlen($0)).map { UInt8(bitPattern: $0) } }
  }

  /// Whether the name begins with a dot, which makes it Sluice's own or a desktop's.
  public var isHidden: Bool { bytes.first == UInt8(ascii: ".") }

  /// Makes a name of bytes; nil when they hold a slash, a NUL, or are no name.
  public init?(bytes: some Collection<UInt8>) {
    guard !bytes.isEmpty, !bytes.contains(0), !bytes.contains(UInt8(ascii: "/")) else { return nil }
    let characters = bytes.map { CChar(bitPattern: $0) } + [0]
    let made = characters.withUnsafeBufferPointer { $0.baseAddress.flatMap { FilePath.Component(platformString: $0) } }
    guard let made, made.kind == .regular else { return nil }
    self = made
  }
}
