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
  /// Where it was fetched from and how; nil for what people dropped.
  var fetched: FetchedDocument? { arrival.fetched }
  /// What kind of document it is, as far as its name goes: one that is no document ends in `.pdf` as well.
  let kind: DocumentKind
  /// Whether this pass made the directory: then nothing of an earlier decision can be in it.
  var isFresh = false

  /// The document.
  var path: FilePath { Spool.source(directory, identifier, kind) }

  var from: Place { returning == nil ? .outside : .stage(.inbox) }

  /// The place the books have it in, where a person moved it to the inbox by hand.
  ///
  /// The entry of `retry` is published before the verb says its step: one that was stopped between the two leaves an entry
  /// and no move, and then the move was a person's (`isSent` tells that the step was said).
  func observedFrom(isSent: Bool) -> Place? {
    guard let entry = returning?.returnEntry else { return nil }
    if let from = entry.from { return Place(from) }
    return isSent ? nil : .quarantine(entry.reason)
  }
}

extension Downloader {
  /// Decides on documents in their private directories, and makes their steps. Answers what was decided of each; nil of one
  /// that the storage did not give to be looked at: that is nobody's verdict, and the next pass looks again.
  @discardableResult
  mutating func admit(_ taken: [Taken], _ pass: Pass) throws -> [ItemMetadata?] {
    if taken.isEmpty { return [] }
    // A duplicate is not opened: its twin was.
    let toInspect = taken.indices.filter { taken[$0].twin == nil && taken[$0].sums.size > 0 }
    let findings = try inspect(
      toInspect.map { Inspected(path: Self.relative(taken[$0], pass), sha256: taken[$0].sums.sha256) })
    var results: [Int: Result<Inspection, ParserReply.Failure>] = [:]
    for (position, finding) in zip(toInspect, findings) { results[position] = finding }

    var answers: [ItemMetadata?] = []
    var decided: [(document: Taken, metadata: ItemMetadata)] = []
    for (position, document) in taken.enumerated() {
      if case .failure(let failure) = results[position], failure.isStorages {
        pass.trouble("\(document.identifier): \(failure.message); the next download looks at it again")
        answers.append(nil)
        continue
      }
      let metadata = try Self.alreadyDecided(document) ?? Self.prepare(document, results[position])
      answers.append(metadata)
      decided.append((document, metadata))
    }
    // The notes of arrival have served once the metadata lasts, and not before: one of the two always tells the name.
    try pass.sync(decided.flatMap { Self.written($0.document, $0.metadata) })
    for (document, _) in decided { try Sys.removeIfThere(Spool.arrival(document.directory)) }
    let sent = try Self.sent(decided.map(\.document), pass)
    try pass.commit(
      decided.map { document, metadata in
        let isSent = sent.contains(document.identifier.text)
        return Self.step(document, metadata, observedFrom: document.observedFrom(isSent: isSent), pass)
      })
    return answers
  }

  /// Those of the returning items that a verb of the operator's says it sent.
  private static func sent(_ taken: [Taken], _ pass: Pass) throws -> Set<String> {
    var visits: [String: Int] = [:]
    for document in taken {
      let history = document.returning?.history ?? []
      guard let position = history.lastIndex(where: { $0.to == Place.stage(.inbox).description }),
        history[position].from == nil
      else { continue }
      visits[document.identifier.text] = position + 1
    }
    if visits.isEmpty { return [] }
    let reader = pass.workspace.manifest(of: WorkerName.operator.rawValue)
    return try reader.said(visits, to: Place.stage(.inbox).description)
  }

  /// A visit beyond the one it was taken with: an earlier pass decided, wrote it down and was stopped (law 3).
  private static func alreadyDecided(_ document: Taken) throws(SystemError) -> ItemMetadata? {
    guard !document.isFresh,
      let metadata = try ItemFiles.metadataIfSound(document.directory, document.identifier),
      metadata.visit > document.arrival.visit ?? 0
    else { return nil }
    return metadata
  }

