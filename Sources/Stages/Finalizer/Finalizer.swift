// Reads   04_ocr_completed: items whose coverage is proven.
// Writes  <id>.ocr.json, <id>.md, <id>.txt, <id>.meta.json beside the source, in 04; 04_ocr_completed/.trash for sources in grace.
// Steps   04_ocr_completed → 05_processed, or → 99_errors/output_invalid when what was written does not prove complete.
// Fails   An output that cannot be verified licenses nothing: the source stays with the item.
// Crash   Outputs are written anew until metadata licenses them; a licence that stands is carried out, not decided again.

import Formats
import Settings
import Spool
import StageKit
import SystemCalls

/// Consolidates, verifies, treats the source by policy, and moves the item to its last place.
public struct Finalizer: Worker {
  /// The finalizer.
  public static let name = WorkerName.finalizer

  var deletions = 0
  /// Whether the names in the archive were synced in this pass.
  var archiveLasts = false

  /// A finalizer.
  public init() {}

  /// Walks the completed items, and empties trash whose grace is over.
  public mutating func work(_ pass: Pass) throws {
    if let lack = try Room.lack(in: pass.workspace, forDraining: true) { return pass.holdBack(lack) }
    if !pass.options.dryRun { try emptyTrash(pass) }
    var group: [Spool.Found] = []
    let items = pass.options.items
    var stopped = false
    let next = try pass.spool.walk(.stage(.completed), from: pass.cursor) { found in
      if !items.isEmpty && !items.contains(found.identifier) { return true }
      group.append(found)
      if group.count == pass.groupSize {
        try finalize(group, pass)
        group = []
      }
      stopped = pass.shouldStop
      return !stopped
    }
    if !stopped { try finalize(group, pass) }
    pass.cursor = next
  }

  private mutating func finalize(_ group: [Spool.Found], _ pass: Pass) throws {
    var works: [Consolidation] = []
    for found in group {
      do {
        works.append(try Consolidation(found))
      } catch let error as ItemFiles.Unreadable {
        pass.trouble("\(error)")
      }
    }
    if pass.options.dryRun { return works.forEach { describe($0, pass) } }

    let condemned = works.compactMap { work in work.condemnation.map { (work, $0) } }
    works.removeAll { $0.condemnation != nil }
    let fresh = works.filter { !$0.isLicensed }
    let finalize = pass.workspace.settings.finalize
    // A licence that a stopped pass published lasts before anything is done by it.
    let left = works.filter { $0.isLicensed }.map(\.found.path)
    try pass.sync(
      try left + fresh.filter { try $0.write(finalize) }.flatMap { $0.unsynced(finalize) })
    var steps = try condemned.map { try quarantine($0, Consolidation.Invalid(message: $1.message), pass) }
    var licenses: [FilePath] = []
    var licensed: [Consolidation] = []
    for var work in works {
      do {
        if !work.isLicensed { licenses.append(try work.stageLicense(plan(for: work, pass), finalize)) }
        licensed.append(work)
      } catch let invalid as Consolidation.Invalid {
        steps.append(try quarantine(work, invalid, pass))
      }
    }
    try pass.reveal(licenses)
    for var work in licensed where try carryOut(&work, pass) { steps.append(step(work, pass)) }
    try pass.commit(steps)
  }

  private func step(_ work: Consolidation, _ pass: Pass) -> Step {
    let identifier = work.found.identifier
    var fields: [String: JSONValue] = [
      "source": .string(work.metadata.results?.source ?? "kept"),
      "pages_by_route": .object(work.metadata.results?.pagesByRoute.mapValues { .integer($0) } ?? [:]),
    ]
    if let route = work.metadata.route { fields["route"] = .string(route.rawValue) }
    if let results = work.metadata.results {
      fields["reader"] = .string(String(ReaderVersion.of(results.versions)))
      if !results.doubtfulPages.isEmpty { fields["doubtful_pages"] = .integer(results.doubtfulPages.count) }
    }
    return Step(
      .item(identifier), visit: work.metadata.visit, from: .stage(.completed), to: .stage(.processed),
      source: work.found.path, target: pass.spool.item(identifier, in: .stage(.processed)) ?? work.found.path,
      units: work.metadata.totalPages ?? 0, bytes: work.metadata.fileSize, unsynced: [work.found.path], fields: fields)
  }

  private func quarantine(_ work: Consolidation, _ invalid: Consolidation.Invalid, _ pass: Pass) throws -> Step {
    try Quarantine.step(
      work.found, work.metadata, from: .stage(.completed), reason: .outputInvalid, message: invalid.message,
      worker: Self.name, batch: work.metadata.results?.batchID, pass.spool)
  }

  private func describe(_ work: Consolidation, _ pass: Pass) {
    let plan = plan(for: work, pass)
    let pages = counted(work.metadata.totalPages ?? 0, "page")
    pass.say("would finalize \(work.found.identifier): \(pages), source \(plan.word)")
  }
}
