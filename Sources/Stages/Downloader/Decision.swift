import Digests
import Formats
import Spool
import StageKit
import SystemCalls

/// A document in its private directory, waiting for its decision.
struct Taken {
  let identifier: Identifier
  let directory: FilePath
  let arrival: Arrival
  /// The metadata it came with, where it is an item returning.
  let returning: ItemMetadata?
  let sums: FileSums
  /// The item with the same contents, where there is one.
  let twin: Identifier?

  var from: Place { returning == nil ? .outside : .stage(.inbox) }

  /// The place the books have it in, where a person moved it to the inbox by hand.
  var observedFrom: Place? { returning?.returnEntry?.from.flatMap(Place.init) }
}

extension Downloader {
  /// Decides on documents in their private directories, and makes their steps.
  mutating func admit(_ taken: [Taken], _ pass: Pass) throws {
    if taken.isEmpty { return }
    // A duplicate is not opened: its twin was.
    let toInspect = taken.indices.filter { taken[$0].twin == nil && taken[$0].sums.size > 0 }
    let findings = try inspect(toInspect.map { Self.relative(taken[$0], pass) })
    var results: [Int: Result<Inspection, ParserReply.Failure>] = [:]
    for (position, finding) in zip(toInspect, findings) { results[position] = finding }

    var decided: [(document: Taken, metadata: ItemMetadata)] = []
    for (position, document) in taken.enumerated() {
      let metadata = try Self.alreadyDecided(document) ?? Self.prepare(document, results[position])
      decided.append((document, metadata))
    }
    // The notes of arrival have served once the metadata lasts, and not before: one of the two always tells the name.
    for (document, metadata) in decided {
      for path in Self.written(document, metadata) { try Sys.sync(path) }
    }
    for (document, _) in decided { try Sys.removeIfThere(Spool.arrival(document.directory)) }
    try pass.commit(decided.map { Self.step($0.document, $0.metadata, pass) })
  }

  /// A visit beyond the one it was taken with: an earlier pass decided, wrote it down and was stopped (law 3).
  private static func alreadyDecided(_ document: Taken) -> ItemMetadata? {
    guard let metadata = try? ItemFiles.metadata(document.directory, document.identifier),
      metadata.visit > document.arrival.visit ?? 0
    else { return nil }
    return metadata
  }

  private static func relative(_ document: Taken, _ pass: Pass) -> FilePath {
    let source = Spool.source(document.directory, document.identifier)
    var relative = source
    return relative.removePrefix(pass.workspace.root) ? relative : source
  }

  /// Writes what was decided into the private directory; the step's group syncs it.
  private static func prepare(
    _ document: Taken, _ finding: Result<Inspection, ParserReply.Failure>?
  ) throws -> ItemMetadata {
    var metadata = document.metadata
    metadata.errorType = nil
    metadata.errorMessage = nil
    switch verdict(document, finding) {
    case .success(let inspection):
      metadata.inspection = inspection
      metadata.totalPages = inspection.totalPages
      try Sys.removeIfThere(Spool.error(document.directory))
    case .failure(let refusal):
      try quarantine(document, refusal, &metadata)
    }
    if document.returning == nil {
      try ItemFiles.writePrivate(metadata, in: document.directory, document.identifier)
    } else {
      // Its history is nowhere else: the new file takes the place of the old one in one step.
      try ItemFiles.publish(metadata, in: document.directory, document.identifier)
    }
    return metadata
  }

  private struct Refusal: Error {
    let reason: Reason
    let message: String
  }

  private static func verdict(
    _ document: Taken, _ finding: Result<Inspection, ParserReply.Failure>?
  ) -> Result<Inspection, Refusal> {
    if document.sums.size == 0 { return .failure(Refusal(reason: .empty, message: Reason.empty.sentence)) }
    if let twin = document.twin {
      let message = "The contents are those of \(twin), which is already here."
      return .failure(Refusal(reason: .duplicate, message: message))
    }
    switch finding {
    case .success(let inspection): return .success(inspection)
    case .failure(let failure):
      return .failure(Refusal(reason: Reason(code: failure.code) ?? .damaged, message: sentence(failure.message)))
    case nil: return .failure(Refusal(reason: .parserCrashed, message: Reason.parserCrashed.sentence))
    }
  }

