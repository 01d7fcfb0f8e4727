import Formats
import Manifest
import Spool
import StageKit

/// What the manifests say of one item's contents: told when they were read, by the worker that read them, and not by the item.
struct Testimony: Sendable, Hashable {
  /// The SHA-256 of the document that was taken last.
  var contents: String?
  /// What the finalizer did with the source: `kept`, `deleted`, `trash/DAY`, `archived`.
  var treatment: String?
  /// The SHA-256 of the outputs it verified, by name; nil where it was of a version that did not tell.
  var outputs: [String: String]?
  /// Whether the source was deleted in the trash, its days of grace being over.
  var isTrashEmptied = false
  /// The SHA-256 of the records that cleanup proved.
  var records: String?
  /// The SHA-256 of the records that the finalizer wrote the outputs from.
  var writtenFrom: String?
  /// The archive that the source was put into: `Archive.mark`.
  var archive: String?
  /// What the metadata came to when the item went to its last place: `ItemMetadata.sum`.
  var metadata: String?
  /// Pages, bytes and original name of the document that was taken last.
  var units: Int?
  var bytes: Int64?
  var originalName: String?

  /// Takes over what an event of a worker says.
  fileprivate mutating func hear(_ event: Event, of worker: WorkerName) {
    guard let fields = event.fields else { return }
    if fields["trash"] != nil { isTrashEmptied = true }
    if let told = fields["sha256"]?.string ?? fields["contents"]?.string { contents = told }
    if worker == .downloader, event.kind == .step {
      (units, bytes) = (event.units, event.bytes)
      originalName = fields["original_name"]?.string ?? originalName
    }
    if worker == .cleanup { records = fields["records"]?.string }
    guard event.to == Place.stage(.processed).description else { return }
    treatment = fields["source"]?.string
    outputs = fields["outputs"]?.texts
    writtenFrom = fields["records"]?.string
    metadata = fields["metadata"]?.string
    archive = fields["archive"]?.string
    isTrashEmptied = false
  }
}

/// What cleanup told of a batch that went to its rest.
struct RestTestimony: Sendable {
  /// The SHA-256 of its files, by name.
  var files: [String: String]
  /// When that was.
  var time: Timestamp
  /// Whether its raw results were removed since, being kept long enough.
  var isRawRemoved: Bool

  fileprivate init?(_ events: [Event]) {
    guard let step = events.last(where: { $0.kind == .step }), let files = step.fields?["files"]?.texts else {
      return nil
    }
    self.files = files
    time = step.time
    isRawRemoved = events.last?.fields?["raw"] != nil
  }
}

extension Ledger {
  /// What is said of the items that are wanted, read from the events themselves: in memory is as much as is wanted.
  func testimonies(of isWanted: (String) -> Bool) throws -> [String: Testimony] {
    var testimonies: [String: Testimony] = [:]
    for worker in [WorkerName.downloader, .cleanup, .finalizer] {
      for (id, events) in try told(by: worker, .item, where: isWanted) {
        for event in events { testimonies[id, default: Testimony()].hear(event, of: worker) }
      }
    }
    return testimonies
  }

  /// What is said of batches at rest, by batch.
  func rested() throws -> [String: RestTestimony] {
    try told(by: .cleanup, .batch) { _ in true }.compactMapValues { RestTestimony($0) }
  }

  /// The events of a worker that say anything of contents and were made, by what they move, in order.
  private func told(
    by worker: WorkerName, _ subject: Event.Subject, where isWanted: (String) -> Bool
  ) throws -> [String: [Event]] {
    var told: [String: [Event]] = [:]
    let reader = workspace.manifest(of: worker.rawValue)
    for segment in try Segment.list(in: reader.directory) {
      try reader.forEach(in: segment) { entry in
        guard case .event(let event, _) = entry, event.subject == subject, let id = event.id, isWanted(id) else {
          return true
        }
        if event.kind != .void, event.fields?.isTestimony == true {
          // The last two: one that is taken back leaves what was said before, and a note is said again by a pass after a stop.
          if event.kind == .step || told[id]?.last?.kind != .note {
            told[id] = Array((told[id] ?? []).suffix(1)) + [event]
          }
        } else if event.kind == .void, let of = event.of {
          told[id]?.removeAll { $0.sequence == of }
        }
        return true
      }
    }
    for event in try undone(worker) { told[event.id ?? ""]?.removeAll { $0.sequence == event.sequence } }
    return told
  }
}

extension [String: JSONValue] {
  fileprivate var isTestimony: Bool {
    ["sha256", "contents", "outputs", "source", "files", "trash", "records", "raw"].contains { self[$0] != nil }
  }
}

extension JSONValue {
  /// The texts of an object, by name.
  fileprivate var texts: [String: String]? {
    guard case .object(let members) = self else { return nil }
    return members.compactMapValues(\.string)
  }
}
