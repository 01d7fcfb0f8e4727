import SystemCalls
import TestSupport

/// A directory of a test's own, gone with it.
final class Scratch {
  private let directory: TemporaryDirectory
  var path: FilePath { directory.path }

  init() throws { directory = try TemporaryDirectory(inMemory: true) }

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
