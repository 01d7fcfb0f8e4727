import Formats
import Spool
import StageKit
import SystemCalls

extension Downloader {
  /// Finishes what a stopped pass took: a private directory with a document is admitted, one without is debris. What a pass
  /// that may still work has in its hands is left alone.
  public mutating func recover(_ pass: Pass) throws {
    try removeEmptyHandovers(pass)
    try recoverLists(pass)
    guard Sys.exists(pass.spool.incoming) else { return }
    for left in try takeOver(pass) {
      try finish(left, pass)
      try leaveIncoming(left, pass)
    }
  }

  /// Takes over what passes that are gone had in their private hands, each by one rename; answers where it is now.
  private func takeOver(_ pass: Pass) throws -> [FilePath] {
    var own: [FilePath] = []
    for entry in try Sys.entries(of: pass.spool.incoming) {
      let left = pass.spool.incoming.appending(entry.name)
      let target = pass.spool.incoming(of: Maker.draw())
      if entry.name.string.hasPrefix(Spool.passPrefix) {
        if try pass.takeOver(left, to: target) { own.append(target) }
      } else if Identifier(entry.name.string) != nil {
        // Versions before gave no directory to a pass.
        try Sys.ensurePath(target)
        if try pass.takeOver(left, to: target.appending(entry.name)) { own.append(target) }
      }
    }
    if !own.isEmpty { try pass.sync(own + [pass.spool.incoming]) }
    return own
  }

  /// Finishes what a stopped pass took.
  private mutating func finish(_ left: FilePath, _ pass: Pass) throws {
    var taken: [Taken] = []
    for entry in try Sys.entries(of: left) where !entry.name.string.hasPrefix(Spool.fetchingPrefix) {
      // What is left is finished by the next pass.
      if Sys.notedSignal != nil { break }
      let directory = left.appending(entry.name)
      do {
        taken += try pass.each(directory) { try recover(directory, entry.name.string, pass).map { [$0] } ?? [] } ?? []
      } catch let error as SystemError where error.isOfSignal {
        break
      }
      if taken.count == pass.groupSize {
        try admit(taken, pass)
        taken = []
      }
    }
    try admit(taken, pass)
  }

  /// Goes on with what an earlier pass left of a document: it is this pass's by one rename, and nobody else's then.
  func claim(_ job: FetchJob, _ run: FetchRun) throws {
    guard !Sys.exists(job.directory), let name = job.directory.lastComponent else { return }
    try Sys.ensurePath(run.incoming)
    let left = run.incoming.removingLastComponent().appending(name)
    do throws(SystemError) { try Sys.rename(left, to: job.directory) } catch {
      if error.errno != .noSuchFileOrDirectory { throw error }
    }
  }

  /// Ends the use of a pass's private directory: what came of documents that are still wanted is put where the next pass looks
  /// for it. A directory that holds anything else stays for that pass.
  func leaveIncoming(_ directory: FilePath, _ pass: Pass) throws {
    guard Sys.exists(directory) else { return }
    for entry in try Sys.entries(of: directory) where entry.name.string.hasPrefix(Spool.fetchingPrefix) {
      let own = directory.appending(entry.name)
      if try !Sys.exists(Spool.fetched(own)) && Spool.removeDebris(own) { continue }
      do throws(SystemError) { try Sys.rename(own, to: pass.spool.incoming.appending(entry.name)) } catch {
        // Another pass fetched it, too.
        guard error.errno == .fileExists else { throw error }
        try Spool.removeDebris(own, fetched: true)
      }
    }
    do throws(SystemError) { try Spool.removeEmpty(directory) } catch {
      guard error.errno == .directoryNotEmpty else { throw error }
    }
  }

  /// What is to be admitted of one private directory; nil where nothing is.
  private mutating func recover(_ directory: FilePath, _ name: String, _ pass: Pass) throws -> Taken? {
    if try carryOut(directory, pass) { return nil }
    guard let identifier = Identifier(name) else {
      try removeDebris(directory, pass)
      return nil
    }
    if Spool.found(directory, identifier) == nil, Sys.exists(Spool.arrival(directory)) {
      try finishNaming(identifier, directory)
    }
    guard Spool.found(directory, identifier) != nil else {
      try removeDebris(directory, pass)
      return nil
    }
    return try retake(identifier, directory, pass)
  }

  /// Seconds after which a directory of `sluice add` without document or list is debris: nobody copies one for a day.
  private static let handoverAge = 86_400.0

  /// Removes what `sluice add` or a pass that took its document left when it was stopped.
  private func removeEmptyHandovers(_ pass: Pass) throws {
    guard let added = try pass.spool.own(.added) else { return }
    var now: Int64?
    for entry in try Sys.entries(of: added) {
      let directory = added.appending(entry.name)
      if Sys.exists(directory.appending(Inbox.addedDocument)) { continue }
      let probe = try now ?? Inbox(spool: pass.spool, settings: pass.workspace.settings).probeTime()
      now = probe
      _ = try pass.each(directory) {
        let files = try Sys.entries(of: directory).map { directory.appending($0.name) }
        let modified = try (files + [directory]).map { try Sys.status(of: $0).modified }.max() ?? probe
        if Double(probe - modified) / 1e9 > Self.handoverAge { try Spool.removeDebris(directory) }
      }
    }
  }

  private func removeDebris(_ directory: FilePath, _ pass: Pass) throws {
    // A returning item that lost its document is still an item: back to the door it came by, for a person to see.
    if let identifier = directory.lastComponent.flatMap({ Identifier($0.string) }),
      Sys.exists(Spool.metadata(directory, identifier))
    {
      let metadata = try ItemFiles.metadataIfSound(directory, identifier)
      if metadata?.hasDocument ?? true || metadata?.returnEntry != nil {
        try Sys.rename(directory, to: pass.spool.path(.inbox).appending(identifier.text))
        return
      }
    }
    try Spool.removeDebris(directory)
  }

