import Formats
import SystemCalls

/// What `scripts/validate-schemas.py` says of a directory: a validator that shares no code with us.
public struct SchemaCheck: ~Copyable {
  /// The directory it looks at.
  public var directory: FilePath { home.path }
  private let home: TemporaryDirectory

  /// Makes an empty directory, to be filled by `write`.
  public init() throws { home = try TemporaryDirectory() }

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
    let order = String(decoding: try FormatCoding.line(directory.string), as: UTF8.self).lines[0]
    let answer = try FormatCoding.decode(Told.self, from: Array(try validator.get().ask(order).utf8))
    return (.exited(answer.status), answer.lines)
  }

  private struct Told: Decodable {
    let status: Int32
    let lines: [String]
  }

  /// One for all tests: reading the schemas takes it longer than looking at what a test leaves.
  private static let validator = Result {
    // Debian's own Python: another one in PATH does not see python3-jsonschema.
    let script = Repository.root.appending("scripts/validate-schemas.py")
    return try ServerProcess(Program("/usr/bin/python3", [script.string, "--serve"]))
  }
}

/// The project's own directory, for what tests read of it: samples, scripts, schemas.
public enum Repository {
  /// Its root.
  public static let root = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
}
