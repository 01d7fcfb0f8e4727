import Synchronization

extension Sys {
  private static let hidden = Mutex<Set<FilePath>>([])

  /// Private names below a directory under which this process wrote files that it has not published. Some may be gone since.
  public static func unpublished(below directory: FilePath) -> [FilePath] {
    hidden.withLock { $0.filter { $0.starts(with: directory) }.sorted { $0.string < $1.string } }
  }

  /// Forgets those, as none of them is there any more or they are somebody else's to take away.
  public static func forgetUnpublished(below directory: FilePath) {
    hidden.withLock { $0 = $0.filter { !$0.starts(with: directory) } }
  }

  /// Notes that a file's private name is used from now on.
  static func notePrivateName(of path: FilePath) { _ = hidden.withLock { $0.insert(privateName(of: path)) } }

  private static func writeHidden(_ bytes: [UInt8], of path: FilePath) throws(SystemError) {
    notePrivateName(of: path)
    try writePrivate(bytes, at: privateName(of: path))
  }

  /// Publishes a file: written under a private name beside its own, synced, renamed into place, the directory synced.
  ///
  /// A reader sees the former contents or the new ones, never a part; a crash leaves at most the private name
  /// (`.<name>@<maker>.tmp`), which the next publish of the same file takes away. No two processes write under the same
  /// private name: of several that publish the same file the last one's is there, whole.
  public static func publish(_ bytes: [UInt8], at path: FilePath) throws(SystemError) {
    try writeHidden(bytes, of: path)
    try removeLeft(of: path, always: true)
    try reveal([path])
  }

  /// Publishes a file that must not be there yet; throws `fileExists` where another process was first.
  public static func publishOnce(_ bytes: [UInt8], at path: FilePath) throws(SystemError) {
    let hidden = privateName(of: path)
    try writePrivate(bytes, at: hidden)
    try removeLeft(of: path, always: true)
    try sync(hidden)
    do throws(SystemError) { try rename(hidden, to: path) } catch {
      try? removeIfThere(hidden)
      throw error
    }
    try sync(path.removingLastComponent())
  }

  /// Writes a file under its private name, to be revealed with others.
  public static func stage(_ bytes: [UInt8], at path: FilePath) throws(SystemError) {
    try writeHidden(bytes, of: path)
    try removeLeft(of: path, always: false)
  }

  /// Publishes files that were staged: all are synced, then renamed into place, then each directory is synced once.
  public static func reveal(_ paths: [FilePath]) throws(SystemError) {
    try reveal(paths) { (paths) throws(SystemError) in for path in paths { try sync(path) } }
  }

  /// Publishes files that were staged, as one group.
  public static func reveal(_ paths: [FilePath], with group: borrowing GroupSync) throws(SystemError) {
    try reveal(paths) { (paths) throws(SystemError) in try group.sync(paths) }
  }

  private static func reveal(
    _ paths: [FilePath], sync: ([FilePath]) throws(SystemError) -> Void
  ) throws(SystemError) {
    let hidden = paths.map { privateName(of: $0) }
    try sync(hidden)
    var seen: Set<FilePath> = []
    var directories: [FilePath] = []
    for (hidden, path) in zip(hidden, paths) {
      try replace(hidden, to: path)
      Self.hidden.withLock { _ = $0.remove(hidden) }
      let directory = path.removingLastComponent()
      if seen.insert(directory).inserted { directories.append(directory) }
    }
    try sync(directories)
  }

  /// The name under which this process writes a file before it is published: `.<name>@<maker>.tmp` beside it.
  public static func privateName(of path: FilePath) -> FilePath { privateName(of: path, Maker.process) }

  static func privateName(of path: FilePath, _ maker: Maker) -> FilePath {
    let name = path.lastComponent.map { $0.bytes } ?? []
    guard let hidden = FilePath.Component(bytes: Array(".".utf8) + name + Array("@\(maker).tmp".utf8)) else {
      return path
    }
    return path.removingLastComponent().appending(hidden)
  }

