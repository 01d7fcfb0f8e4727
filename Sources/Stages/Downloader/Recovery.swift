import Formats
import Spool
import StageKit
import SystemCalls

extension Downloader {
  /// Finishes what a stopped pass took: a private directory with a document is admitted, one without is debris.
  public mutating func recover(_ pass: Pass) throws {
    try removeEmptyHandovers(pass)
    try recoverLists(pass)
    guard Sys.exists(pass.spool.incoming) else { return }
    var taken: [Taken] = []
    for entry in try Sys.entries(of: pass.spool.incoming) {
      let directory = pass.spool.incoming.appending(entry.name)
      taken += try pass.each(directory) { try recover(directory, entry.name.string, pass).map { [$0] } ?? [] } ?? []
      if taken.count == pass.groupSize {
        try admit(taken, pass)
        taken = []
      }
    }
    try admit(taken, pass)
  }

  /// What is to be admitted of one private directory; nil where nothing is.
  private mutating func recover(_ directory: FilePath, _ name: String, _ pass: Pass) throws -> Taken? {
    if name.hasPrefix(Spool.fetchingPrefix) {
      // What came of a document is kept, to be continued.
      if !Sys.exists(Spool.fetched(directory)) { try Spool.removeDebris(directory) }
      return nil
    }
    if try carryOut(directory, pass) { return nil }
    guard let identifier = Identifier(name), Spool.found(directory, identifier) != nil else {
      try removeDebris(directory, pass)
      return nil
    }
    return try retake(identifier, directory, pass)
  }

  /// Seconds after which a directory of `sluice add` without document or list is debris: nobody copies one for a day.
  private static let handoverAge = 86_400.0

  /// Removes what `sluice add` or a pass that took its document left when it was stopped.
  private func removeEmptyHandovers(_ pass: Pass) throws {
    guard Sys.exists(pass.spool.added) else { return }
    var now: Int64?
    for entry in try Sys.entries(of: pass.spool.added) {
      let directory = pass.spool.added.appending(entry.name)
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

  private mutating func retake(_ identifier: Identifier, _ directory: FilePath, _ pass: Pass) throws -> Taken {
    let kind = try Self.settleName(identifier, in: directory)
    let sums = try FileSums(of: try Sys.open(Spool.source(directory, identifier, kind), .read))
    let metadata = try ItemFiles.metadataIfSound(directory, identifier)
    let note = try FormatCoding.contents(Arrival.self, of: Spool.arrival(directory))
    let wasHere = metadata?.returnEntry != nil
    let arrival = note ?? Self.note(identifier, from: metadata, wasHere: wasHere)
    let index = try openIndex(pass)
    let isNew = !wasHere || arrival.fetched != nil
    let twin = sums.size == 0 || !isNew ? nil : try index.twin(ofContents: sums.sha256, besides: identifier)
    index.add(
      identifier, contents: twin == nil && sums.size > 0 ? sums.sha256 : nil,
      entry: wasHere ? nil : arrival.fetched?.entry)
    return Taken(
      identifier: identifier, directory: directory, arrival: arrival, returning: wasHere ? metadata : nil, sums: sums,
      twin: twin, kind: kind)
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
