import Digests
import Formats
import Manifest
import Spool
import SystemCalls

/// Which identifiers and contents were ever accepted (law 12): a cache of the downloader's manifest.
///
/// 256 files of 32-byte records: 1 byte kind, 23 bytes of the key's SHA-256, 8 bytes where the identifier stands in `names`.
/// 23 bytes are enough that two keys never meet. `position` says up to which event the files are complete; it is written
/// after they are synced, so a crash only means that some events are entered twice. A file of odd length rebuilds it all.
final class IdentityIndex {
  private static let recordSize = 32
  private let directory: FilePath
  private var added: [(key: [UInt8], identifier: Identifier)] = []
  private var overlay: [[UInt8]: [Identifier]] = [:]
  private var position: UInt64 = 0

  /// Opens the index and catches up with the manifest.
  init(_ directory: FilePath, manifest: ManifestReader) throws {
    self.directory = directory
    try Sys.ensurePath(directory)
    if try !isSound() {
      try Sys.removeTree(directory)
      try Sys.ensurePath(directory)
    }
    position = try storedPosition()
    try catchUp(manifest)
  }

  // MARK: Asking

  /// The item that has these contents already.
  func twin(ofContents sha256: String, besides identifier: Identifier? = nil) throws(SystemError) -> Identifier? {
    try identifiers(Self.key(.contents, sha256)).first { $0 != identifier }
  }

  /// Whether an identifier was ever given.
  func isKnown(_ identifier: Identifier) throws(SystemError) -> Bool {
    try !identifiers(Self.key(.identifier, identifier.text)).isEmpty
  }

  /// The identifier for a new document: its name's own, or with a collision suffix.
  ///
  /// A duplicate always gets a suffix: the plain name stays free for a document of other contents.
  func identify(
    name: [UInt8], sha256: String, isDuplicate: Bool, isTaken: (Identifier) -> Bool
  ) throws(SystemError) -> Identifier {
    let (plain, lossless) = Identifier.derive(fromName: name)
    if lossless, !isDuplicate, try !isKnown(plain), !isTaken(plain) { return plain }
    var attempt = 1
    while true {
      let candidate = plain.suffixed(contents: sha256, attempt: attempt)
      if try !isKnown(candidate), !isTaken(candidate) { return candidate }
      attempt += 1
    }
  }

  // MARK: Adding

  /// Notes an identifier, and its contents where later documents are to be compared with them.
  func add(_ identifier: Identifier, contents sha256: String?) {
    note(Self.key(.identifier, identifier.text), identifier)
    if let sha256 { note(Self.key(.contents, sha256), identifier) }
  }

  /// Forgets a document that was named and then not taken: it comes again, and must not meet itself.
  func forget(_ identifier: Identifier) {
    added.removeAll { $0.identifier == identifier }
    overlay = overlay.mapValues { $0.filter { $0 != identifier } }.filter { !$0.value.isEmpty }
  }

  /// Writes what was added once it is much. Between groups only: what a group named can still be forgotten.
  func writeIfMuch() throws(SystemError) { if added.count >= 8192 { try write() } }

  private func note(_ key: [UInt8], _ identifier: Identifier) {
    guard overlay[key]?.contains(identifier) != true else { return }
    overlay[key, default: []].append(identifier)
    added.append((key, identifier))
  }

  /// Writes what was added. The position stays behind: only events that are history move it, at the next opening.
  func close() throws { try write() }

  // MARK: The files

  private enum Kind: UInt8 {
    case identifier = 1
    case contents = 2
  }

  private static func key(_ kind: Kind, _ text: String) -> [UInt8] {
    [kind.rawValue] + Digest.of(Array(text.utf8), .sha256).prefix(23)
  }

  private var names: FilePath { directory.appending("names") }
  private var positionFile: FilePath { directory.appending("position") }
  private func file(for key: [UInt8]) -> FilePath { directory.appending(Shard(number: key[1]).description) }

  private func identifiers(_ key: [UInt8]) throws(SystemError) -> [Identifier] {
    var found = overlay[key] ?? []
    let path = file(for: key)
    guard Sys.exists(path) else { return found }
    let bytes = try Sys.contents(of: path)
    for start in stride(from: 0, to: bytes.count - Self.recordSize + 1, by: Self.recordSize)
    where bytes[start + 1] == key[1] && bytes[start..<(start + key.count)].elementsEqual(key) {
      let offset = bytes[(start + 24)..<(start + 32)].reduce(0) { $0 << 8 | Int64($1) }
      var reader = try LineReader(names, from: offset, limit: 1024)
      if let line = try reader.next(), let identifier = Identifier(String(decoding: line.bytes, as: UTF8.self)),
        !found.contains(identifier)
      {
        found.append(identifier)
      }
    }
    return found
  }

  private func write() throws(SystemError) {
    guard !added.isEmpty else { return }
    var offset = Sys.exists(names) ? try Sys.status(of: names).size : 0
    var texts: [UInt8] = []
    var records: [FilePath: [UInt8]] = [:]
    for entry in added {
      records[file(for: entry.key), default: []] +=
        entry.key + (0..<8).map { UInt8(truncatingIfNeeded: offset >> (56 - 8 * $0)) }
      let text = Array(entry.identifier.text.utf8) + [UInt8(ascii: "\n")]
      texts += text
      offset += Int64(text.count)
    }
    try append(texts, to: names)
    for (path, bytes) in records.sorted(by: { $0.key.string < $1.key.string }) { try append(bytes, to: path) }
    added = []
    overlay = [:]
  }

  private func append(_ bytes: [UInt8], to path: FilePath) throws(SystemError) {
    let file = try Sys.open(path, .append)
    try Sys.write(bytes, to: file)
  }

  private func isSound() throws(SystemError) -> Bool {
    for shard in Shard.circle(from: nil) {
      let path = directory.appending(shard.description)
      guard Sys.exists(path) else { continue }
      if try Sys.status(of: path).size % Int64(Self.recordSize) != 0 { return false }
    }
    return true
  }

  private func storedPosition() throws -> UInt64 {
    guard Sys.exists(positionFile) else { return 0 }
    return UInt64(String(decoding: try Sys.contents(of: positionFile), as: UTF8.self)) ?? 0
  }

  private func catchUp(_ manifest: ManifestReader) throws {
    let start = position
    var last = position
    var number = 0
    for segment in try Segment.list(in: manifest.directory).reversed() {
      number = segment.first
      if try firstSequence(of: segment, manifest) <= start { break }
    }
    try manifest.forEach(from: number) { entry in
      guard case .event(let event, _) = entry, event.sequence > start else { return true }
      last = max(last, event.sequence)
      if event.kind == .step, let id = event.id.flatMap({ Identifier($0) }), event.from == "outside" {
        add(id, contents: event.fields?["sha256"]?.string)
        try writeIfMuch()
      }
      return true
    }
    guard last > start else { return }
    try write()
    for entry in try Sys.entries(of: directory) { try Sys.sync(directory.appending(entry.name)) }
    try Sys.publish(Array(String(last).utf8), at: positionFile)
    position = last
  }

  private func firstSequence(of segment: Segment, _ manifest: ManifestReader) throws -> UInt64 {
    var first: UInt64 = .max
    try manifest.forEach(in: segment) { entry in
      guard case .event(let event, _) = entry, event.kind != .sums else { return true }
      first = event.sequence
      return false
    }
    return first
  }
}
