import Formats
import Foundation
import Lists
import Spool
import StageKit
import SystemCalls

/// Something in the inbox that has settled.
struct Candidate {
  enum Kind {
    /// A file a person dropped.
    case dropped
    /// A directory that `sluice add` published.
    case added
    /// A list.
    case list(ListKind)
    /// An item's directory that comes back.
    case returning(ItemMetadata)
  }

  let kind: Kind
  /// The file, or for a returning item its directory.
  let document: FilePath
  /// Where the user put it, relative to the inbox, for messages.
  let shown: String
  /// Whether `sluice add` published it with a note.
  var isAdded = false
}

/// A document on its way into its private directory.
private struct Move {
  let from: FilePath
  let shown: String
  let taken: Taken
  /// What it was when it was hashed.
  let before: FileStatus
}

extension Downloader {
  /// Takes candidates into private directories: hashed, named, noted, and only then moved.
  ///
  /// The notes of the whole group are synced before the first file moves, so a crash at any point leaves each file either
  /// in the inbox or beside a note that says what it was called.
  mutating func take(_ candidates: [Candidate], _ pass: Pass, refusals: inout Refusals) throws -> [Taken] {
    var moves: [Move] = []
    candidates: for candidate in candidates {
      do {
        if case .list = candidate.kind {
          try takeList(candidate, pass, refusals: &refusals)
          continue
        }
        if let move = try prepareMove(candidate, pass, refusals: &refusals) { moves.append(move) }
      } catch let error as SystemError where error.isOfSignal {
        break candidates
      } catch let error as SystemError where Self.isOfDocument(error, candidate) {
        // Another pass has it, or whoever put it there took it back.
        if error.errno == .noSuchFileOrDirectory, !Sys.exists(candidate.document) { continue }
        refusals.add(candidate.shown, reason: "unreadable", message: error.description)
      } catch let error as ItemFiles.Unreadable {
        refusals.add(candidate.shown, reason: "unreadable", message: error.description)
      }
    }
    let notes = moves.flatMap { [Spool.arrival($0.taken.directory), $0.taken.directory] }
    if !notes.isEmpty { try pass.sync(notes + [pass.incoming]) }
    var taken: [Taken] = []
    for move in moves {
      if try make(move, pass, refusals: &refusals) {
        taken.append(move.taken)
      } else {
        index?.forget(move.taken.identifier)
      }
    }
    let folders = Set(moves.filter { $0.taken.returning == nil }.map { $0.from.removingLastComponent() })
    try makeLast(Array(folders), pass)
    // Removing climbs, so a folder of the set can go with one below it.
    for folder in folders { removeIfEmptied(folder, pass) }
    return taken
  }

  /// Makes last what was taken out of folders. One that was renamed meanwhile, or exchanged, is not found by its path: then the
  /// whole file system is synced.
  private func makeLast(_ folders: [FilePath], _ pass: Pass) throws(SystemError) {
    do throws(SystemError) { try pass.sync(folders) } catch {
      let isGone = [.noSuchFileOrDirectory, .notDirectory, .tooManySymbolicLinkLevels].contains(error.errno)
      guard isGone, !error.isOfSync else { throw error }
      try Sys.syncFileSystem(of: Sys.open(pass.incoming, .directory))
    }
  }

  /// Whether an error is the document's own. One met in our private directories would befall the others as well.
  private static func isOfDocument(_ error: SystemError, _ candidate: Candidate) -> Bool {
    guard !error.isFull, let path = error.path else { return false }
    if case .added = candidate.kind { return path.starts(with: candidate.document.removingLastComponent()) }
    return path.starts(with: candidate.document)
  }

  private mutating func prepareMove(
    _ candidate: Candidate, _ pass: Pass, refusals: inout Refusals
  ) throws -> Move? {
    if case .returning(let metadata) = candidate.kind {
      return try prepareReturn(candidate, metadata, pass, refusals: &refusals)
    }
    let file = try Beneath(candidate.document, below: pass.spool.path(.inbox)).open()
    let before = try Sys.status(of: file)
    let sums = try FileSums(of: file)
    guard try Sys.status(of: file) == before else { return nil }  // still growing: the next pass sees
    let kind = try Self.kind(of: file) ?? .pdf
    let arrival = try arrivalNote(candidate, pass)
    let index = try openIndex(pass)
    let twin = sums.size == 0 ? nil : try index.twin(ofContents: sums.sha256)
    let identifier = try index.identify(
      name: arrival.nameBytes, sha256: sums.sha256, isDuplicate: twin != nil,
      isTaken: { (name) throws(SystemError) in try Sys.isThere(pass.incoming(name)) })
    index.add(identifier, contents: twin == nil && sums.size > 0 ? sums.sha256 : nil)

    let directory = pass.incoming(identifier)
    try Sys.ensurePath(pass.incoming)
    try Sys.makeDirectory(directory)
    try Sys.writePrivate(try FormatCoding.file(arrival), at: Spool.arrival(directory))
    let taken = Taken(
      identifier: identifier, directory: directory, arrival: arrival, returning: nil, sums: sums, twin: twin,
      kind: kind, isFresh: true)
    return Move(from: candidate.document, shown: candidate.shown, taken: taken, before: before)
  }

  /// The kind that an open file's first bytes announce; nil for none.
  static func kind(of file: borrowing Descriptor) throws(SystemError) -> DocumentKind? {
    var head = [UInt8](repeating: 0, count: DocumentKind.headSize)
    head.removeSubrange(try Sys.read(file, at: 0, into: &head, from: 0)...)
    return DocumentKind(head: head)
  }

