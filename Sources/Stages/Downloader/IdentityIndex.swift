import Digests
import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

/// Which identifiers, contents and entries of lists were ever accepted (law 12): a cache of the downloader's manifest.
///
/// 256 tables of 32-byte records: 1 byte kind, 23 bytes of the key's SHA-256, 8 bytes where the identifier stands in `names`.
/// 23 bytes are enough that two keys never meet; a key added again leads to the later identifier. `covered` says up to which
/// event the tables are complete, and what proves that they are what they were then (`IndexProof`); it is written after they
/// are synced. Where anything of it does not hold all is rebuilt: an index with a hole gives an identifier twice. So it is, by
/// the first pass that is alone, after passes that ran at once, as they wrote into the same files.
final class IdentityIndex {
  private let directory: FilePath
  private var tables: [UInt8: IdentityTable] = [:]
  private var added: [(key: [UInt8], identifier: Identifier)] = []
  private var overlay: [[UInt8]: [Identifier]] = [:]
  private var position: UInt64 = 0
  private var proof = IndexProof()
  /// What `names` holds, as it grows.
  private var namesSum = RunningSum()
  /// Whether no other pass uses it.
  private let isAlone: () -> Bool

  /// Opens the index and catches up with the manifest; where that has lost history, with what the spool holds.
  init(_ directory: FilePath, manifest: ManifestReader, spool: Spool, isAlone: @escaping () -> Bool) throws {
    self.directory = directory
    self.isAlone = isAlone
    try Sys.ensurePath(directory)
    if let proven = try IndexProof(of: directory) {
      proof = proven
      // What is there is entered again, over what two passes may have written over each other.
      if proof.isShared == true && isAlone() { (proof.sequence, proof.isShared) = (0, nil) }
    } else if isAlone() {
      try Sys.removeTree(directory)
      try Sys.ensurePath(directory)
    }
    namesSum = RunningSum(proof.files[Self.namesFile])
    position = proof.sequence
    // A manifest that ends before what was read of it was lost, and has begun anew.
    if position > 0, try manifest.tail().lastSequence < position { position = 0 }
    if position == 0, try !Self.isWhole(manifest) { try adopt(spool) }
    try catchUp(manifest)
  }

  // MARK: Asking

  /// The item that has these contents already.
  func twin(ofContents sha256: String, besides identifier: Identifier? = nil) throws(SystemError) -> Identifier? {
    try identifiers(Self.key(.contents, sha256)).first { $0 != identifier }
  }

  /// Whether an identifier was ever given.
  func isKnown(_ identifier: Identifier) throws(SystemError) -> Bool {
    try isNoted(Self.key(.identifier, identifier.text))
  }

  /// Which of these entries of lists gave an item once, whatever became of it.
  func known(entries: [String]) throws(SystemError) -> Set<String> {
    var found: Set<String> = []
    for entry in entries where try isNoted(Self.key(.entry, entry)) { found.insert(entry) }
    return found
  }

  /// Whether a key is known, whatever became of the name it leads to.
  private func isNoted(_ key: [UInt8]) throws(SystemError) -> Bool {
    if overlay[key] != nil { return true }
    return try table(for: key).value(of: key) != nil
  }

  /// The identifier for a new document: its name's own, or with a collision suffix.
  ///
  /// A duplicate always gets a suffix: the plain name stays free for a document of other contents.
  func identify(
    name: [UInt8], sha256: String, isDuplicate: Bool, isTaken: (Identifier) throws(SystemError) -> Bool
  ) throws(SystemError) -> Identifier {
    let (plain, lossless) = Identifier.derive(fromName: name)
    if lossless, !isDuplicate, try !isKnown(plain), try !isTaken(plain) { return plain }
    var attempt = 1
    while true {
      let candidate = plain.suffixed(contents: sha256, attempt: attempt)
      if try !isKnown(candidate), try !isTaken(candidate) { return candidate }
      attempt += 1
    }
  }

  // MARK: Adding

