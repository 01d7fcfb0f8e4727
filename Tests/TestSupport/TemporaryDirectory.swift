import SystemCalls

/// A directory of one test's own, removed with all in it when the test lets go.
public final class TemporaryDirectory: Sendable {
  /// Where it is.
  public let path: FilePath

  /// Makes one below `$TMPDIR`, or `/tmp`; `inMemory` where there is a file system in memory, as for tests that sync
  /// thousands of times and prove nothing by it.
  public init(inMemory: Bool = false) throws {
    let isRoomy = inMemory && ((try? Sys.capacity(of: "/dev/shm").freeBytes) ?? 0) > 1 << 30
    let parent = FilePath(Sys.variable("TMPDIR") ?? (isRoomy ? "/dev/shm" : "/tmp"))
    path = parent.appending("sluice-test-\(String(Sys.randomBits(), radix: 16))")
    try Sys.makeDirectory(path)
  }

  /// Makes one below a directory that is there.
  public init(below parent: FilePath) throws {
    path = parent.appending("sluice-test-\(String(Sys.randomBits(), radix: 16))")
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
