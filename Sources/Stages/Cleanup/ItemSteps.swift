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
    let decision = Decision(
      harvest.evidence(item, metadata, ending), attempts: dispatch.attempts,
      lostNodeAttempts: dispatch.lostNodeAttempts)
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
    let work = harvest.work(of: item)
    let batch = harvest.batch
    metadata.results = ItemResults(
      batchID: batch.name, slurmJobID: batch.job?.slurmJobID ?? "", engine: batch.record.engine,
      versions: harvest.versions, settingsFingerprint: batch.record.settingsFingerprint,
      submittedAt: batch.job?.submittedAt ?? batch.record.createdAt, ocrCompletedAt: .now,
      processingSeconds: (work.seconds.values.reduce(0, +) * 1000).rounded() / 1000,
      pagesByRoute: work.routes.values.reduce(into: [:]) { $0[$1.rawValue, default: 0] += 1 },
      failedPages: failed, characters: text.characters, doubts: text.doubts, languages: text.languages)
    try harvest.stage(metadata, of: item)
    var done = step(
      item, metadata, from: .batch(name), to: .stage(.completed), pass,
      fields: failed.isEmpty ? [:] : ["failed_pages": .array(failed.map { .integer($0) })])
    done.unsynced = []  // revealing the records and the metadata syncs the directory, before the step
    return done
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
      ownFailure: blame.own, company: blame.blameless || blame.lostNode ? nil : harvest.company,
      lostNode: blame.lostNode ? true : nil, shortage: blame.shortage)
    metadata.history.append(entry)
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
    if let route = metadata.inspection?.route { fields["route"] = .string(route.rawValue) }
    return Step(
      .item(item.identifier), visit: metadata.visit, from: from, to: to, source: item.path,
      target: pass.spool.item(item.identifier, in: to) ?? item.path, units: metadata.totalPages ?? 0,
      bytes: metadata.fileSize, unsynced: [item.path], fields: fields)
  }
}
