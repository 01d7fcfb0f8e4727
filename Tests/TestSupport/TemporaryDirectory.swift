import Glibc
import Synchronization
import SystemCalls

/// A directory of one test's own, removed with all in it when the test lets go, or when the process ends.
public final class TemporaryDirectory: Sendable {
  /// Where it is.
  public let path: FilePath

  /// Makes one; `inMemory` where there is a file system in memory, as for tests that sync thousands of times and prove nothing by
  /// it.
  public convenience init(inMemory: Bool = false) throws {
    try self.init(below: try (inMemory ? Home.inMemory : Home.onDisk).get())
  }

  /// Makes one below a directory that is there.
  public init(below parent: FilePath) throws {
    path = parent.appending(String(Sys.randomBits(), radix: 16))
    try Sys.makeDirectory(path)
  }

  deinit { try? Sys.removeTree(path) }

  /// Writes a file in it and says where.
  @discardableResult
  public func write(_ bytes: [UInt8], as name: String) throws -> FilePath {
    let file = path.appending(name)
    try Sys.writePrivate(bytes, at: file)
    return file
  }
}

/// What holds all directories of the tests of one process, below `$TMPDIR` or `/tmp`: it goes with the process, and what one
/// that was killed left goes with the next.
private enum Home {
  static let onDisk = Result { try make(in: "/tmp") }

  static let inMemory = Result {
    let isRoomy = ((try? Sys.capacity(of: "/dev/shm").freeBytes) ?? 0) > 1 << 30
    return isRoomy ? try make(in: "/dev/shm") : try onDisk.get()
  }

  private static let made = Mutex<[FilePath]>([])
  private static let prefix = "sluice-tests-"

  private static func make(in directory: FilePath) throws -> FilePath {
    let parent = Sys.variable("TMPDIR").map { FilePath($0) } ?? directory
    for entry in try Sys.entries(of: parent) where entry.name.string.hasPrefix(prefix) {
      let owner = Int32(entry.name.string.dropFirst(prefix.count).prefix { $0.isNumber })
      if let owner, !isAlive(owner) { try? Sys.removeTree(parent.appending(entry.name)) }
    }
    let path = parent.appending("\(prefix)\(Sys.processID)-\(String(Sys.randomBits() >> 40, radix: 16))")
    try Sys.makeDirectory(path)
    let isFirst = made.withLock { made in
      made.append(path)
      return made.count == 1
    }
    if isFirst { atexit { Home.removeAll() } }
    return path
  }

  private static func removeAll() {
    for path in made.withLock({ $0 }) { try? Sys.removeTree(path) }
  }

  /// A process of somebody else's is there although we may not signal it.
  private static func isAlive(_ process: Int32) -> Bool { kill(process, 0) == 0 || errno == EPERM }
}
