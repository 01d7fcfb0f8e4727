import Formats
import SystemCalls

/// What a site's own program says of a quota that `statvfs` does not show.
package struct SiteCommand {
  /// What is left: bytes and, where the site says it, files.
  package struct Answer: Sendable, Hashable {
    package var freeBytes: Int64
    package var freeInodes: Int64?

    /// Reads `FREE_BYTES [FREE_INODES]`; nil for anything else.
    package init?(_ text: String) {
      let numbers = text.split(whereSeparator: \.isWhitespace)
      guard let first = numbers.first.flatMap({ Self.number($0) }) else { return nil }
      freeBytes = first
      freeInodes = numbers.dropFirst().first.flatMap { Self.number($0) }
    }

    /// A quota that is exceeded leaves less than nothing: that is nothing.
    private static func number(_ text: Substring) -> Int64? {
      text.hasPrefix("-") ? Stated.bytesOrMost(text.dropFirst()).map { _ in 0 } : Stated.bytesOrMost(text)
    }
  }

  /// Why there is no answer.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// Seconds a site's command may take: quota commands that ask a server answer in one or never.
  static let timeout = 20.0

  /// Runs the program, never through a shell.
  static func ask(_ arguments: [String]) throws -> Answer? {
    guard let name = arguments.first else { return nil }
    let ends = try Sys.pipe().take()
    let reading = Descriptor(adopting: ends.reading)
    let writing = Descriptor(adopting: ends.writing)
    var program = Program(try find(name), Array(arguments.dropFirst()))
    program.output = writing.raw
    program.newGroup = true
    let process = try Sys.spawn(program)
    try writing.close()

    var output: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    let deadline = Sys.monotonicSeconds + timeout
    while output.count < 65_536 {
      let rest = deadline - Sys.monotonicSeconds
      guard rest > 0, Sys.waitReadable(reading, milliseconds: Int32(rest * 1000)) else { break }
      let count = try buffer.withUnsafeMutableBytes { try Sys.read(reading, into: $0) }
      if count == 0 { break }
      output += buffer[..<count]
    }
    if Sys.monotonicSeconds >= deadline { Sys.signalGroup(process, 9) }
    guard Sys.wait(for: process) == .exited(0), let answer = Answer(String(decoding: output, as: UTF8.self)) else {
      throw Failure(
        description: "limits.site_command (\(name)) did not print free bytes and free inodes: run it by hand to see why"
      )
    }
    return answer
  }

  private static func find(_ name: String) throws -> FilePath {
    if name.contains("/") { return FilePath(name) }
    for directory in (Sys.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
      let path = FilePath(String(directory)).appending(name)
      if Sys.exists(path) { return path }
    }
    throw Failure(description: "limits.site_command: no program \(name) in PATH")
  }
}
