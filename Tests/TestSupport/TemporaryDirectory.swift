import SystemCalls

/// A directory of one test's own, removed with all in it when the test lets go.
public final class TemporaryDirectory: Sendable {
  /// Where it is.
  public let path: FilePath

  /// Makes one below `$TMPDIR`, or `/tmp`.
  public init() throws {
    let parent = FilePath(Sys.variable("TMPDIR") ?? "/tmp")
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