  /// A parser's remark as a sentence, as all other messages in error.json are.
  static func sentence(_ remark: String) -> String {
    let closed = remark.last.map { ".!?".contains($0) } ?? true
    return remark.prefix(1).uppercased() + remark.dropFirst() + (closed ? "" : ".")
  }

  private static func quarantine(_ document: Taken, _ refusal: Refusal, _ metadata: inout ItemMetadata) throws {
    let number = metadata.history.count(where: { $0.cause.hasPrefix("quarantine ") }) + 1
    let now = Timestamp.now
    metadata.errorType = refusal.reason.code
    metadata.errorMessage = refusal.message
    metadata.history.append(
      HistoryEntry(
        cause: "quarantine \(number)", to: Place.quarantine(refusal.reason.code).description,
        reason: refusal.reason.code, message: refusal.message, at: now, ownFailure: true))
    let record = ErrorRecord(
      identifier: document.identifier.text, originalName: metadata.originalName, reason: refusal.reason,
      message: refusal.message, worker: name.rawValue, quarantinedAt: now, retryCount: metadata.retryCount,
      twin: document.twin?.text)
    try Sys.writePrivate(try FormatCoding.file(record), at: Spool.error(document.directory))
  }

  private static func written(_ document: Taken, _ metadata: ItemMetadata) -> [FilePath] {
    let file = Spool.metadata(document.directory, document.identifier)
    return metadata.errorType == nil ? [file] : [Spool.error(document.directory), file]
  }

  private static func step(_ document: Taken, _ metadata: ItemMetadata, _ pass: Pass) -> Step {
    let to: Place = metadata.errorType.map { .quarantine($0) } ?? .stage(.downloaded)
    let directory = document.directory
    var fields: [String: JSONValue] = [:]
    if document.from == .outside {
      fields["original_name"] = .string(metadata.originalName)
      // Only the first of equal contents is what later ones are compared with.
      if document.twin == nil { fields["sha256"] = .string(metadata.sha256) }
      if let twin = document.twin { fields["twin"] = .string(twin.text) }
    }
    if let route = metadata.inspection?.route { fields["route"] = .string(route.rawValue) }
    if let collection = metadata.collection { fields["collection"] = .string(collection) }
    return Step(
      .item(document.identifier), visit: metadata.visit, from: document.from, to: to, source: directory,
      target: pass.spool.item(document.identifier, in: to) ?? directory, units: metadata.totalPages ?? 0,
      bytes: metadata.fileSize, unsynced: [Spool.source(directory, document.identifier), directory],
      observedFrom: document.observedFrom, reason: metadata.errorType, message: metadata.errorMessage, fields: fields)
  }
}

extension Taken {
  /// The metadata before the decision.
  var metadata: ItemMetadata {
    if var metadata = returning {
      metadata.fileSize = sums.size
      metadata.sha256 = sums.sha256
      metadata.md5 = sums.md5
      // What an earlier visit gave is not this one's.
      metadata.results = nil
      return metadata
    }
    return ItemMetadata(
      identifier: identifier.text, originalName: arrival.originalName, originalNameBytes: arrival.originalNameBytes,
      collection: arrival.collection, origin: .dropped, downloadedAt: arrival.at, fileSize: sums.size,
      sha256: sums.sha256, md5: sums.md5)
  }
}

/// The checksums of a document.
struct FileSums: Sendable, Hashable {
  let size: Int64
  let sha256: String
  let md5: String

  /// Reads an open file once, from where it stands.
  init(of file: borrowing Descriptor) throws(SystemError) {
    let sha256 = Digest(.sha256)
    let md5 = Digest(.md5)
    let buffer = UnsafeMutableRawBufferPointer.allocate(byteCount: 1 << 18, alignment: 16)
    defer { buffer.deallocate() }
    var size: Int64 = 0
    while true {
      let count = try Sys.read(file, into: buffer)
      if count == 0 { break }
      let part = UnsafeRawBufferPointer(rebasing: buffer[..<count])
      sha256.update(part)
      md5.update(part)
      size += Int64(count)
    }
    self.size = size
    self.sha256 = Digest.hex(sha256.finish())
    self.md5 = Digest.hex(md5.finish())
  }
}
