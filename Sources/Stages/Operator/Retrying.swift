import Formats
import Spool
import StageKit
import SystemCalls

/// Sends quarantined items back through the door they came by: `99_errors` → `00_inbox`, from where they are verified anew.
///
/// Runs as the operator: a lease and a manifest of its own (law 4). The entry in the item's history is published before the
/// move; one that is there already, from a verb that was stopped, is carried out.
public struct Retrying: Worker {
  /// The operator.
  public static let name = WorkerName.operator

  let selected: (Spool.Found, ItemMetadata) -> Bool
  let reason: String?
  let note: String
  let choice: DocumentChoice?

  /// Retries what `selected` picks, within one reason or all; `note` is kept in the history, and what `choice` decides in the
  /// metadata.
  public init(
    reason: String?, note: String, choice: DocumentChoice? = nil,
    selected: @escaping (Spool.Found, ItemMetadata) -> Bool
  ) {
    self.reason = reason
    self.note = note
    self.choice = choice
    self.selected = selected
  }

  /// Nothing is private to the operator.
  public mutating func recover(_ pass: Pass) throws {}

  /// Walks the reasons and sends back what is selected.
  public mutating func work(_ pass: Pass) throws {
    for code in try pass.spool.reasons() where reason == nil || reason == code {
      var steps: [Step] = []
      try pass.walk(.quarantine(code)) { found in
        let back = try pass.each(found.path) {
          let metadata = try ItemFiles.metadata(found.path, found.identifier)
          return selected(found, metadata) ? [try step(found, metadata, from: code, pass)] : []
        }
        steps += back ?? []
        if steps.count == pass.groupSize {
          try pass.commit(steps)
          steps = []
        }
        return !pass.shouldStop
      }
      try pass.commit(steps)
    }
  }

  private func step(_ found: Spool.Found, _ before: ItemMetadata, from code: String, _ pass: Pass) throws -> Step {
    var metadata = before
    // Of a verb that was stopped its entry may not last yet, which the item's move must not outlive.
    var unsynced = [found.path]
    // An entry that says so is the decision of a verb that was stopped; that of a person's own move is none of ours.
    if metadata.history.last?.to != Place.stage(.inbox).description || metadata.history.last?.from != nil {
      let number = metadata.history.count(where: { $0.cause.hasPrefix("retry ") }) + 1
      metadata.history.append(
        HistoryEntry(
          cause: "retry \(number)", to: Place.stage(.inbox).description, reason: code, message: note, at: .now,
          ownFailure: false))
      if let choice { metadata.choice = metadata.choice.map { $0.taking(choice) } ?? choice }
      if !pass.options.dryRun { try ItemFiles.publish(metadata, in: found.path, found.identifier) }
      unsynced = []
    }
    return Step(
      .item(found.identifier), visit: metadata.visit, from: .quarantine(code), to: .stage(.inbox), source: found.path,
      target: pass.spool.path(.inbox).appending(found.identifier.text), units: metadata.totalPages ?? 0,
      bytes: metadata.fileSize, unsynced: unsynced, reason: code, message: note,
      fields: metadata.route.map { ["route": .string($0.rawValue)] } ?? [:])
  }
}
