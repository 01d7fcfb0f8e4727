import SystemCalls
import Testing

/// A directory of files that `scripts/validate-schemas.py` looks at: a validator that shares no code with us.
struct SchemaCheck: ~Copyable {
  let directory: FilePath

  init() throws {
    directory = FilePath(Sys.variable("TMPDIR") ?? "/tmp").appending(
      "sluice-formats-\(String(Sys.randomBits(), radix: 16))")
    try Sys.makeDirectory(directory)
  }

  deinit { try? Sys.removeTree(directory) }

  /// Writes a file below the directory.
  func write(_ bytes: [UInt8], at path: String) throws {
    let path = directory.appending(path)
    try Sys.ensurePath(path.removingLastComponent())
    try Sys.writePrivate(bytes, at: path)
  }

  /// What the validator printed, line by line, and its exit status.
  func run() throws -> (status: Sys.Ending?, lines: [String]) {
    // Debian's own Python: another one in PATH does not see python3-jsonschema.
    let output = directory.appending("output")
    let script = FilePath(#filePath).removingLastComponent().removingLastComponent().removingLastComponent()
      .appending("scripts/validate-schemas.py")
    let file = try Sys.open(output, .createNew)
    var program = Program("/usr/bin/python3", [script.string, directory.string])
    program.output = file.raw
    program.errors = file.raw
    let status = Sys.wait(for: try Sys.spawn(program))
    try file.close()
    let lines = String(decoding: try Sys.contents(of: output), as: UTF8.self).split(separator: "\n").map(String.init)
    try Sys.unlink(output)
    return (status, lines)
  }
}
