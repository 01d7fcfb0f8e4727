import Sweeping
import SystemCalls
import TestSupport
import Testing

/// What the sweeps count is all there is: strace(1) looks from outside.
struct CountingTests {
  /// Calls that change a file system or make a change lasting, as the kernel names them (syscalls(2)).
  private static let mutating = [
    "open", "openat", "openat2", "creat", "write", "pwrite64", "writev", "pwritev", "pwritev2", "truncate", "ftruncate",
    "fallocate", "copy_file_range", "sendfile", "splice", "rename", "renameat", "renameat2", "link", "linkat",
    "symlink",
    "symlinkat", "unlink", "unlinkat", "mkdir", "mkdirat", "rmdir", "mknod", "mknodat", "fsync", "fdatasync",
    "sync_file_range", "sync", "syncfs", "utimensat", "utime", "utimes", "futimesat", "chmod", "fchmod", "fchmodat",
    "chown", "fchown", "lchown", "fchownat", "setxattr", "lsetxattr", "fsetxattr", "removexattr",
  ]

  @Test(arguments: [Verb.download, .dispatch, .cleanup, .archive])
  func `No call that changes the workspace escapes the one file that counts them`(verb: Verb) throws {
    let pipeline = try Pipeline.shared(verb)
    let root = try pipeline.copy()
    defer { withExtendedLifetime(pipeline) {} }
    let (counted, watched) = (pipeline.newFile(), pipeline.newFile())
    var command = Command(
      "/usr/bin/strace",
      [
        "-f", "-y", "-s", "4096", "-e", "trace=execve,\(Self.mutating.joined(separator: ","))", "-e", "signal=none",
        "-o",
        watched.string, Command.built("sluice").string,
      ] + verb.command)
    command.program.directory = root
    command.program.environment["SLUICE_INJECT_TRACE"] = "\(verb.name):\(counted)"
    command.isMerged = true
    let answer = try command.run()
    try #require(answer.status == 0, "\(answer.output)")

    let own = try Trace(counted, root: root).calls.filter { Self.isInside($0.path) }.map { "\($0.name) \($0.path)" }
    let seen = Self.calls(String(decoding: try Sys.contents(of: watched), as: UTF8.self), root: root)
    #expect(own.count > 20)
    let difference = zip(own, seen).first { $0 != $1 }
    #expect(
      own == seen, "counted \(own.count), seen \(seen.count); first \(difference.map { "\($0)" } ?? "at the end")")
  }

  private static func isInside(_ path: String) -> Bool { !path.isEmpty && !path.hasPrefix("/") }

  /// The calls of the program itself, in words as the trace has them.
  private static func calls(_ text: String, root: FilePath) -> [String] {
    var others: Set<Substring> = []
    var main: Substring?
    var calls: [String] = []
    for line in text.split(separator: "\n") {
      guard let space = line.firstIndex(of: " "), let bracket = line.firstIndex(of: "(") else { continue }
      let process = line[..<space]
      let name = line[space..<bracket].drop { $0 == " " }
      if name == "execve" {
        if main == nil { main = process } else { others.insert(process) }
        continue
      }
      guard !others.contains(process), let call = call(String(name), line[bracket...], root) else { continue }
      calls.append(call)
    }
    return calls
  }

  private static func call(_ name: String, _ rest: Substring, _ root: FilePath) -> String? {
    let quoted = rest.split(separator: "\"", omittingEmptySubsequences: false)
    // A name is below the directory that the call names by its descriptor.
    let directory = quoted[0].split(separator: "<").dropFirst().last?.split(separator: ">").first
    func path(_ text: Substring) -> String? {
      var whole = decoded(text)
      if !whole.hasPrefix("/"), let directory, text != directory {
        whole = decoded(directory) + "/" + whole
      }
      if whole.hasPrefix(root.string + "/") { return String(whole.dropFirst(root.string.utf8.count + 1)) }
      return whole.hasPrefix("/") ? nil : whole
    }
    switch name {
    case "open", "openat", "openat2", "creat":
      guard quoted.count > 2, rest.contains("O_WRONLY") || rest.contains("O_RDWR") || rest.contains("O_CREAT") else {
        return nil
      }
      return path(quoted[1]).map { "open \($0)" }
    case "write", "pwrite64", "ftruncate", "fsync", "fdatasync":
      guard let start = rest.firstIndex(of: "<"), let end = rest[start...].firstIndex(of: ">"),
        let path = path(rest[rest.index(after: start)..<end])
      else { return nil }
      // What goes to another program is in no file.
      if path.hasPrefix("pipe:") || path.hasPrefix("socket:") { return nil }
      // What a lease's file says is for people; nothing is decided by it but one sync more.
      if path.hasPrefix("stages/.leases/") { return nil }
      return "\(name == "pwrite64" ? "pwrite" : name) \(path)"
    default:
      guard quoted.count > 1, let path = path(quoted[1]) else { return nil }
      if name == "unlinkat" { return rest.contains("AT_REMOVEDIR") ? "rmdir \(path)" : "unlink \(path)" }
      let plain = ["renameat": "rename", "renameat2": "rename", "linkat": "link", "mkdirat": "mkdir"]
      return "\(plain[name] ?? name) \(path)"
    }
  }

  /// Bytes that are no printable ASCII stand as octal numbers.
  private static func decoded(_ text: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\"), let next = rest.first else {
        bytes.append(byte)
        continue
      }
      let digits = rest.prefix(3).prefix { $0 >= UInt8(ascii: "0") && $0 <= UInt8(ascii: "7") }
      if let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8) {
        bytes.append(code)
        rest = rest.dropFirst(digits.count)
      } else {
        bytes.append(next)
        rest = rest.dropFirst()
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
