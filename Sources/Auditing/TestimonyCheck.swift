import Formats
import Manifest
import Spool
import StageKit
import SystemCalls

extension Audit {
  /// Compares what was drawn with what the manifests say of it; what they do not tell, with what the item says of itself.
  ///
  /// In rounds of shards, so that what is in memory of manifests does not grow with them.
  mutating func compareContents(_ found: Books, _ ledger: Ledger) throws {
    if options.sample == .none { return }
    if case .items = options.sample {
      let drawn = Dictionary(grouping: sample.drawn, by: \.id)
      let testimonies = try ledger.testimonies { drawn[$0] != nil }
      for item in sample.drawn { compareContents(item, testimonies[item.id] ?? Testimony()) }
      return
    }
    for shards in Rounds.shards(of: found) {
      let testimonies = try ledger.testimonies { shards.contains(Shard(of: $0)) }
      try tree.forEachItem { item in
        guard shards.contains(Shard(of: item.id)), sample.takes(item) else { return }
        compareContents(item, testimonies[item.id] ?? Testimony())
      }
    }
  }

  private mutating func compareContents(_ item: Placed, _ testimony: Testimony) {
    guard let identifier = Identifier(item.id) else { return }
    // What cannot be read was named when all items were looked at.
    guard let metadata = try? ItemFiles.metadata(item.path, identifier) else { return }
    var isWhole = compareSource(item, identifier, metadata, testimony)
    let room = Legal.room(of: item.place, metadata)
    if [.kept, .freed, .licensed].contains(room) {
      isWhole = compareOutputs(item, metadata, room == .licensed ? nil : testimony.outputs) && isWhole
    }
    if room == .proven || room == .licensed {
      isWhole = compareRecords(item, identifier, metadata, testimony) && isWhole
    }
    if room == .kept || room == .freed {
      isWhole = compareTreatment(item, identifier, metadata, testimony) && isWhole
      isWhole = compareOrigin(item, identifier, testimony) && isWhole
    }
    if case .quarantine = item.place { compareError(item, metadata) }
    // Nothing else is wrong with it, but its own metadata says otherwise: a worker would believe that.
    if isWhole { compareMetadata(item, identifier, metadata, testimony, isFinal: room == .kept || room == .freed) }
  }

  private mutating func compareSource(
    _ item: Placed, _ identifier: Identifier, _ metadata: ItemMetadata, _ testimony: Testimony
  ) -> Bool {
    // Its reason says already that it is another.
    if item.place == .quarantine(Reason.changed.code) { return true }
    let path = Spool.source(item.path, identifier, metadata.kind)
    guard Sys.exists(path) else { return true }
    return compare(path, sha256: testimony.contents ?? metadata.sha256, .badSource, item.id)
  }

  /// Every output that was told is there and is what was verified, and no other is.
  private mutating func compareOutputs(
    _ item: Placed, _ metadata: ItemMetadata, _ told: [String: String]?
  ) -> Bool {
    let expected = told ?? (metadata.results?.outputs ?? [:]).mapValues(\.sha256)
    var isWhole = true
    for (name, sha256) in expected.sorted(by: { $0.key < $1.key }) {
      guard FilePath.Component(bytes: Array(name.utf8)) != nil else { continue }
      isWhole = compare(item.path.appending(name), sha256: sha256, .badOutput, item.id) && isWhole
    }
    return isWhole
  }

  /// The records that outputs are to be written from, or were, are those that cleanup proved.
  private mutating func compareRecords(
    _ item: Placed, _ identifier: Identifier, _ metadata: ItemMetadata, _ testimony: Testimony
  ) -> Bool {
    let path = Spool.records(item.path, identifier)
    guard Sys.exists(path), let proven = testimony.records ?? metadata.results?.records?.sha256 else { return true }
    return compare(path, sha256: proven, .badOutput, item.id)
  }

  private mutating func compareOrigin(_ item: Placed, _ identifier: Identifier, _ testimony: Testimony) -> Bool {
    guard let proven = testimony.records, let used = testimony.writtenFrom, proven != used else { return true }
    report.breach(
      .init(
        .badOutput, id: item.id, path: shown(Spool.consolidated(item.path, identifier)),
        "it was written from other records than those that were proven: sluice log \(item.id); move the item to 00_inbox "
          + "where its source is kept, or get a backup"))
    return false
  }

  /// What became of the source, as the manifest has it: what was kept is there, and what waits in the trash or lies in the
  /// archive is what was taken.
  private mutating func compareTreatment(
    _ item: Placed, _ identifier: Identifier, _ metadata: ItemMetadata, _ testimony: Testimony
  ) -> Bool {
    guard let treatment = testimony.treatment ?? metadata.results?.source else { return true }
    let source = item.path.appending(metadata.sourceName)
    if treatment == "kept", metadata.results?.source != "kept", !Sys.exists(source) {
      report.breach(
        .init(
          .missingFile, id: item.id, path: shown(source),
          "the manifest says that it was kept, and its metadata that it was not: a backup; sluice log \(item.id)"))
      return false
    }
    if treatment == "archived" { return compareArchived(item, identifier, metadata, testimony) }
    guard treatment.hasPrefix("trash/"), let day = FilePath.Component(String(treatment.dropFirst(6))) else {
      return true
    }
    let trashed = workspace.spool.trash.appending(day).appending(metadata.sourceName)
    if Sys.exists(trashed) {
      return compare(trashed, sha256: testimony.contents ?? metadata.sha256, .badSource, item.id)
    }
    // Versions that did not tell the one did not tell the other either.
    guard testimony.outputs != nil, !testimony.isTrashEmptied else { return true }
    report.breach(
      .init(
        .missingFile, id: item.id, path: shown(trashed),
        "it waits out its days of grace there, and it is gone: a backup, or bring it back"))
    return false
  }

