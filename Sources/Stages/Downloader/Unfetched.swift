import Digests
import Formats
import Spool
import StageKit
import SystemCalls

/// A document that could not be had: an item without one, on its way to quarantine.
struct Unfetched {
  let identifier: Identifier
  let directory: FilePath
  let note: Arrival
  let metadata: ItemMetadata

  var from: Place { note.visit == nil ? .outside : .stage(.inbox) }
}

extension Downloader {
  /// Writes down that documents cannot be had, and quarantines them: items with their story and without a document.
  mutating func quarantine(_ failures: [(job: FetchJob, failure: FetchFailure)], _ pass: Pass) throws {
    var prepared: [Unfetched] = []
    for (job, failure) in failures { prepared.append(try prepare(job, failure, pass)) }
    try commit(prepared, pass)
    for (job, _) in failures { try Spool.removeDebris(job.directory, fetched: true) }
  }

  private mutating func prepare(_ job: FetchJob, _ failure: FetchFailure, _ pass: Pass) throws -> Unfetched {
    let index = try openIndex(pass)
    let note: Arrival
    let identifier: Identifier
    var metadata: ItemMetadata
    switch job.origin {
    case .list:
      let nothing = Digest.sha256Hex([])
      let keyHash = Digest.sha256Hex(Array(job.entry.key.utf8))
      identifier = try index.identify(
        name: job.name, sha256: keyHash, isDuplicate: false,
        isTaken: { (name) throws(SystemError) in try Sys.isThere(pass.incoming(name)) })
      index.add(identifier, contents: nil, entry: job.entry.key)
      note = job.note(complete: false, result: nil)
      try Sys.ensurePath(pass.incoming)
      try Sys.makeDirectory(pass.incoming(identifier))
      metadata = ItemMetadata(
        identifier: identifier.text, originalName: note.originalName, originalNameBytes: note.originalNameBytes,
        collection: note.collection, origin: .downloaded, downloadedAt: note.at, fileSize: 0, sha256: nothing,
        md5: Digest.hex(Digest.of([], .md5)))
      metadata.choice = note.choice
    case .item(let known, let before, let path):
      identifier = known
      metadata = before
      note = job.note(complete: false, result: nil)
      try Sys.publish(try FormatCoding.file(note), at: Spool.arrival(path))
      try Sys.removeIfThere(Spool.tries(path))
      try Sys.ensurePath(pass.incoming)
      try Sys.rename(path, to: pass.incoming(identifier))
    }
    let directory = pass.incoming(identifier)
    if let fetched = note.fetched { metadata.take(fetched) }
    try write(failure, &metadata, identifier, note, in: directory)
    return Unfetched(identifier: identifier, directory: directory, note: note, metadata: metadata)
  }

  private func write(
    _ failure: FetchFailure, _ metadata: inout ItemMetadata, _ identifier: Identifier, _ note: Arrival,
    in directory: FilePath
  ) throws {
    let number = metadata.history.count(where: { $0.cause.hasPrefix("quarantine ") }) + 1
    let reason = Reason(code: failure.kind) ?? .damaged
    let now = Timestamp.now
    metadata.errorType = reason.code
    metadata.errorMessage = failure.message
    metadata.history.append(
      HistoryEntry(
        cause: "quarantine \(number)", to: Place.quarantine(reason.code).description, reason: reason.code,
        message: failure.message, at: now, ownFailure: true))
    let record = ErrorRecord(
      identifier: identifier.text, originalName: metadata.originalName, reason: reason, message: failure.message,
      worker: Self.name.rawValue, quarantinedAt: now, retryCount: metadata.retryCount)
    if note.visit == nil { try Sys.writePrivate(try FormatCoding.file(note), at: Spool.arrival(directory)) }
    try Sys.writePrivate(try FormatCoding.file(record), at: Spool.error(directory))
    // The metadata last: with it, and with error.json beside it, the decision is written.
    try ItemFiles.publish(metadata, in: directory, identifier)
  }

  /// Makes the steps of what was decided; the notes have served then.
  func commit(_ unfetched: [Unfetched], _ pass: Pass) throws {
    if unfetched.isEmpty { return }
    for item in unfetched {
      try Sys.sync(Spool.error(item.directory))
      try Sys.removeIfThere(Spool.arrival(item.directory))
    }
    try pass.commit(unfetched.map { Self.step($0, pass) })
  }

  private static func step(_ item: Unfetched, _ pass: Pass) -> Step {
    let metadata = item.metadata
    let to = Place.quarantine(metadata.errorType ?? Reason.damaged.code)
    var fields: [String: JSONValue] = [:]
    if item.from == .outside, let fetched = item.note.fetched {
      fields["original_name"] = .string(metadata.originalName)
      fields["entry"] = .string(fetched.entry)
      if let list = fetched.record.list { fields["list"] = .string(list) }
    }
    if let collection = metadata.collection { fields["collection"] = .string(collection) }
    return Step(
      .item(item.identifier), visit: metadata.visit, from: item.from, to: to, source: item.directory,
      target: pass.spool.item(item.identifier, in: to) ?? item.directory, unsynced: [item.directory],
      observedFrom: metadata.returnEntry?.from.flatMap(Place.init), reason: metadata.errorType,
      message: metadata.errorMessage, fields: fields)
  }
}