  private static func relative(_ document: Taken, _ pass: Pass) -> FilePath {
    let source = document.path
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
      if !document.isFresh { try Sys.removeIfThere(Spool.error(document.directory)) }
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

  private static func step(
    _ document: Taken, _ metadata: ItemMetadata, observedFrom: Place?, _ pass: Pass
  ) -> Step {
    let to: Place = metadata.errorType.map { .quarantine($0) } ?? .stage(.downloaded)
    let directory = document.directory
    var fields: [String: JSONValue] = [:]
    if document.from == .outside {
      fields["original_name"] = .string(metadata.originalName)
      // Only the first of equal contents is what later ones are compared with.
      if document.twin == nil { fields["sha256"] = .string(metadata.sha256) }
      if let twin = document.twin { fields["twin"] = .string(twin.text) }
      if let fetched = document.fetched {
        fields["entry"] = .string(fetched.entry)
        if let list = fetched.record.list { fields["list"] = .string(list) }
      }
    } else if document.fetched != nil, document.twin == nil {
      // It had no contents before.
      fields["sha256"] = .string(metadata.sha256)
    }
    // What the document is, told by whoever read it: the audit believes no item of itself.
    if fields["sha256"] == nil { fields["contents"] = .string(metadata.sha256) }
    if let route = metadata.route { fields["route"] = .string(route.rawValue) }
    if let collection = metadata.collection { fields["collection"] = .string(collection) }
    return Step(
      .item(document.identifier), visit: metadata.visit, from: document.from, to: to, source: directory,
      target: pass.spool.item(document.identifier, in: to) ?? directory, units: metadata.totalPages ?? 0,
      bytes: metadata.fileSize, unsynced: [document.path, directory],
      observedFrom: observedFrom, reason: metadata.errorType, message: metadata.errorMessage, fields: fields)
  }
}

extension Taken {
  /// How the file is known again: as it is since it has the name that it keeps, where it is still what was read.
  private var fileMark: String {
    guard let now = try? Sys.status(of: path), now.size == sums.size, now.mark == sums.mark else { return sums.mark }
    return now.fullMark
  }

  /// The metadata before the decision.
  var metadata: ItemMetadata {
    if var metadata = returning {
      metadata.kind = kind
      metadata.fileSize = sums.size
      metadata.fileMark = fileMark
      metadata.sha256 = sums.sha256
      metadata.md5 = sums.md5
      // What an earlier visit gave is not this one's.
      metadata.results = nil
      if let fetched { metadata.take(fetched) }
      return metadata
    }
    var metadata = ItemMetadata(
      identifier: identifier.text, originalName: arrival.originalName, originalNameBytes: arrival.originalNameBytes,
      collection: arrival.collection, origin: fetched == nil ? .dropped : .downloaded, downloadedAt: arrival.at,
      fileSize: sums.size, sha256: sums.sha256, md5: sums.md5)
    metadata.kind = kind
    metadata.fileMark = fileMark
    metadata.choice = arrival.choice
    if let fetched { metadata.take(fetched) }
    return metadata
  }
}

extension ItemMetadata {
  /// Takes over what was learnt by fetching.
  mutating func take(_ fetched: FetchedDocument) {
    sourceIdentifier = fetched.sourceIdentifier ?? sourceIdentifier
    sourceURL = fetched.sourceURL
    title = fetched.title ?? title
    creator = fetched.creator ?? creator
    year = fetched.year ?? year
    user = fetched.user ?? user
    fetch = fetched.record
  }

  /// The document as the note of its arrival told it, where the note is gone; nil for what people dropped.
  var fetched: FetchedDocument? {
    guard let fetch, let entryKey, let sourceURL else { return nil }
    var fetched = FetchedDocument(entry: entryKey, sourceURL: sourceURL, record: fetch)
    fetched.sourceIdentifier = sourceIdentifier
    (fetched.title, fetched.creator, fetched.year, fetched.user) = (title, creator, year, user)
    return fetched
  }

  /// What asked for the document, as lists have it: see `ListEntry.key`; nil for what people dropped.
  var entryKey: String? {
    guard let fetch else { return nil }
    guard let source = fetch.source, let name = sourceIdentifier else { return sourceURL }
    return "\(source):\(name)" + (fetch.file.map { "/\($0)" } ?? "")
  }
}
