import SystemCalls

/// A directory of a test's own, gone with it.
final class Scratch {
  let path: FilePath

  init() throws {
    let base = Sys.variable("TMPDIR") ?? "/tmp"
    path = FilePath(base).appending("results-test-\(String(Sys.randomBits(), radix: 16))")
    try Sys.ensurePath(path)
  }

  deinit { try? Sys.removeTree(path) }

  /// Writes a file, with the directories it needs.
  @discardableResult
  func write(_ text: String, to name: String) throws -> FilePath { try write(Array(text.utf8), to: name) }

  @discardableResult
  func write(_ bytes: [UInt8], to name: String) throws -> FilePath {
    let file = path.appending(name)
    try Sys.ensurePath(file.removingLastComponent())
    try Sys.writePrivate(bytes, at: file)
    return file
  }

  func text(of name: String) throws -> String {
    String(decoding: try Sys.contents(of: path.appending(name)), as: UTF8.self)
  }

  func names(in name: String) throws -> [String] {
    try Sys.entries(of: path.appending(name)).map(\.name.string)
  }
}
