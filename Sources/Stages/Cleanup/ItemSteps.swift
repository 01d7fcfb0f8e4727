import Formats
import Results
import Scheduling
import Spool
import StageKit
import SystemCalls

extension Cleanup {
  /// Decides on one item, writes what the decision needs into its directory, and describes its step.
  func step(
    _ item: Spool.Found, _ harvest: Harvest, _ ending: ChunkEnding?, _ name: BatchName, _ pass: Pass
  ) throws -> Step {
    let metadata = try harvest.metadata(of: item)
    // An entry for this batch is the decision: a stopped pass published it (law 3).
    if let entry = metadata.history.first(where: { $0.cause == name.description }) {
      return try carryOut(entry, item, metadata, name, pass)
    }
    let dispatch = pass.workspace.settings.dispatch
    var decision = Decision(
      harvest.evidence(item, metadata, ending), attempts: dispatch.attempts,
      lostNodeAttempts: dispatch.lostNodeAttempts)
    // A second reading that came to nothing takes nothing away: the first one counts.
    if case .quarantine = decision, metadata.history.wasAnsweredForDoubts {
      decision = .init(harvest.takeFirstReadings(item)) ?? decision
    }
    switch decision {
    case .pass(let failed): return try complete(item, metadata, failed, harvest, name, pass)
    case .back(let blame):
      return try send(item, metadata, to: .stage(.downloaded), blame, harvest, name, pass)
    case .quarantine(let blame):
      return try send(item, metadata, to: .quarantine(blame.reason.code), blame, harvest, name, pass)
    }
  }

  private func complete(
    _ item: Spool.Found, _ before: ItemMetadata, _ failed: [Int], _ harvest: Harvest, _ name: BatchName, _ pass: Pass
  ) throws -> Step {
    var metadata = before
    let text = try harvest.stageRecords(item, metadata, failed: failed)
    if let (place, blame) = answer(to: text, metadata, harvest, pass) {
      try harvest.unstageRecords(item)
      return try send(item, metadata, to: place, blame, harvest, name, pass)
    }
    let work = harvest.work(of: item)
    let batch = harvest.batch
    metadata.results = ItemResults(
      batchID: batch.name, slurmJobID: batch.job?.slurmJobID ?? "", engine: batch.record.engine,
      versions: harvest.versions, settingsFingerprint: batch.record.settingsFingerprint,
      submittedAt: batch.job?.submittedAt ?? batch.record.createdAt, ocrCompletedAt: .now,
      processingSeconds: (work.seconds.values.reduce(0, +) * 1000).rounded() / 1000,
      pagesByRoute: work.routes.values.reduce(into: [:]) { $0[$1.rawValue, default: 0] += 1 },
      failedPages: failed, characters: text.characters, doubts: text.doubts, languages: text.languages)
    let records = try harvest.stagedRecords(item)
    metadata.results?.records = records
    try harvest.stage(metadata, of: item)
    var fields: [String: JSONValue] = ["records": .string(records.sha256)]
    if !failed.isEmpty { fields["failed_pages"] = .array(failed.map { .integer($0) }) }
    var done = step(item, metadata, from: .batch(name), to: .stage(.completed), pass, fields: fields)
    done.unsynced = []  // revealing the records and the metadata syncs the directory, before the step
    return done
  }

