import ArgumentParser
import Formats
import Spool
import SystemCalls

/// How every verb that takes items lets them be chosen: conditions are joined by "and", identifiers by "or".
struct Selection: ParsableArguments {
  @Argument(help: ArgumentHelp("Identifiers of items.", valueName: "id"))
  var ids: [String] = []

  @Option(help: ArgumentHelp("A file with an identifier a line; - is standard input.", valueName: "file"))
  var from: String?

  @Option(help: ArgumentHelp("Items that were in this batch.", valueName: "batch"))
  var batch: String?

  @Option(help: ArgumentHelp("Items quarantined for this reason.", valueName: "code"))
  var reason: String?

  @Option(help: ArgumentHelp("Items of this collection.", valueName: "name"))
  var collection: String?

  @Option(help: ArgumentHelp("Items whose text this engine made.", valueName: "name"))
  var engine: String?

  @Option(help: ArgumentHelp("Items whose text was made under these settings.", valueName: "hex"))
  var fingerprint: String?

  /// Whether anything was chosen at all.
  var isEmpty: Bool {
    ids.isEmpty && [from, batch, reason, collection, engine, fingerprint].allSatisfy { $0 == nil }
  }

  /// The identifiers named; nil when none were.
  func identifiers() throws -> Set<Identifier>? {
    var texts = ids
    if let from {
      let path: FilePath = from == "-" ? "/dev/stdin" : FilePath(from)
      var reader = try LineReader(path, limit: 4096)
      while let line = try reader.next() {
        let text = String(decoding: line.bytes, as: UTF8.self)
        if !text.isEmpty && !text.hasPrefix("#") { texts.append(text) }
      }
    }
    return texts.isEmpty && from == nil ? nil : Set(try texts.map { try Identifiers.parse($0) })
  }

  /// Whether an item fits every condition but the identifiers'.
  func fits(_ metadata: ItemMetadata) -> Bool {
    if let reason, metadata.errorType != reason { return false }
    if let collection, metadata.collection != collection { return false }
    if let engine, metadata.results?.engine != engine { return false }
    if let fingerprint, metadata.results?.settingsFingerprint != fingerprint { return false }
    if let batch, metadata.results?.batchID != batch, !metadata.history.contains(where: { $0.cause == batch }) {
      return false
    }
    return true
  }
}