  /// Gives the document in a private directory the name its contents ask for, and answers its kind.
  ///
  /// Versions that knew PDFs alone called everything `.pdf`; such an item comes back under its right name.
  static func settleName(_ identifier: Identifier, in directory: FilePath) throws(SystemError) -> DocumentKind {
    guard let found = Spool.found(directory, identifier) else { return .pdf }
    guard let kind = try kind(of: try Sys.open(found.path, .read)), kind != found.kind else { return found.kind }
    try Sys.rename(found.path, to: Spool.source(directory, identifier, kind))
    return kind
  }

  private mutating func prepareReturn(
    _ candidate: Candidate, _ before: ItemMetadata, _ pass: Pass, refusals: inout Refusals
  ) throws -> Move? {
    guard let identifier = Identifier(before.identifier) else { return nil }
    guard try openIndex(pass).isKnown(identifier) else {
      refusals.add(
        candidate.shown, reason: "unknown_item",
        message: "It looks like an item, but \(identifier) was never one here: drop only its document.")
      return nil
    }
    let place = try Beneath(candidate.document, below: pass.spool.path(.inbox))
    let directory = try place.openDirectory()
    let metadata = before.returned(at: .now)
    if metadata != before {
      try directory.publish(try FormatCoding.file(metadata), at: Spool.metadata(candidate.document, identifier))
    }
    guard let source = Spool.found(candidate.document, identifier) else { return nil }
    let sums = try FileSums(of: try directory.open(source.path))
    // The note goes into the item's own directory: the rename below carries it.
    let arrival = Arrival(originalName: metadata.originalName, at: .now, visit: metadata.visit)
    try directory.publish(try FormatCoding.file(arrival), at: Spool.arrival(candidate.document))
    let target = pass.incoming(identifier)
    try Sys.ensurePath(pass.incoming)
    try place.rename(to: target)
    guard try directory.isAt(target) else {
      // Somebody exchanged it meanwhile.
      try place.takeBack(target)
      return nil
    }
    let taken = Taken(
      identifier: identifier, directory: target, arrival: arrival, returning: metadata, sums: sums, twin: nil,
      kind: try Self.settleName(identifier, in: target))
    let before = try Sys.status(of: taken.path)
    return Move(from: target, shown: candidate.shown, taken: taken, before: before)
  }

  private func arrivalNote(_ candidate: Candidate, _ pass: Pass) throws -> Arrival {
    if case .added = candidate.kind {
      let path = Spool.arrival(candidate.document.removingLastComponent())
      let bytes = try Sys.contents(of: path, limit: FormatCoding.longest)
      do {
        return try FormatCoding.decode(Arrival.self, from: bytes)
      } catch {
        throw ItemFiles.Unreadable(path: path, message: "does not say what the document is called: \(error)")
      }
    }
    let collection = pass.workspace.settings.collection
    return Arrival(
      name: candidate.document.lastComponent?.bytes ?? [], collection: collection.isEmpty ? nil : collection)
  }

  private func make(_ move: Move, _ pass: Pass, refusals: inout Refusals) throws -> Bool {
    if move.taken.returning != nil { return true }  // moved already, note and all
    do throws(SystemError) {
      let place = try Beneath(move.from, below: pass.spool.path(.inbox))
      if try Self.moveIn(place, to: move.taken.path, move.before) { return true }
    } catch {
      if error.isFull { throw error }
      // A person took it away, or we may not: the note is debris, the file stays.
      if error.errno != .noSuchFileOrDirectory {
        refusals.add(move.shown, reason: "unreadable", message: error.description)
      }
    }
    try Spool.removeDebris(move.taken.directory)
    return false
  }

  /// Moves a file that was hashed to where only this pass looks for it. False where somebody has written to it since: then it
  /// is back where it was, until it has settled.
  ///
  /// Not the answer of the rename counts but where the file is: a file server whose reply was lost says "no such file" of a
  /// rename it made.
  static func moveIn(
    _ file: borrowing Beneath, to target: FilePath, _ before: FileStatus
  ) throws(SystemError) -> Bool {
    do throws(SystemError) { try file.rename(to: target) } catch {
      guard let moved = try? Sys.status(of: target), moved.isSameFile(as: before) else { throw error }
    }
    if try Sys.status(of: target).isUnchanged(since: before) { return true }
    try file.takeBack(target)
    return false
  }

  /// A folder whose last file was taken goes too; one that still holds anything stays.
  func removeIfEmptied(_ folder: FilePath, _ pass: Pass) {
    var folder = folder
    if folder.starts(with: pass.spool.added) && folder != pass.spool.added {
      // What could not be taken keeps the note that says what it is called.
      guard let isEmpty = try? Inbox.added(in: folder) == nil, isEmpty else { return }
      try? Sys.removeIfThere(Spool.arrival(folder))
    }
    while folder != pass.spool.path(.inbox), folder != pass.spool.added, folder != pass.spool.incoming,
      folder.starts(with: pass.spool.path(.inbox))
    {
      guard let place = try? Beneath(folder, below: pass.spool.path(.inbox)), (try? place.removeDirectory()) != nil
      else {
        return
      }
      folder.removeLastComponent()
    }
  }
}

extension Arrival {
  /// The note for a file name.
  public init(name: [UInt8], collection: String?) {
    let isText = String(validating: name, as: UTF8.self) != nil
    self.init(
      originalName: String(decoding: name, as: UTF8.self),
      originalNameBytes: isText ? nil : Data(name).base64EncodedString(), collection: collection, at: .now)
  }

  /// The name's exact bytes.
  public var nameBytes: [UInt8] {
    originalNameBytes.flatMap { Data(base64Encoded: $0) }.map(Array.init) ?? Array(originalName.utf8)
  }
}