  /// Where a document with doubtful pages goes by `ocr.doubtful`, and why; nil where its text goes on as it is.
  ///
  /// A document gets such an answer once: what comes back has been read again, or a person has looked.
  private func answer(
    to text: Harvest.TextFacts, _ metadata: ItemMetadata, _ harvest: Harvest, _ pass: Pass
  ) -> (Place, Decision.Blame)? {
    let ocr = pass.workspace.settings.ocr
    let pages = Set(text.doubts.values.joined())
    guard !pages.isEmpty, !metadata.history.wasAnsweredForDoubts else { return nil }
    let kinds = text.doubts.keys.sorted().map { PageDoubt(rawValue: $0)?.sentence ?? $0 }
    let message =
      "Doubtful: \(PageSet(pages)) of \(counted(metadata.totalPages ?? 0, "page")): " + kinds.joined(separator: "; ")
    let blame = Decision.Blame(reason: .doubtful, message: message, own: false)
    switch ocr.doubtful {
    case .mark: return nil
    case .quarantine: return (.quarantine(Reason.doubtful.code), blame)
    case .again:
      // An engine that a person chose is not given up for another.
      let isOther = harvest.batch.record.engine != ocr.doubtfulEngine.rawValue
      return isOther && metadata.choice?.engine == nil ? (.stage(.downloaded), blame) : nil
    }
  }

  private func send(
    _ item: Spool.Found, _ before: ItemMetadata, to place: Place, _ blame: Decision.Blame, _ harvest: Harvest,
    _ name: BatchName, _ pass: Pass
  ) throws -> Step {
    var metadata = before
    var blame = blame
    blame.message = pass.spool.relative(blame.message)
    try harvest.discardRecords(item)
    try harvest.publishPages(item)
    let entry = HistoryEntry(
      cause: name.description, to: place.description, reason: blame.reason.code, message: blame.message, at: .now,
      ownFailure: blame.own,
      company: blame.blameless || blame.lostNode || blame.reason == .doubtful ? nil : harvest.company,
      lostNode: blame.lostNode ? true : nil, shortage: blame.shortage)
    metadata.history.append(entry)
    if blame.reason == .doubtful, place == .stage(.downloaded) {
      let again = DocumentChoice(engine: pass.workspace.settings.ocr.doubtfulEngine.rawValue)
      metadata.choice = metadata.choice?.taking(again) ?? again
    }
    if case .quarantine = place {
      metadata.errorType = blame.reason.code
      metadata.errorMessage = blame.message
    }
    try ItemFiles.publish(metadata, in: item.path, item.identifier)
    return try carryOut(entry, item, metadata, name, pass)
  }

  private func carryOut(
    _ entry: HistoryEntry, _ item: Spool.Found, _ metadata: ItemMetadata, _ name: BatchName, _ pass: Pass
  ) throws -> Step {
    let place = Place(entry.to) ?? .stage(.downloaded)
    guard case .quarantine(let code) = place else {
      var back = step(item, metadata, from: .batch(name), to: place, pass)
      (back.reason, back.message) = (entry.reason, entry.message)
      return back
    }
    return try Quarantine.step(
      item, metadata, from: .batch(name), reason: Reason(code: code) ?? .engineFailed, message: entry.message,
      worker: Self.name, batch: name.description, pass.spool)
  }

  private func step(
    _ item: Spool.Found, _ metadata: ItemMetadata, from: Place, to: Place, _ pass: Pass,
    fields: [String: JSONValue] = [:]
  ) -> Step {
    var fields = fields
    if let route = metadata.route { fields["route"] = .string(route.rawValue) }
    return Step(
      .item(item.identifier), visit: metadata.visit, from: from, to: to, source: item.path,
      target: pass.spool.item(item.identifier, in: to) ?? item.path, units: metadata.totalPages ?? 0,
      bytes: metadata.fileSize, unsynced: [item.path], fields: fields)
  }
}

extension [HistoryEntry] {
  /// Whether the document was sent somewhere for its doubts before.
  fileprivate var wasAnsweredForDoubts: Bool { contains { $0.reason == Reason.doubtful.code } }
}

extension Decision {
  /// What a verdict allows to pass; nil for any other.
  fileprivate init?(_ verdict: Coverage.Verdict) {
    switch verdict {
    case .complete: self = .pass(failed: [])
    case .completeWithFailedPages(let failed): self = .pass(failed: failed.pages)
    case .incomplete, .tooManyFailedPages: return nil
    }
  }
}
