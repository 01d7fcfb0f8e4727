import Formats
import Spool
import SystemCalls

/// Sending an item to quarantine from a stage: history first, then error.json, then the step.
public enum Quarantine {
  /// Publishes the decision in the item's own directory and describes the step that carries it out.
  ///
  /// The entry is keyed by its cause: when it is there already, it is carried out and nothing is written (law 3).
  public static func step(
    _ found: Spool.Found, _ metadata: ItemMetadata, from: Place, reason: Reason, message: String, worker: WorkerName,
    batch: String?, company: Int? = nil, _ spool: Spool
  ) throws -> Step {
    var metadata = metadata
    let number = metadata.history.count(where: { $0.cause.hasPrefix("quarantine ") }) + 1
    let cause = batch ?? "quarantine \(number)"
    let place = Place.quarantine(reason.code)
    if !metadata.history.contains(where: { $0.cause == cause }) {
      metadata.history.append(
        HistoryEntry(
          cause: cause, to: place.description, reason: reason.code, message: message, at: .now, ownFailure: true,
          company: company))
      metadata.errorType = reason.code
      metadata.errorMessage = message
      try ItemFiles.publish(metadata, in: found.path, found.identifier)
    }
    return try step(found, metadata, from: from, reason: reason, message: message, worker: worker, batch: batch, spool)
  }

  /// The step for a decision that is already in the item's history.
  public static func step(
    _ found: Spool.Found, _ metadata: ItemMetadata, from: Place, reason: Reason, message: String, worker: WorkerName,
    batch: String?, _ spool: Spool
  ) throws -> Step {
    let record = ErrorRecord(
      identifier: found.identifier.text, originalName: metadata.originalName, reason: reason, message: message,
      worker: worker.rawValue, quarantinedAt: .now, retryCount: metadata.retryCount, batchID: batch)
    let error = Spool.error(found.path)
    try Sys.writePrivate(try FormatCoding.file(record), at: error)
    let place = Place.quarantine(reason.code)
    return Step(
      .item(found.identifier), visit: metadata.visit, from: from, to: place, source: found.path,
      target: spool.item(found.identifier, in: place) ?? found.path, units: metadata.totalPages ?? 0,
      bytes: metadata.fileSize, unsynced: [error, found.path], reason: reason.code, message: message,
      fields: metadata.inspection.map { ["route": .string($0.route.rawValue)] } ?? [:])
  }
}