  /// The time by a file server's clock, nanoseconds since 1970: that of a file just made beside `path` and removed.
  ///
  /// Its name is drawn anew each time: where others may write nobody can be there before.
  public static func serverTime(beside path: FilePath) throws(SystemError) -> Int64 {
    let probe = privateName(of: path, Maker.draw())
    _ = hidden.withLock { $0.insert(probe) }
    try writePrivate([], at: probe)
    let time = try status(of: probe).modified
    try removeLeft(of: path, always: false, now: time)
    try removeIfThere(probe)
    _ = hidden.withLock { $0.remove(probe) }
    return time
  }

  /// Writes a file in a directory that is still private; the caller syncs it with its group before publishing.
  public static func writePrivate(_ bytes: [UInt8], at path: FilePath) throws(SystemError) {
    let file = try openPrivate(path)
    try write(bytes, to: file)
    try file.close()
  }

  private static func openPrivate(_ path: FilePath) throws(SystemError) -> Descriptor {
    try openPrivate { () throws(SystemError) in
      try open(path, .createNew)
    } removing: { () throws(SystemError) in
      try removeIfThere(path)
    }
  }

  /// Opens a new file; what a stopped or failed try left under its name is removed first, which is seldom needed.
  static func openPrivate(
    _ open: () throws(SystemError) -> Descriptor, removing remove: () throws(SystemError) -> Void
  ) throws(SystemError) -> Descriptor {
    // A third time, as another process may write it at this very moment.
    for _ in 0..<2 {
      do throws(SystemError) { return try open() } catch { if error.errno != .fileExists { throw error } }
      try remove()
    }
    return try open()
  }

  /// Reads a whole file of at most `limit` bytes; nil for one that is not there. To ask before whether it is there is to
  /// believe two answers.
  public static func contentsIfThere(_ path: FilePath, limit: Int) throws(SystemError) -> [UInt8]? {
    do throws(SystemError) { return try contents(of: path, limit: limit) } catch {
      if error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory { return nil }
      throw error
    }
  }

  /// Removes a file; one that is not there is no error.
  public static func removeIfThere(_ path: FilePath) throws(SystemError) {
    do throws(SystemError) { try unlink(path) } catch { if error.errno != .noSuchFileOrDirectory { throw error } }
  }

  /// Makes a directory; one that is there is no error. Says whether it was made, as the parent then needs a sync.
  @discardableResult
  public static func ensureDirectory(_ path: FilePath) throws(SystemError) -> Bool {
    do throws(SystemError) {
      try makeDirectory(path)
      return true
    } catch {
      if error.errno == .fileExists { return false }
      throw error
    }
  }

  /// Makes a directory with all its parents and syncs each one made.
  public static func ensurePath(_ path: FilePath) throws(SystemError) {
    if exists(path) || path.isEmpty { return }
    let parent = path.removingLastComponent()
    try ensurePath(parent)
    if try ensureDirectory(path) { try sync(parent.isEmpty ? "." : parent) }
  }

  /// Syncs every directory above one, as far as its file system reaches: whoever made one of them may have been stopped
  /// before its name was sure to last, and what exists is not made again.
  public static func syncNames(above directory: FilePath) throws(SystemError) {
    let device = try status(of: directory).device
    var (below, parent) = (directory, directory.removingLastComponent())
    while parent != below, !parent.isEmpty, try status(of: parent).device == device {
      do throws(SystemError) { try sync(parent) } catch {
        // Where we may not read we made nothing.
        guard error.errno == .permissionDenied else { throw error }
      }
      (below, parent) = (parent, parent.removingLastComponent())
    }
  }

  /// Removes a directory tree that is debris; links in it are removed, never followed.
  public static func removeTree(_ path: FilePath) throws(SystemError) {
    let kind: FileKind
    do throws(SystemError) { kind = try status(of: path).kind } catch {
      if error.errno == .noSuchFileOrDirectory { return }
      throw error
    }
    guard kind == .directory else { return try unlink(path) }
    for entry in try entries(of: path) { try removeTree(path.appending(entry.name)) }
    try removeDirectory(path)
  }

}
