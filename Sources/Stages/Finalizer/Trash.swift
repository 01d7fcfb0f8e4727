import Formats
import Manifest
import Settings
import Spool
import StageKit
import SystemCalls

/// Sources in their days of grace: `04_ocr_completed/.trash/<day>/`.
extension Finalizer {
  /// Moves a source to the trash of a day; false where that has no directory of its own.
  mutating func moveToTrash(_ source: FilePath, day: String, _ pass: Pass) throws -> Bool {
    let directory = pass.spool.trash.appending(day)
    for path in [pass.spool.trash, directory] where try !canHoldSources(path, pass) { return false }
    guard let name = source.lastComponent else { return false }
    let before = try Sys.status(of: source)
    do throws(SystemError) { try Sys.rename(source, to: directory.appending(name)) } catch {
      let there = try? Sys.status(of: directory.appending(name))
      guard there?.isSameFile(as: before) == true else { throw error }
    }
    try Sys.sync(directory)
    return true
  }

  /// Deletes sources whose grace is over, as many as a pass may.
  ///
  /// What cannot be looked at is named, and the pass goes on.
  mutating func emptyTrash(_ pass: Pass) throws {
    let settings = pass.workspace.settings.finalize
    let trash = pass.spool.trash
    guard Sys.exists(trash) else { return }
    _ = try pass.each(trash) {
      for day in try Sys.entries(of: trash) where deletions < settings.maxDeletions {
        guard let began = Timestamp("\(day.name.string)T00:00:00.000Z"),
          Timestamp.now.seconds(since: began) > settings.grace.seconds + 86_400
        else { continue }
        let directory = trash.appending(day.name)
        _ = try pass.each(directory) { try empty(directory, day: day.name.string, pass) }
      }
    }
  }

  private mutating func empty(_ directory: FilePath, day: String, _ pass: Pass) throws {
    guard try Sys.status(of: directory).kind == .directory else {
      return pass.trouble("\(directory): is no directory of the trash: move it away")
    }
    var condemned: [FilePath] = []
    for entry in try Sys.entries(of: directory)
    where deletions < pass.workspace.settings.finalize.maxDeletions {
      let path = directory.appending(entry.name)
      switch try standing(of: path, day: day, pass) {
      case .licensed:
        condemned.append(path)
        deletions += 1
      case .early: continue
      case .kept(let why): pass.trouble("\(path): \(why): it is kept; move it away, or remove it yourself")
      }
    }
    // Said first: what is missing in the trash and was not said is lost.
    for path in condemned { try pass.tell(Self.note(path, day: day)) }
    try pass.flush()
    for path in condemned { try Sys.removeIfThere(path) }
    try? Sys.removeDirectory(directory)
  }

  private static func note(_ path: FilePath, day: String) -> Event {
    var event = Event(.note)
    event.subject = .item
    event.id = path.lastComponent.map { String(decoding: DocumentKind.withoutEnding($0.bytes), as: UTF8.self) }
    event.message = "its days of grace are over: the source is deleted"
    event.fields = ["trash": .string(day)]
    return event
  }

  // MARK: What may go

  /// What is known of something in the trash whose days are over.
  private enum Standing {
    /// It is the source that the metadata in 05 says is there, and what stands for it is what was verified.
    case licensed
    /// Its item has not reached 05: a stopped pass is carried out first.
    case early
    /// It stays, for the reason given.
    case kept(String)
  }

  private func standing(of path: FilePath, day: String, _ pass: Pass) throws -> Standing {
    let foreign = Standing.kept("Sluice did not put it there")
    guard let name = path.lastComponent,
      let identifier = Identifier(String(decoding: DocumentKind.withoutEnding(name.bytes), as: UTF8.self))
    else { return foreign }
    do {
      guard try Sys.status(of: path).kind == .file else { return foreign }
      if let item = pass.spool.item(identifier, in: .stage(.processed)), try Sys.isThere(item) {
        return try Self.standing(of: path, identifier, in: item, day: day) ?? foreign
      }
      if let item = pass.spool.item(identifier, in: .stage(.completed)), try Sys.isThere(item) {
        let metadata = try ItemFiles.metadata(item, identifier)
        if metadata.put(path, day: day) { return .early }
      }
      return .kept("\(identifier) is not in 05_processed, so nothing may stand for it")
    } catch let error as SystemError where error.isFull {
      throw error
    } catch {
      return .kept("it cannot be compared with what was taken (\(error))")
    }
  }

  /// Compares what is in the trash, and all that stands for it, with the licence; nil where that is not for this file.
  private static func standing(
    of path: FilePath, _ identifier: Identifier, in item: FilePath, day: String
  ) throws -> Standing? {
    let metadata = try ItemFiles.metadata(item, identifier)
    guard metadata.put(path, day: day) else { return nil }
    guard let outputs = metadata.results?.outputs, !outputs.isEmpty else {
      return .kept("the metadata of \(identifier) names no outputs that stand for it")
    }
    for (name, expected) in outputs.sorted(by: { $0.key < $1.key }) {
      guard let name = FilePath.Component(name), name.kind == .regular else {
        return .kept("the metadata of \(identifier) names no file: \(name)")
      }
      let output = item.appending(name)
      guard try Sys.isThere(output) else { return .kept("\(output), which stands for it, is gone") }
      guard try Sys.status(of: output).size == expected.size, try Sys.sha256(of: output) == expected.sha256 else {
        return .kept("\(output), which stands for it, is not what was verified")
      }
    }
    return try change(of: path, metadata).map { .kept($0) } ?? .licensed
  }
}

extension ItemMetadata {
  /// Whether it says that its source was put into the trash of a day, under this name.
  fileprivate func put(_ path: FilePath, day: String) -> Bool {
    sourceName == path.lastComponent?.string && results?.verifiedAt != nil
      && SourcePlan(word: results?.source) == .trash(day: day)
  }
}
