import SystemCalls

/// The calls that programs made and that returned, in the order in which they did.
package struct Trace: Sendable {
  /// One call.
  package struct Call: Sendable, Hashable, CustomStringConvertible {
    /// The process that made it.
    package var process: Int
    /// Its number in that process.
    package var number: Int
    /// Its name.
    package var name: String
    /// 0, or why it failed.
    package var errno: Int
    /// What it answered: for a write, bytes.
    package var result: Int
    /// On what, below the workspace where it lies there.
    package var path: String
    /// The second path of a rename or a link.
    package var target: String

    package var description: String { "\(number) \(name) \(path)\(target.isEmpty ? "" : " → \(target)")" }

    /// Changes nothing in the tree; it only makes lasting what is there.
    package var isSync: Bool { name == "fsync" || name == "fdatasync" || name == "syncfs" }

    /// Moves an item into a batch that is being packed.
    package var isPacking: Bool { name == "rename" && target.contains("/.building-") && target.contains("/items/") }
  }

  package var calls: [Call]

  package init(_ calls: [Call]) { self.calls = calls }

  /// Reads a trace; paths below `root` become relative to it.
  package init(_ file: FilePath, root: FilePath) throws {
    guard Sys.exists(file) else {
      calls = []
      return
    }
    let prefix = root.string + "/"
    func path(_ field: Substring) -> String {
      let whole = Self.decoded(field)
      return whole.hasPrefix(prefix) ? String(whole.dropFirst(prefix.count)) : whole
    }
    calls = String(decoding: try Sys.contents(of: file), as: UTF8.self).split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
      guard fields.count == 7, let process = Int(fields[0]), let number = Int(fields[1]), let errno = Int(fields[3]),
        let result = Int(fields[4])
      else { return nil }
      return Call(
        process: process, number: number, name: String(fields[2]), errno: errno, result: result, path: path(fields[5]),
        target: path(fields[6]))
    }
  }

  /// A path's field: percent signs stand before bytes in hexadecimal.
  private static func decoded(_ field: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = String(decoding: rest.prefix(2), as: UTF8.self)
      if byte == UInt8(ascii: "%"), let code = UInt8(digits, radix: 16) {
        bytes.append(code)
        rest = rest.dropFirst(2)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The points at which a kill leaves different trees behind.
  ///
  /// A kill before call n+1 finds the tree as a kill after call n leaves it, and a sync changes nothing that a killed
  /// process's heir can see; so 2n kill points have these outcomes. A process that waits for others has more than one thread
  /// of events, and there every point is its own.
  package var distinctKills: [Point] {
    var points: [Point] = calls.isEmpty ? [] : [Point("kill-before", 1)]
    for call in calls where !call.isSync { points.append(Point("kill-after", call.number)) }
    return points
  }
}
