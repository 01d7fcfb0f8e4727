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
  /// Names for directories of sources that something else has; each is told once.
  var blocked: Set<FilePath> = []

  /// A finalizer.
  public init() {}

  /// Walks the completed items, and empties trash whose grace is over.
  public mutating func work(_ pass: Pass) throws {
    if let lack = try Room.lack(in: pass.workspace, forDraining: true) { return pass.holdBack(lack) }
    if !pass.options.dryRun { try emptyTrash(pass) }
    var group: [Spool.Found] = []
    let items = pass.options.items
    var stopped = false
    let next = try pass.walk(.stage(.completed), from: pass.cursor) { found in
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
    var works = try group.compactMap { found in try pass.each(found.path) { try Consolidation(found) } }
    if pass.options.dryRun { return works.forEach { describe($0, pass) } }

    let condemned = works.compactMap { work in work.condemnation.map { (work, $0) } }
    works.removeAll { $0.condemnation != nil }
    let finalize = pass.workspace.settings.finalize
    var (unsynced, written): ([FilePath], [FilePath]) = ([], [])
    works = try works.compactMap { work in
      // A licence that a stopped pass published lasts before anything is done by it.
      if work.isLicensed { unsynced.append(work.found.path) }
      if work.isLicensed { return work }
      var work = work
      guard let isWritten = try pass.each(work.found.path, { try work.write(finalize) }) else { return nil }
      if isWritten { written += work.outputs(finalize) }
      return work
    }
    try pass.sync(unsynced)
    try pass.reveal(written)
    var steps = try condemned.compactMap { work, entry in
      try pass.each(work.found.path) { try quarantine(work, Consolidation.Invalid(message: entry.message), pass) }
    }
    var licenses: [FilePath] = []
    var licensed: [Consolidation] = []
    for var work in works {
      do {
        if !work.isLicensed {
          let staged = try pass.each(work.found.path) { try work.stageLicense(plan(for: work, pass), finalize) }
          guard let staged = staged ?? nil else { continue }
          licenses.append(staged)
        }
        licensed.append(work)
      } catch let invalid as Consolidation.Invalid {
        if let step = try pass.each(work.found.path, { try quarantine(work, invalid, pass) }) { steps.append(step) }
      }
    }
    try pass.reveal(licenses)
    for var work in licensed {
      let made: Step?? = try pass.each(work.found.path) { try carryOut(&work, pass) ? try step(work, pass) : nil }
      if let made = made ?? nil { steps.append(made) }
    }
    try pass.commit(steps)
  }

  private func step(_ work: Consolidation, _ pass: Pass) throws -> Step {
    let identifier = work.found.identifier
    var fields: [String: JSONValue] = [
      "metadata": .string(try work.metadata.sum),
      "source": .string(work.metadata.results?.source ?? "kept"),
      "pages_by_route": .object(work.metadata.results?.pagesByRoute.mapValues { .integer($0) } ?? [:]),
    ]
    if let archive = work.archive { fields["archive"] = .string(archive.mark) }
    if let outputs = work.metadata.results?.outputs {
      fields["outputs"] = .object(outputs.mapValues { .string($0.sha256) })
    }
    if let route = work.metadata.route { fields["route"] = .string(route.rawValue) }
    if let results = work.metadata.results {
      if let records = results.records { fields["records"] = .string(records.sha256) }
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
