import Digests
import Formats
import Manifest
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
      if let change = try Self.change(of: source, work.metadata) {
        pass.trouble("\(source): \(change), so it is no longer what was read: it is kept; sluice show \(identifier)")
        try work.keepSource()
        return try removeLeftovers(of: work)
      }
      deletions += 1
      switch plan {
      case .keep: break
      // "No such file" is the answer of a server whose first reply was lost: what was there a moment ago is gone.
      case .delete: try Sys.removeIfThere(source)
      case .trash(let day): try moveToTrash(source, day: day, pass)
      case .archive:
        if let refusal = try archive(source, identifier, work.metadata, pass.workspace.settings) {
          pass.trouble("\(identifier): \(refusal): its source is kept")
          try work.keepSource()
        }
      }
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
  /// Size and time tell, and the file's number. Another file of the same size and time, as in a copy of the workspace, is read
  /// and compared.
  static func change(of source: FilePath, _ metadata: ItemMetadata) throws(SystemError) -> String? {
    let status = try Sys.status(of: source)
    guard status.size == metadata.fileSize else {
      return "it has \(status.size) bytes and had \(metadata.fileSize) when it was taken"
    }
    if let mark = metadata.fileMark {
      if mark == status.mark { return nil }
      guard mark.hasPrefix("\(status.modified).") else { return "it was written to since it was taken" }
    }
    let digest = Digest(.sha256)
    try Sys.forEachPart(of: try Sys.open(source, .read)) { digest.update($0) }
    guard Digest.hex(digest.finish()) == metadata.sha256, try Sys.status(of: source) == status else {
      return "its contents are not those that were taken"
    }
    return nil
  }

  private func moveToTrash(_ source: FilePath, day: String, _ pass: Pass) throws {
    let directory = pass.spool.trash.appending(day)
    try Sys.ensurePath(directory)
    guard let name = source.lastComponent else { return }
    let before = try Sys.status(of: source)
    do throws(SystemError) { try Sys.rename(source, to: directory.appending(name)) } catch {
      let there = try? Sys.status(of: directory.appending(name))
      guard there?.isSameFile(as: before) == true else { throw error }
    }
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
      try Sys.clearPrivateName(of: target)
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
    try Sys.removeIfThere(source)
    return nil
  }

  /// What was done to a source while it lay in the trash; nil where it is what was read, or where its item is not in 05 any more.
  private func trashChange(of path: FilePath, _ pass: Pass) throws -> String? {
    guard let name = path.lastComponent.map({ DocumentKind.withoutEnding($0.bytes) }),
      let identifier = Identifier(String(decoding: name, as: UTF8.self)),
      let item = pass.spool.item(identifier, in: .stage(.processed)), Sys.exists(item)
    else { return nil }
    do {
      return try Self.change(of: path, try ItemFiles.metadata(item, identifier))
    } catch let error as SystemError where error.isFull {
      throw error
    } catch {
      return "it cannot be compared with what was taken (\(error))"
    }
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
      var condemned: [FilePath] = []
      for entry in try Sys.entries(of: directory) where deletions < settings.maxDeletions {
        let path = directory.appending(entry.name)
        if let change = try trashChange(of: path, pass) {
          pass.trouble("\(path): \(change): it is kept; move it away, or remove it yourself")
          continue
        }
        condemned.append(path)
        deletions += 1
      }
      // Said first: what is missing in the trash and was not said is lost.
      for path in condemned { try pass.tell(Self.note(path, day: day.name.string)) }
      try pass.flush()
      for path in condemned { try Sys.removeIfThere(path) }
      try? Sys.removeDirectory(directory)
    }
  }

  private static func note(_ path: FilePath, day: String) -> Event {
    var event = Event(.note)
    event.subject = .item
    event.id = path.lastComponent.map { String(decoding: DocumentKind.withoutEnding($0.bytes), as: UTF8.self) }
    event.message = "its days of grace are over: the source is deleted"
    event.fields = ["trash": .string(day)]
    return event
  }
}
