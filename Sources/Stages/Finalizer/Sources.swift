import Formats
import Settings
import Spool
import StageKit
import SystemCalls

extension Finalizer {
  /// Treats the source as the licence says, and removes what the outputs replace. False when it waits for a later pass.
  mutating func carryOut(_ work: inout Consolidation, _ pass: Pass) throws -> Bool {
    let identifier = work.found.identifier
    let source = Spool.source(work.found.path, identifier, work.metadata.kind)
    let plan = SourcePlan(word: work.metadata.results?.source)
    if case .trash(let day) = plan, !Sys.exists(source), Sys.exists(pass.spool.trash.appending(day)) {
      // Moved by a pass that was stopped: its new name lasts before the item goes on without it.
      try Sys.sync(pass.spool.trash.appending(day))
    }
    if plan != .keep && Sys.exists(source) {
      guard deletions < pass.workspace.settings.finalize.maxDeletions else {
        pass.holdBack("finalize.max_deletions sources were treated in this pass: the next one goes on")
        return false
      }
      if let change = try Self.change(of: source, work.metadata) {
        pass.trouble("\(source): \(change), so it is no longer what was read: it is kept; sluice show \(identifier)")
        try work.keepSource()
        return try removeLeftovers(of: work)
      }
      switch plan {
      case .keep: break
      // "No such file" is the answer of a server whose first reply was lost: what was there a moment ago is gone.
      case .delete: try Sys.removeIfThere(source)
      case .trash(let day):
        guard try moveToTrash(source, day: day, pass) else { return false }
      case .archive:
        guard try archive(source, &work, pass) else { return false }
      }
      deletions += 1
    }
    return try removeLeftovers(of: work)
  }

  private func removeLeftovers(of work: Consolidation) throws(SystemError) -> Bool {
    let identifier = work.found.identifier
    for leftover in [Spool.records(work.found.path, identifier), Spool.pages(work.found.path, identifier)] {
      try Sys.removeIfThere(leftover)
    }
    return true
  }

  /// What was done to a source since it was hashed; nil where it is what was read, which alone a licence is for (law 11).
  ///
  /// Size and times tell, and the file's number. Another file of the same size and time, as in a copy of the workspace, is read
  /// and compared; so is one whose time of change anybody may have put back.
  static func change(of source: FilePath, _ metadata: ItemMetadata) throws(SystemError) -> String? {
    if let written = try ItemFiles.written(source, since: metadata) { return written }
    let status = try Sys.status(of: source)
    if let mark = metadata.fileMark, status.bears(mark) { return nil }
    guard try Sys.sha256(of: source) == metadata.sha256, try Sys.status(of: source) == status else {
      return "its contents are not those that were taken"
    }
    return nil
  }

  /// Archives the source, unless its copy is another or the policy has changed. False where the archive has no room of its own for
  /// it: the item waits, and the others go on.
  private mutating func archive(_ source: FilePath, _ work: inout Consolidation, _ pass: Pass) throws -> Bool {
    let identifier = work.found.identifier
    var refusal: String?
    if let archive = Archive(for: work.metadata, pass.workspace.settings) {
      let target = archive.path(of: work.metadata, identifier)
      guard try canHoldSources(target.removingLastComponent(), pass) else { return false }
      if try !copy(source, to: target, in: archive, sha256: work.metadata.sha256) {
        refusal = "\(target) does not read back as its source"
      }
    } else {
      // The policy changed after the licence: what was decided can no longer be done, so the source stays.
      refusal = "it was to be archived, and retention names no archive any more"
    }
    if let refusal {
      pass.trouble("\(identifier): \(refusal): its source is kept")
      try work.keepSource()
    } else {
      try Sys.removeIfThere(source)
      work.archive = Archive(for: work.metadata, pass.workspace.settings)
    }
    return true
  }

  /// Makes a directory that sources go to. A link or a file of its name stops what would go there, and nothing else.
  mutating func canHoldSources(_ directory: FilePath, _ pass: Pass) throws -> Bool {
    try Sys.ensurePath(directory)
    if try Sys.status(of: directory).kind == .directory { return true }
    if blocked.insert(directory).inserted {
      pass.trouble("\(directory): is no directory, so no source goes there and its item waits: move it away")
    }
    return false
  }

  /// Copies, syncs, and reads back by SHA-256 (law 11); whether it is the source.
  private mutating func copy(
    _ source: FilePath, to target: FilePath, in archive: Archive, sha256: String
  ) throws -> Bool {
    let folder = target.removingLastComponent()
    if Sys.exists(target) {
      // From a pass that was stopped, or of the same name by chance: what counts is that it lasts and reads back.
      try Sys.sync(target)
      try Sys.sync(folder)
    } else {
      try Sys.clearPrivateName(of: target)
      try Sys.copy(source, to: Sys.privateName(of: target))
      try Sys.reveal([target])
    }
    if !archiveLasts {
      try Sys.sync(archive.directory)
      try Sys.syncNames(above: archive.directory)
    }
    archiveLasts = true
    return try Sys.sha256(of: target) == sha256
  }
}