  /// Compares a source in the archive that the settings name; an archive that is not there at all is named once.
  private mutating func compareArchived(
    _ item: Placed, _ identifier: Identifier, _ metadata: ItemMetadata, _ testimony: Testimony
  ) -> Bool {
    // Only of the archive that the settings name is known where it is.
    guard let archive = Archive(for: metadata, workspace.settings), archive.mark == testimony.archive else {
      return true
    }
    guard Sys.exists(archive.directory) else {
      let path = shown(archive.directory)
      if !report.names(path: path) {
        report.breach(
          .init(
            .missingFile, path: path,
            "the archive with sources of items in 05_processed is not there: mount it, or say where it is (retention)"
          ))
      }
      return false
    }
    let path = archive.path(of: metadata, identifier)
    return compare(
      path, sha256: testimony.contents ?? metadata.sha256, .badSource, item.id,
      lack: "it was archived there, and it is gone: a backup, or bring it back")
  }

  /// What error.json tells a person is what the metadata says. Not where the item lies: people move it between reasons.
  private mutating func compareError(_ item: Placed, _ metadata: ItemMetadata) {
    let path = Spool.error(item.path)
    guard !report.names(path: shown(path)), Sys.exists(path) else { return }
    do {
      let bytes = try Sys.contents(of: path, limit: FormatCoding.longest)
      let record = try FormatCoding.decode(ErrorRecord.self, from: bytes)
      guard record.identifier != item.id || record.errorType != metadata.errorType ?? record.errorType else { return }
      report.breach(
        .init(
          .badMetadata, id: item.id, path: shown(path),
          "it is about \(record.identifier) and \(record.errorType), not about this: a backup; sluice log \(item.id)"))
    } catch {
      report.breach(
        .init(.unreadable, id: item.id, path: shown(path), "is no error.json: \(error); sluice log \(item.id)"))
    }
  }

  /// Compares what the metadata says with what the manifests tell, the most telling difference alone.
  private mutating func compareMetadata(
    _ item: Placed, _ identifier: Identifier, _ metadata: ItemMetadata, _ testimony: Testimony, isFinal: Bool
  ) {
    func breach(_ kind: AuditReport.Kind, _ message: String) {
      let path = shown(Spool.metadata(item.path, identifier))
      report.breach(.init(kind, id: item.id, path: path, "\(message): a backup; sluice log \(item.id)"))
    }
    if let told = testimony.contents, metadata.hasDocument, told != metadata.sha256 {
      return breach(.badSource, "it gives another checksum of the source than the manifest")
    }
    if let told = testimony.units, told != metadata.totalPages ?? 0 {
      return breach(.badMetadata, "it says \(metadata.totalPages ?? 0) pages, and the manifest \(told)")
    }
    if let told = testimony.bytes, told != metadata.fileSize {
      return breach(.badMetadata, "it says \(metadata.fileSize) bytes, and the manifest \(told)")
    }
    if let told = testimony.originalName, told != metadata.originalName {
      return breach(.badMetadata, "it says that the file was called \(metadata.originalName), and the manifest \(told)")
    }
    if isFinal, let told = testimony.metadata, told != (try? metadata.sum) {
      return breach(.badMetadata, "it is not what the finalizer published")
    }
  }

  // MARK: Batches

  /// Compares what remains of batches with what they were put to rest with.
  mutating func compareRested(_ ledger: Ledger) throws {
    guard options.sample == .all else { return }
    let told = try ledger.rested()
    for name in try workspace.spool.batches(in: workspace.spool.rest) {
      guard let told = told[name.description] else { continue }
      let directory = workspace.spool.rested(name)
      // Versions that did not say when they removed raw results did so after that time.
      let mayBeGone =
        told.isRawRemoved
        || Timestamp.now.seconds(since: told.time) > workspace.settings.cleanup.keepRaw.seconds
      for (file, sha256) in told.files.sorted(by: { $0.key < $1.key }) {
        guard let component = FilePath.Component(file), component.kind == .regular else { continue }
        let path = directory.appending(component)
        let isRaw = file.hasPrefix("raw.")
        if isRaw, mayBeGone, !Sys.exists(path) { continue }
        _ = compare(
          path, sha256: sha256, .badOutput, name.description,
          lack: isRaw ? "it is kept for cleanup.keep_raw, and it is gone: a backup" : nil)
      }
    }
  }

  /// Compares what tasks left in batches that are not harvested with their last words.
  mutating func compareTries() throws {
    guard options.sample == .all else { return }
    for name in try workspace.spool.batches(in: workspace.spool.path(.processing)) {
      let chunks = BatchLayout(workspace.spool.batch(name, in: .processing)).chunks
      for chunk in try Self.directories(in: chunks) {
        for path in try Self.directories(in: chunk) {
          let outcome = BatchLayout.Try(path).outcome
          guard let outcome = try? FormatCoding.contents(Outcome.self, of: outcome) else { continue }
          for (file, sha256) in outcome.paths(in: path) {
            _ = compare(file, sha256: sha256, .badOutput, name.description)
          }
        }
      }
    }
  }

  private static func directories(in directory: FilePath) throws(SystemError) -> [FilePath] {
    guard Sys.exists(directory) else { return [] }
    return try Sys.entries(of: directory).filter { $0.kind != .file && $0.kind != .symlink }
      .map { directory.appending($0.name) }.filter { (try? Sys.status(of: $0).kind) == .directory }
  }
}
