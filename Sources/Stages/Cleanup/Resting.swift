import Deflate
import Formats
import Manifest
import Results
import Scheduling
import Spool
import StageKit
import SystemCalls

/// One file of a harvested batch inside `raw.gz`: a gzip member of its own.
public struct RawFile: Sendable, Hashable, Codable {
  /// The file's path below the batch, `chunks/0001/<try>/results.ndjson`.
  public var path: String
  /// Where its member begins in `raw.gz`, in bytes.
  public var offset: Int64
  /// Bytes of the member.
  public var compressed: Int64
  /// Bytes of the file.
  public var size: Int64
  /// CRC-32 of the file.
  public var crc: UInt32
}

/// The raw results of a harvested batch: one compressed file and its index.
public enum RawArchive {
  /// All files' members, one after the other.
  public static let archive = "raw.gz"
  /// The list of `RawFile`.
  public static let index = "raw.index.json"

  /// The index of a resting batch; nil when its raw results are gone.
  public static func files(in directory: FilePath) throws -> [RawFile]? {
    let path = directory.appending(index)
    guard Sys.exists(path), Sys.exists(directory.appending(archive)) else { return nil }
    return try FormatCoding.decode([RawFile].self, from: try Sys.contents(of: path, limit: FormatCoding.longest))
  }

  /// Unpacks one file to a path, in constant memory.
  public static func unpack(_ file: RawFile, in directory: FilePath, to target: FilePath) throws {
    let source = try Sys.open(directory.appending(archive), .read)
    let output = try Sys.open(target, .createNew)
    let inflater = Inflater()
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var position = file.offset
    let end = file.offset + file.compressed
    while position < end {
      let most = Int(min(Int64(buffer.count), end - position))
      let count = try buffer.withUnsafeMutableBytes { bytes in
        try Sys.read(source, at: position, into: UnsafeMutableRawBufferPointer(rebasing: bytes[..<most]))
      }
      if count == 0 { break }
      try Sys.write(try inflater.push(buffer[..<count]), to: output)
      position += Int64(count)
    }
    try inflater.finish()
    try output.close()
  }

  /// Packs files into the archive and publishes archive and index, the index last.
  static func pack(_ files: [(path: FilePath, name: String)], in directory: FilePath) throws {
    let temporary = Sys.privateName(of: directory.appending(archive))
    try Sys.clearPrivateName(of: directory.appending(archive))
    let output = try Sys.open(temporary, .createNew)
    var entries: [RawFile] = []
    var offset: Int64 = 0
    for file in files {
      let entry = try pack(file.path, named: file.name, to: output, at: offset)
      offset += entry.compressed
      entries.append(entry)
    }
    try Sys.sync(output)
    try output.close()
    try Sys.replace(temporary, to: directory.appending(archive))
    try Sys.publish(try FormatCoding.file(entries), at: directory.appending(index))
  }

  private static func pack(
    _ path: FilePath, named name: String, to output: borrowing Descriptor, at offset: Int64
  ) throws -> RawFile {
    let input = try Sys.open(path, .read)
    // Level 1: these are kept for a month, for the day somebody doubts a result.
    let deflater = Deflater(level: 1)
    var buffer = [UInt8](repeating: 0, count: 1 << 18)
    var entry = RawFile(path: name, offset: offset, compressed: 0, size: 0, crc: 0)
    while true {
      let count = try buffer.withUnsafeMutableBytes { try Sys.read(input, into: $0) }
      let bytes = count > 0 ? deflater.push(buffer[..<count]) : deflater.finish()
      try Sys.write(bytes, to: output)
      entry.compressed += Int64(bytes.count)
      entry.size += Int64(count)
      entry.crc = CRC32.of(buffer[..<count], seed: entry.crc)
      if count == 0 { return entry }
    }
  }
}

extension Cleanup {
  /// Compresses what the batch's tasks left, removes the rest, and moves the batch to its rest.
  func rest(_ batch: BatchHandle, _ name: BatchName, _ pass: Pass) throws {
    let directory = batch.layout.directory
    guard let chunks = try takeChunks(of: batch, pass) else { return }
    if try RawArchive.files(in: directory) == nil {
      try RawArchive.pack(try rawFiles(of: batch, in: chunks), in: directory)
    }
    try Spool.removeEmpty(batch.layout.items)
    for path in [
      chunks, batch.layout.logs, batch.layout.localHistory,
      batch.layout.supervisorLock, directory.appending("ended.json"),
    ] { try Sys.removeTree(path) }
    for entry in try Sys.entries(of: directory) where entry.name.isHidden || !Self.resting(entry.name.string) {
      let path = directory.appending(entry.name)
      // No worker makes another directory here: what a person put there goes to rest with the batch.
      if try (entry.kind ?? Sys.status(of: path).kind) == .directory {
        try Spool.removeDebris(path)
      } else {
        try Sys.removeIfThere(path)
      }
    }
    try Sys.ensurePath(pass.spool.rest)
    try pass.commit([
      Step(
        .batch(name), visit: 0, from: .stage(.processing), to: .rest, source: directory,
        target: pass.spool.rested(name),
        units: batch.record.pages, unsynced: [directory], fields: ["files": .object(try Self.sums(of: directory))])
    ])
    try forgetOldRaw(pass)
  }

