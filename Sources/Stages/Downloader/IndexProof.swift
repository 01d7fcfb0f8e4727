import Formats
import Spool
import SystemCalls

/// What proves an index: `covered` in its directory. Written after its files are synced.
///
/// A file that nobody touched since is what it was: its size, time and number tell. One that was touched, or copied with its
/// workspace, is read and its records are counted and summed; where that differs, a pass was stopped while it wrote, or the
/// file was damaged, or is not the one it was.
struct IndexProof: Codable, Sendable {
  /// The last event that is entered.
  var sequence: UInt64 = 0
  /// What is known of each file, by its name.
  var files: [String: File] = [:]
  /// Whether passes that ran at once wrote to the files: what the one covers may be missing in the other's. Nil for no.
  var isShared: Bool?

  /// One file when it was last covered.
  struct File: Codable, Sendable, Hashable {
    /// Its bytes.
    var size: Int64
    /// Its time of change and its number: `FileStatus.mark`.
    var mark: String
    /// Records, or lines.
    var records: Int
    /// Their sum, in hex.
    var sum: String

    /// Notes a file and what it holds.
    init(_ status: FileStatus, _ sum: RunningSum) {
      (size, mark) = (status.size, status.mark)
      (records, self.sum) = (sum.records, String(sum.value, radix: 16))
    }
  }

  /// Nothing is covered.
  init() {}

  private static let name = "covered"

  /// Proves the index in a directory; nil for one that is not what it was, or that says nothing. An empty one needs no proof.
  init?(of directory: FilePath) throws(SystemError) {
    guard try Sys.status(of: directory).kind == .directory else { return nil }
    let entries = try Sys.entries(of: directory)
    // Nobody but files of ours belongs here: what is none is no reason to stop, the index is made anew.
    for entry in entries {
      guard try Sys.status(of: directory.appending(entry.name)).kind == .file else { return nil }
    }
    let names = entries.map(\.name.string)
    if names.isEmpty {
      self.init()
      return
    }
    guard let stated = try FormatCoding.contents(IndexProof.self, of: directory.appending(Self.name)),
      Set(names).isSuperset(of: stated.files.keys)
    else { return nil }
    self = stated
    for name in names where name != Self.name && !name.hasPrefix(".") {
      guard try holds(name, in: directory) else { return nil }
    }
  }

  /// Makes it last.
  func publish(in directory: FilePath) throws(SystemError) {
    // Texts and numbers can always be written.
    guard let bytes = try? FormatCoding.line(self) else { return }
    try Sys.publish(bytes, at: directory.appending(Self.name))
  }

  private func holds(_ name: String, in directory: FilePath) throws(SystemError) -> Bool {
    let path = directory.appending(name)
    let status = try Sys.status(of: path)
    let isTable = Shard(name) != nil
    if isTable && !IdentityTable.isSound(size: status.size) { return false }
    guard let known = files[name] else {
      // Made since by a pass that was stopped: what it was to cover is entered again.
      return isTable
    }
    if known.size == status.size && known.mark == status.mark { return true }
    let bytes = try Sys.contents(of: path, limit: Int(status.size))
    let sum = isTable ? IdentityTable.sum(of: bytes) : RunningSum(linesOf: bytes)
    return known.records == sum.records && known.sum == String(sum.value, radix: 16)
  }
}

/// The number and the sum of records, in any order: one more or less changes both.
struct RunningSum: Sendable, Hashable {
  private(set) var records = 0
  private(set) var value: UInt64 = 0

  /// Of nothing.
  init() {}

  /// Of what a file is known to hold.
  init(_ file: IndexProof.File?) {
    records = file?.records ?? 0
    value = file.flatMap { UInt64($0.sum, radix: 16) } ?? 0
  }

  /// Of the lines of a file's bytes.
  init(linesOf bytes: [UInt8]) {
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for line in lines.dropLast() { add(Array(line) + [UInt8(ascii: "\n")]) }
  }

  /// One more.
  mutating func add(_ record: some Sequence<UInt8>) {
    records += 1
    value &+= Self.hash(record)
  }

  /// One less.
  mutating func remove(_ record: some Sequence<UInt8>) {
    records -= 1
    value &-= Self.hash(record)
  }

  /// FNV-1a, 64 bits (Fowler, Noll, Vo): against damage, not against malice.
  private static func hash(_ record: some Sequence<UInt8>) -> UInt64 {
    record.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}
