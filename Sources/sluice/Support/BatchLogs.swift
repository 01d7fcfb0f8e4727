import Cleanup
import Formats
import Spool
import StageKit
import SystemCalls

/// What the tasks of a batch printed: while it is there as it grows, at rest from the packed results.
struct BatchLogs {
  let name: BatchName
  let workspace: Workspace

  /// What was printed so far.
  private struct Shown {
    /// Bytes of each file.
    var sizes: [String: Int64] = [:]
    /// The file printed last, as a heading comes only where it changes.
    var last: String?
  }

  /// Prints all that is there; a heading stands before each file's part.
  func print() throws {
    var shown = Shown()
    if let found = try workspace.spool.locate(name), found.place == .rest { return try printResting(found.path) }
    try printGrowing(&shown)
    if shown.sizes.isEmpty { Console.error("\(name): no task has printed anything yet") }
  }

  /// Prints all that is there and what is added, until the batch comes to rest or a signal comes.
  func follow() throws {
    Sys.watchSignals()
    var shown = Shown()
    while Sys.notedSignal == nil {
      guard let found = try workspace.spool.locate(name) else { return }
      if found.place == .rest {
        if shown.sizes.isEmpty { try printResting(found.path) }
        return
      }
      try printGrowing(&shown)
      Sys.sleep(milliseconds: 500)
    }
  }

  /// Prints what was added since; files are told by their names in `logs`, and nothing of one that went away meanwhile.
  private func printGrowing(_ shown: inout Shown) throws {
    guard let found = try workspace.spool.locate(name) else { return }
    let directory = BatchLayout(found.path).logs
    guard Sys.exists(directory) else { return }
    for entry in (try? Sys.entries(of: directory)) ?? [] {
      let (path, file) = (directory.appending(entry.name), entry.name.string)
      guard let status = try? Sys.status(of: path), status.kind == .file else { continue }
      let from = shown.sizes[file] ?? 0
      guard status.size > from else { continue }
      if shown.last != file { Console.print(Console.bold("==> \(file) <==")) }
      shown.last = file
      shown.sizes[file] = try Self.print(path, from: from)
    }
  }

  private static func print(_ path: FilePath, from offset: Int64) throws -> Int64 {
    guard let file = try? Sys.open(path, .read) else { return offset }
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var position = offset
    while true {
      let count = try Sys.read(file, at: position, into: &buffer, from: 0)
      if count == 0 { return position }
      Console.print(bytes: Array(buffer.prefix(count)))
      position += Int64(count)
    }
  }

  private func printResting(_ directory: FilePath) throws {
    guard let files = try RawArchive.files(in: directory) else {
      return Console.error("\(name): its logs are gone: raw results are kept for cleanup.keep_raw")
    }
    let scratch = FilePath(Sys.variable("TMPDIR") ?? "/tmp").appending("sluice-\(String(Sys.randomBits(), radix: 16))")
    try Sys.makeDirectory(scratch, onlyForUs: true)
    defer { try? Sys.removeTree(scratch) }
    for (number, file) in files.filter({ $0.path.hasPrefix("logs/") && $0.size > 0 }).enumerated() {
      let target = scratch.appending(String(number))
      try RawArchive.unpack(file, in: directory, to: target)
      Console.print(Console.bold("==> \(file.path.dropFirst("logs/".count)) <=="))
      _ = try Self.print(target, from: 0)
    }
  }
}