  /// Takes what the batch's tasks left, by one rename: whose rename it is packs it, and nobody packs what another pass removes.
  /// Answers where it is now; nil where another pass has it.
  private func takeChunks(of batch: BatchHandle, _ pass: Pass) throws -> FilePath? {
    let own = batch.layout.directory.appending("\(Self.takenPrefix)\(pass.maker)")
    let left = try takenChunks(of: batch) ?? batch.layout.chunks
    // Packed and removed before; only the last rename is missing.
    if !Sys.exists(left), try RawArchive.files(in: batch.layout.directory) != nil { return own }
    return try left == own || pass.takeOver(left, to: own) ? own : nil
  }

  private static let takenPrefix = ".chunks@"

  /// What the batch's tasks left where a pass has taken it.
  func takenChunks(of batch: BatchHandle) throws -> FilePath? {
    try Sys.entries(of: batch.layout.directory).first { $0.name.string.hasPrefix(Self.takenPrefix) }
      .map { batch.layout.directory.appending($0.name) }
  }

  /// The SHA-256 of each file that rests.
  private static func sums(of directory: FilePath) throws -> [String: JSONValue] {
    var sums: [String: JSONValue] = [:]
    for entry in try Sys.entries(of: directory) where resting(entry.name.string) {
      sums[entry.name.string] = .string(try Sys.sha256(of: directory.appending(entry.name)))
    }
    return sums
  }

  /// What remains of a batch.
  private static func resting(_ name: String) -> Bool {
    ["batch.json", "job.json", RawArchive.archive, RawArchive.index].contains(name) || name.hasPrefix("rejects-")
  }

  private func rawFiles(of batch: BatchHandle, in chunks: FilePath) throws -> [(path: FilePath, name: String)] {
    var files: [(path: FilePath, name: String)] = []
    for chunk in batch.record.chunks {
      guard let name = batch.layout.closedChunk(chunk.name).lastComponent else { continue }
      let directory = chunks.appending(name)
      for path in try Self.files(below: directory) {
        var relative = path
        _ = relative.removePrefix(directory)
        files.append((path, "chunks/\(chunk.name)/\(relative.string)"))
      }
    }
    for path in try Self.files(below: batch.layout.logs) + [batch.layout.localHistory] where Sys.exists(path) {
      var relative = path
      _ = relative.removePrefix(batch.layout.directory)
      files.append((path, relative.string))
    }
    return files
  }

  /// Plain files below a directory; links and special files are nobody's results.
  private static func files(below directory: FilePath) throws -> [FilePath] {
    guard Sys.exists(directory) else { return [] }
    var found: [FilePath] = []
    for entry in try Sys.entries(of: directory) {
      let path = directory.appending(entry.name)
      switch try Sys.status(of: path).kind {
      case .directory: found += try files(below: path)
      case .file: found.append(path)
      case .symlink, .special: continue
      }
    }
    return found
  }

  /// Removes raw results older than `cleanup.keep_raw`; looked at only when a batch comes to rest.
  private func forgetOldRaw(_ pass: Pass) throws {
    let keep = pass.workspace.settings.cleanup.keepRaw.seconds
    let now = Timestamp.now
    for name in try pass.spool.batches(in: pass.spool.rest) {
      let directory = pass.spool.rested(name)
      let archive = directory.appending(RawArchive.archive)
      guard let status = try? Sys.status(of: archive),
        now.seconds(since: Timestamp(milliseconds: status.modified / 1_000_000)) > keep
      else { continue }
      // Said first: what is missing there and was not said is lost.
      try pass.tell(Self.note(name))
      try pass.flush()
      try Sys.removeIfThere(directory.appending(RawArchive.index))
      try Sys.removeIfThere(archive)
    }
  }

  private static func note(_ name: BatchName) -> Event {
    var event = Event(.note)
    (event.subject, event.id) = (.batch, name.description)
    event.message = "its raw results were kept for cleanup.keep_raw: they are removed"
    event.fields = ["raw": .string("removed")]
    return event
  }
}