  /// Notes an identifier, its contents where later documents are to be compared with them, and the entry of a list that
  /// asked for it.
  func add(_ identifier: Identifier, contents sha256: String?, entry: String? = nil) {
    note(Self.key(.identifier, identifier.text), identifier)
    if let sha256 { note(Self.key(.contents, sha256), identifier) }
    if let entry { note(Self.key(.entry, entry), identifier) }
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

  /// Writes what was added and makes it last: it covers all events up to one that is history.
  func close(covering sequence: UInt64) throws(SystemError) {
    try write()
    try cover(sequence)
  }

  // MARK: The files

  private enum Kind: UInt8 {
    case identifier = 1
    case contents = 2
    case entry = 3
  }

  private static func key(_ kind: Kind, _ text: String) -> [UInt8] {
    [kind.rawValue] + Digest.of(Array(text.utf8), .sha256).prefix(23)
  }

  private static let namesFile = "names"
  private var names: FilePath { directory.appending(Self.namesFile) }

  private func path(_ number: UInt8) -> FilePath { directory.appending(Shard(number: number).description) }

  private func table(for key: [UInt8]) throws(SystemError) -> IdentityTable {
    if let table = tables[key[1]] { return table }
    let table = try IdentityTable(path(key[1]), proven: proof.files[Shard(number: key[1]).description])
    tables[key[1]] = table
    return table
  }

  private func identifiers(_ key: [UInt8]) throws(SystemError) -> [Identifier] {
    var found = overlay[key] ?? []
    guard let offset = try table(for: key).value(of: key) else { return found }
    var reader = try LineReader(names, from: offset, limit: 1024)
    if let line = try reader.next(), let identifier = Identifier(String(decoding: line.bytes, as: UTF8.self)),
      !found.contains(identifier)
    {
      found.append(identifier)
    }
    return found
  }

  private func write() throws(SystemError) {
    guard !added.isEmpty else { return }
    let file = try Sys.open(names, .append)
    var end = try Sys.status(of: file).size
    var texts: [UInt8] = []
    var offsets: [Int64] = []
    for (number, entry) in added.enumerated() {
      // An identifier and its contents follow each other: its name is written once.
      if number > 0, added[number - 1].identifier == entry.identifier {
        offsets.append(offsets[number - 1])
        continue
      }
      offsets.append(end)
      let text = Array(entry.identifier.text.utf8) + [UInt8(ascii: "\n")]
      texts += text
      namesSum.add(text)
      end += Int64(text.count)
    }
    try Sys.write(texts, to: file)
    for (entry, offset) in zip(added, offsets) { try table(for: entry.key).add(entry.key, offset) }
    added = []
    overlay = [:]
  }

  private func cover(_ sequence: UInt64) throws(SystemError) {
    if isAlone() { guard sequence > position else { return } } else { proof.isShared = true }
    if Sys.exists(names) {
      try Sys.sync(names)
      proof.files[Self.namesFile] = .init(try Sys.status(of: names), namesSum)
    }
    for (number, table) in tables {
      try table.sync()
      proof.files[Shard(number: number).description] = .init(try table.status(), table.sum)
    }
    proof.sequence = max(sequence, position)
    try proof.publish(in: directory)
    position = proof.sequence
  }

  /// Which step an event tells of: passes that ran at once gave the same sequences.
  private struct Told: Hashable {
    let sequence: UInt64
    let id: String?
  }

  private func catchUp(_ manifest: ManifestReader) throws {
    let start = position
    // A pass that ended well covers all it wrote: then the newest segment is not read but for its end.
    if try manifest.tail().lastSequence <= start { return }
    var last = position
    // Steps of the group at hand: which of them were made is known at its mark.
    var group: [Told: Event] = [:]
    func enter() throws {
      for event in group.values.sorted(by: { $0.sequence < $1.sequence }) {
        guard let id = event.id.flatMap({ Identifier($0) }) else { continue }
        add(id, contents: event.fields?["sha256"]?.string, entry: event.fields?["entry"]?.string)
      }
      group = [:]
      try writeIfMuch()
    }
    try manifest.forEach(after: start) { event in
      switch event.kind {
      case .step where event.from == "outside" || event.fields?["sha256"] != nil:
        group[Told(sequence: event.sequence, id: event.id)] = event
      case .void: if let of = event.of { group[Told(sequence: of, id: event.id)] = nil }
      case .mark:
        try enter()
        last = max(last, event.sequence)
      default: break
      }
    }
    guard last > start else { return }
    try close(covering: last)
  }

  /// Whether no segment is missing; those of no manifest at all are.
  private static func isWhole(_ manifest: ManifestReader) throws -> Bool {
    var next = 1
    for segment in try Segment.list(in: manifest.directory) {
      guard segment.first <= next else { return false }
      next = segment.last + 1
    }
    return next > 1
  }

  /// Notes the identity of everything in the spool. What a lost history told of items that have left it is lost.
  private func adopt(_ spool: Spool) throws {
    let note = { (found: Spool.Found) in
      let metadata = try ItemFiles.metadataIfSound(found.path, found.identifier)
      // A duplicate stands beside the item that its contents belong to; what could not be fetched has none.
      let hasOwn = metadata?.errorType != Reason.duplicate.code && metadata?.hasDocument != false
      self.add(found.identifier, contents: hasOwn ? metadata?.sha256 : nil, entry: metadata?.entryKey)
      try self.writeIfMuch()
    }
    let noteAll = { (place: Place) in
      _ = try spool.walk(place) { found in
        try note(found)
        return true
      }
    }
    // In the order in which items travel: what another worker moves on meanwhile is met again, and nothing is missed.
    try noteAll(.stage(.downloaded))
    for building in try spool.buildings() { try spool.items(inBatch: building.path).forEach(note) }
    for stage in [Stage.pending, .processing] {
      for name in try spool.batches(in: spool.path(stage)) {
        try spool.items(inBatch: spool.batch(name, in: stage)).forEach(note)
      }
    }
    try noteAll(.stage(.completed))
    try noteAll(.stage(.processed))
    for reason in try spool.reasons() { try noteAll(.quarantine(reason)) }
  }
}
