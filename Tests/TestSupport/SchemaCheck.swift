import SystemCalls

/// What `scripts/validate-schemas.py` says of a directory: a validator that shares no code with us.
public struct SchemaCheck: ~Copyable {
  /// The directory it looks at.
  public let directory: FilePath

  /// Makes an empty directory, to be filled by `write`.
  public init() throws {
    directory = FilePath(Sys.variable("TMPDIR") ?? "/tmp").appending(
      "sluice-formats-\(String(Sys.randomBits(), radix: 16))")
    try Sys.makeDirectory(directory)
  }

  deinit { try? Sys.removeTree(directory) }

  /// Writes a file below the directory.
  public func write(_ bytes: [UInt8], at path: String) throws {
    let path = directory.appending(path)
    try Sys.ensurePath(path.removingLastComponent())
    try Sys.writePrivate(bytes, at: path)
  }

  /// What the validator printed, line by line, and its exit status.
  public func run() throws -> (status: Sys.Ending?, lines: [String]) { try Self.run(on: directory) }

  /// What the validator says of any directory, a workspace for one.
  public static func run(on directory: FilePath) throws -> (status: Sys.Ending?, lines: [String]) {
    // Debian's own Python: another one in PATH does not see python3-jsonschema.
    let script = Repository.root.appending("scripts/validate-schemas.py")
    let answer = try Command("/usr/bin/python3", [script.string, directory.string]).run()
    return (answer.ending, answer.output.lines + answer.errors.lines)
  }
}

/// The project's own directory, for what tests read of it: samples, scripts, schemas.
public enum Repository {
  /// Its root.
  public static let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
}
