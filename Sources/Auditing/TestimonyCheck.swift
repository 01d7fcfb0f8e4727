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
    if room == .kept || room == .freed { isWhole = compareTreatment(item, metadata, testimony) && isWhole }
    // Nothing else is wrong with it, but its own metadata says otherwise: a worker would believe that.
    if isWhole, let told = testimony.contents, metadata.hasDocument, told != metadata.sha256 {
      report.breach(
        .init(
          .badSource, id: item.id, path: shown(Spool.metadata(item.path, identifier)),
          "it gives another checksum of the source than the manifest: sluice log \(item.id)"))
    }
  }

  private mutating func compareSource(
    _ item: Placed, _ identifier: Identifier, _ metadata: ItemMetadata, _ testimony: Testimony
  ) -> Bool {
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

  /// What became of the source, as the manifest has it: what was kept is there, and what waits in the trash is what was taken.
  private mutating func compareTreatment(_ item: Placed, _ metadata: ItemMetadata, _ testimony: Testimony) -> Bool {
    guard let treatment = testimony.treatment ?? metadata.results?.source else { return true }
    let source = item.path.appending(metadata.sourceName)
    if treatment == "kept", metadata.results?.source != "kept", !Sys.exists(source) {
      report.breach(
        .init(
          .missingFile, id: item.id, path: shown(source),
          "the manifest says that it was kept, and its metadata that it was not: a backup; sluice log \(item.id)"))
      return false
    }
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

  /// Compares what remains of batches with what they were put to rest with; raw results may be gone, as they are kept for a time.
  mutating func compareRested(_ ledger: Ledger) throws {
    guard options.sample == .all else { return }
    let told = try ledger.restedFiles()
    for name in try workspace.spool.batches(in: workspace.spool.rest) {
      let directory = workspace.spool.rested(name)
      for (file, sha256) in (told[name.description] ?? [:]).sorted(by: { $0.key < $1.key }) {
        guard let component = FilePath.Component(file), component.kind == .regular else { continue }
        let path = directory.appending(component)
        if file.hasPrefix("raw."), !Sys.exists(path) { continue }
        _ = compare(path, sha256: sha256, .badOutput, name.description)
      }
    }
  }
}