  /// Carries out what was decided on a document that could not be fetched; says whether that was so. A document that was
  /// whole and had no name yet gets it.
  private mutating func carryOut(_ directory: FilePath, _ pass: Pass) throws -> Bool {
    guard let identifier = directory.lastComponent.flatMap({ Identifier($0.string) }) else { return false }
    if Spool.found(directory, identifier) != nil { return false }
    if Sys.exists(Spool.fetched(directory)), Sys.exists(Spool.arrival(directory)) {
      let kind = try Self.kind(of: try Sys.open(Spool.fetched(directory), .read)) ?? .pdf
      try Sys.rename(Spool.fetched(directory), to: Spool.source(directory, identifier, kind))
      return false
    }
    guard let note = try FormatCoding.contents(Arrival.self, of: Spool.arrival(directory)),
      let metadata = try ItemFiles.metadataIfSound(directory, identifier), !metadata.hasDocument,
      metadata.visit > note.visit ?? 0, metadata.errorType != nil, Sys.exists(Spool.error(directory))
    else { return false }
    try openIndex(pass).add(identifier, contents: nil, entry: note.visit == nil ? note.fetched?.entry : nil)
    try commit([Unfetched(identifier: identifier, directory: directory, note: note, metadata: metadata)], pass)
    return true
  }

  private mutating func retake(_ given: Identifier, _ place: FilePath, _ pass: Pass) throws -> Taken {
    var (identifier, directory) = (given, place)
    let kind = try Self.settleName(identifier, in: directory)
    let sums = try FileSums(of: try Sys.open(Spool.source(directory, identifier, kind), .read))
    var metadata = try ItemFiles.metadataIfSound(directory, identifier)
    let note = try FormatCoding.contents(Arrival.self, of: Spool.arrival(directory))
    let wasHere = metadata?.returnEntry != nil
    if metadata == nil, note.map({ $0.visit != nil }) ?? true, try Sys.isThere(Spool.metadata(directory, identifier)) {
      // Its history is nowhere else, and taken for new it would be a duplicate of itself.
      _ = try ItemFiles.metadata(directory, identifier)
    }
    let arrival = note ?? Self.note(identifier, from: metadata, wasHere: wasHere)
    let index = try openIndex(pass)
    let isNew = !wasHere || arrival.fetched != nil
    var twin = sums.size == 0 || !isNew ? nil : try index.twin(ofContents: sums.sha256, besides: identifier)
    if !wasHere, let other = try pass.spool.locate(identifier) {
      // Two passes gave one name, and the other item has it: this one gets another, and is decided on anew.
      let contents = try ItemFiles.metadataIfSound(other.path, identifier)?.sha256
      if sums.size > 0, contents == sums.sha256 { twin = identifier }
      let target = directory.removingLastComponent()
      identifier = try index.identify(
        name: arrival.nameBytes, sha256: sums.sha256, isDuplicate: true,
        isTaken: { (name) throws(SystemError) in try Sys.isThere(target.appending(name.text)) })
      directory = try rename(given, place, to: identifier, kind, arrival)
      metadata = nil
    }
    index.add(
      identifier, contents: twin == nil && sums.size > 0 ? sums.sha256 : nil,
      entry: wasHere ? nil : arrival.fetched?.entry)
    return Taken(
      identifier: identifier, directory: directory, arrival: arrival, returning: wasHere ? metadata : nil, sums: sums,
      twin: twin, kind: kind)
  }

  /// Gives a document in its private directory another identifier. Its note lasts before what was decided of it goes.
  private func rename(
    _ given: Identifier, _ place: FilePath, to identifier: Identifier, _ kind: DocumentKind, _ arrival: Arrival
  ) throws -> FilePath {
    var arrival = arrival
    // What is told by metadata alone was to be no arrival.
    if arrival.visit == -1 { arrival.visit = nil }
    try Sys.publish(try FormatCoding.file(arrival), at: Spool.arrival(place))
    try Sys.removeIfThere(Spool.metadata(place, given))
    try Sys.removeIfThere(Spool.error(place))
    let target = place.removingLastComponent().appending(identifier.text)
    try Sys.rename(place, to: target)
    try Sys.rename(Spool.source(target, given, kind), to: Spool.source(target, identifier, kind))
    return target
  }

  /// Gives a document the name of its directory where a pass was stopped that gave both another identifier.
  private func finishNaming(_ identifier: Identifier, _ directory: FilePath) throws {
    for entry in try Sys.entries(of: directory) {
      let former = Identifier(String(decoding: DocumentKind.withoutEnding(entry.name.bytes), as: UTF8.self))
      guard let former, let found = Spool.found(directory, former), found.path.lastComponent == entry.name else {
        continue
      }
      return try Sys.rename(found.path, to: Spool.source(directory, identifier, found.kind))
    }
  }

  /// The note of an arrival that has lost its own: the decision was written and the note removed, and the metadata says it
  /// all. What a list asked for stays known as that, or the list would ask again.
  private static func note(_ identifier: Identifier, from metadata: ItemMetadata?, wasHere: Bool) -> Arrival {
    var note = Arrival(
      originalName: metadata?.originalName ?? DocumentKind.pdf.fileName(of: identifier.text),
      collection: metadata?.collection, at: metadata?.downloadedAt ?? .now, visit: -1)
    note.fetched = wasHere ? nil : metadata?.fetched
    return note
  }
}
