import Digests
import Formats
import Settings
import Spool
import StageKit
import SystemCalls

extension Finalizer {
  /// Treats the source as the licence says, and removes what the outputs replace. False when the pass has deleted enough.
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
      deletions += 1
      switch plan {
      case .keep: break
      case .delete: try Sys.unlink(source)
      case .trash(let day): try moveToTrash(source, day: day, pass)
      case .archive:
        if let refusal = try archive(source, identifier, work.metadata, pass.workspace.settings) {
          pass.trouble("\(identifier): \(refusal): its source is kept")
          try work.keepSource()
        }
      }
    }
    for leftover in [Spool.records(work.found.path, identifier), Spool.pages(work.found.path, identifier)] {
      try Sys.removeIfThere(leftover)
    }
    return true
  }

  private func moveToTrash(_ source: FilePath, day: String, _ pass: Pass) throws {
    let directory = pass.spool.trash.appending(day)
    try Sys.ensurePath(directory)
    guard let name = source.lastComponent else { return }
    try Sys.rename(source, to: directory.appending(name))
    try Sys.sync(directory)
  }

  /// Copies, syncs, reads back by SHA-256, and only then removes (law 11). Answers why it was not done, if it was not.
  private mutating func archive(
    _ source: FilePath, _ identifier: Identifier, _ metadata: ItemMetadata, _ settings: Settings
  ) throws -> String? {
    let policy = metadata.origin == .dropped ? settings.retention.dropped : settings.retention.downloaded
    guard case .archive(let directory) = policy else {
      // The policy changed after the licence: what was decided can no longer be done, so the source stays.
      return "it was to be archived, and retention names no archive any more"
    }
    let folder = FilePath(directory).appending(identifier.shard.description)
    try Sys.ensurePath(folder)
    let target = folder.appending(metadata.sourceName)
    if Sys.exists(target) {
      // From a pass that was stopped, or of the same name by chance: what counts is that it lasts and reads back.
      try Sys.sync(target)
      try Sys.sync(folder)
    } else {
      try Sys.removeIfThere(Sys.privateName(of: target))
      try Sys.copy(source, to: Sys.privateName(of: target))
      try Sys.reveal([target])
    }
    if !archiveLasts {
      try Sys.sync(FilePath(directory))
      try Sys.syncNames(above: FilePath(directory))
    }
    archiveLasts = true
    let copied = Digest(.sha256)
    try Sys.forEachPart(of: try Sys.open(target, .read)) { copied.update($0) }
    guard Digest.hex(copied.finish()) == metadata.sha256 else {
      return "\(target) does not read back as its source"
    }
    try Sys.unlink(source)
    return nil
  }

  /// Deletes sources whose grace is over, as many as a pass may.
  mutating func emptyTrash(_ pass: Pass) throws {
    let settings = pass.workspace.settings.finalize
    guard Sys.exists(pass.spool.trash) else { return }
    for day in try Sys.entries(of: pass.spool.trash) {
      guard let began = Timestamp("\(day.name.string)T00:00:00.000Z"),
        Timestamp.now.seconds(since: began) > settings.grace.seconds + 86_400
      else { continue }
      let directory = pass.spool.trash.appending(day.name)
      for entry in try Sys.entries(of: directory) {
        guard deletions < settings.maxDeletions else { return }
        try Sys.unlink(directory.appending(entry.name))
        deletions += 1
      }
      try? Sys.removeDirectory(directory)
    }
  }
}
