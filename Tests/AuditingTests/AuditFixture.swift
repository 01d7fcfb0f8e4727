import Digests
import Formats
import Scheduling
import Settings
import SystemCalls
import TestSupport
import Testing

@testable import Auditing
@testable import Manifest
@testable import Spool
@testable import StageKit

/// A workspace with an item in each place, whose manifests and tree agree until a test makes them differ.
final class AuditFixture: Sendable {
  let temporary: TemporaryDirectory
  let workspace: Workspace
  var spool: Spool { workspace.spool }

  static let packed = BatchName(number: 1)
  static let submitted = BatchName(number: 2)
  static let rested = BatchName(number: 3)

  init() throws {
    temporary = try TemporaryDirectory(inMemory: true)
    workspace = try Workspace(root: temporary.path, settings: Settings())
    try workspace.spool.create()
    for (name, place) in [
      ("waiting", Place.stage(.downloaded)), ("done", .stage(.processed)), ("kept", .stage(.processed)),
      ("proven", .stage(.completed)), ("bad", .quarantine("damaged")), ("packed", .batch(Self.packed)),
      ("running", .batch(Self.submitted)),
    ] {
      try put(name, in: place)
    }
    let layout = BatchLayout(spool.rested(Self.rested))
    try Sys.ensurePath(layout.directory)
    try write(record(Self.rested), at: layout.record)
    try write(job(Self.rested), at: layout.job)
    try Sys.writePrivate(Self.raw, at: layout.directory.appending("raw.gz"))
    let files = try Sys.entries(of: layout.directory).map { entry in
      let bytes = try Sys.contents(of: layout.directory.appending(entry.name))
      return (entry.name.string, JSONValue.string(Digest.sha256Hex(bytes)))
    }
    try say(
      .batch, Self.rested.description, from: "outside", to: Place.rest.description, by: "cleanup",
      fields: ["files": .object(Dictionary(uniqueKeysWithValues: files))])
  }

  static let raw = Array("raw results".utf8)

  func path(_ name: String, _ place: Place) -> FilePath {
    guard let identifier = Identifier(name) else { return "" }
    if case .batch(let batch) = place { return layout(batch).items.appending(name) }
    return spool.item(identifier, in: place) ?? ""
  }

  func layout(_ batch: BatchName) -> BatchLayout {
    BatchLayout(batch == Self.rested ? spool.rested(batch) : spool.batch(batch, in: stage(of: batch)))
  }

  private func stage(of batch: BatchName) -> Stage { batch == Self.packed ? .pending : .processing }

  private func write(_ value: some Encodable, at path: FilePath) throws {
    try Sys.writePrivate(try FormatCoding.file(value), at: path)
  }

  // MARK: Items

  static let pdf = Array("%PDF".utf8)
  static let markdown = Array("abc\n".utf8)

  /// One record of one page.
  static func records(pages: [Int] = [1]) -> [UInt8] {
    let spans = pages.map { "[0,3,\($0)]" }.joined(separator: ",")
    let text = """
      [{"id":"x","text":"abc","source":"sluice","added":"2026-01-01","created":"2026-01-01","metadata":{},
      "attributes":{"pdf_page_numbers":[\(spans)]}}]

      """
    return Array(text.utf8)
  }

  private func put(_ name: String, in place: Place) throws {
    let directory = path(name, place)
    try Sys.ensurePath(directory)
    if name != "done" { try Sys.writePrivate(Self.pdf, at: directory.appending("\(name).pdf")) }
    switch place {
    case .stage(.completed): try Sys.writePrivate(Array("{}\n".utf8), at: directory.appending("\(name).ocr.jsonl"))
    case .stage(.processed):
      try Sys.writePrivate(Self.records(), at: directory.appending("\(name).ocr.json"))
      try Sys.writePrivate(Self.markdown, at: directory.appending("\(name).md"))
    case .quarantine:
      let record = ErrorRecord(
        identifier: name, originalName: name, reason: .damaged, message: "", worker: "downloader", quarantinedAt: .now,
        retryCount: 0)
      try write(record, at: Spool.error(directory))
    case .batch(let batch): try pack(name, batch)
    default: break
    }
    try write(metadata(name, in: place), at: directory.appending("\(name).meta.json"))
    try say(
      .item, name, from: "outside", to: place.description, units: 1, bytes: Int64(Self.pdf.count),
      fields: testimony(name, in: place))
  }

  /// What workers tell of an item's contents.
  private func testimony(_ name: String, in place: Place) -> [String: JSONValue] {
    let metadata = metadata(name, in: place)
    var fields: [String: JSONValue] = ["contents": .string(metadata.sha256)]
    guard place == .stage(.processed), let results = metadata.results else { return fields }
    fields["source"] = results.source.map { .string($0) }
    fields["outputs"] = .object((results.outputs ?? [:]).mapValues { .string($0.sha256) })
    return fields
  }

  /// What is known of an item in a place.
  func metadata(_ name: String, in place: Place, records: [UInt8] = records()) -> ItemMetadata {
    var metadata = ItemMetadata(
      identifier: name, originalName: name, origin: .dropped, downloadedAt: .now, fileSize: Int64(Self.pdf.count),
      sha256: Digest.sha256Hex(Self.pdf), md5: "")
    metadata.totalPages = 1
    if case .quarantine(let code) = place { metadata.errorType = code }
    guard place == .stage(.processed) || place == .stage(.completed) else { return metadata }
    metadata.results = ItemResults(
      batchID: "batch_000003", slurmJobID: "", engine: "text", versions: [:], settingsFingerprint: "",
      submittedAt: .now, ocrCompletedAt: .now, processingSeconds: 0, pagesByRoute: [:], failedPages: [], characters: 3)
    guard place == .stage(.processed) else { return metadata }
    metadata.results?.outputs = [
      "\(name).ocr.json": .init(size: Int64(records.count), sha256: Digest.sha256Hex(records)),
      "\(name).md": .init(size: Int64(Self.markdown.count), sha256: Digest.sha256Hex(Self.markdown)),
    ]
    metadata.results?.verifiedAt = .now
    metadata.results?.source = name == "done" ? "deleted" : "kept"
    return metadata
  }

  func publish(_ metadata: ItemMetadata, in directory: FilePath) throws {
    try write(metadata, at: directory.appending("\(metadata.identifier).meta.json"))
  }

  // MARK: Batches

  func record(_ batch: BatchName, called name: String? = nil) -> BatchRecord {
    let task = TaskSettings(
      languages: "eng", dpi: 1, trustHiddenText: false, textQuality: 0, pageTimeoutSeconds: 1, parserMemory: 1,
      command: [], stageIn: false)
    return BatchRecord(
      batchID: name ?? batch.description, jobName: "sluice-000000000000000\(batch.number)", createdAt: .now,
      engine: "text", settings: task, settingsFingerprint: "",
      chunks: [ChunkRecord(name: "0001", items: 1, pages: 1, walltimeSeconds: 1)])
  }

  func job(_ batch: BatchName, executor: String = "local", name: String? = nil) -> JobRecord {
    let name = name ?? "sluice-000000000000000\(batch.number)"
    return JobRecord(
      executor: executor, jobName: name, slurmJobID: name, host: Sys.hostName, bootID: Sys.bootID, submittedAt: .now)
  }

  private func pack(_ name: String, _ batch: BatchName) throws {
    let layout = layout(batch)
    try write(record(batch), at: layout.record)
    try Sys.ensurePath(layout.chunk("0001"))
    try list(name, in: batch, path: "items/\(name)/\(name).pdf")
    if batch == Self.submitted { try write(job(batch), at: layout.job) }
    try say(.batch, batch.description, from: "outside", to: stage(of: batch).rawValue)
  }

  func list(_ name: String, in batch: BatchName, path: String) throws {
    let entry = ChunkEntry(identifier: name, path: path, units: 1, visit: 0, sha256: "")
    try Sys.writePrivate(try FormatCoding.line(entry), at: layout(batch).list("0001"))
  }

  // MARK: Manifests

  /// Writes a step and its mark, as a pass of its own: a segment.
  func say(
    _ subject: Event.Subject, _ id: String, from: String, to: String, by worker: String = "downloader",
    marked: Bool = true, list: String? = nil, units: Int = 0, bytes: Int64 = 0, fields: [String: JSONValue]? = nil
  ) throws {
    var step = Event.step(subject, id, visit: 0, from: from, to: to, units: units, bytes: bytes)
    step.fields = fields
    if let list { step.fields = ["entry": .string("https://example.org/\(id)"), "list": .string(list)] }
    try tell(marked ? [step, Event(.mark)] : [step], by: worker)
  }

  /// Writes events as a pass of their own.
  func tell(_ events: [Event], by worker: String = "downloader") throws {
    let reader = workspace.manifest(of: worker)
    let writer = ManifestWriter(directory: reader.directory, worker: worker, after: try reader.tail())
    for event in events { try writer.append(event) }
    try writer.sync()
  }

  /// The segment in which an item or batch came.
  func segment(of id: String) throws -> FilePath {
    let reader = workspace.manifest(of: "downloader")
    for segment in try Segment.list(in: reader.directory) {
      var holds = false
      try reader.forEach(in: segment) { entry in
        if case .event(let event, _) = entry, event.id == id { holds = true }
        return !holds
      }
      if holds { return reader.directory.appending(segment.name) }
    }
    throw Missing(what: id)
  }

  struct Missing: Error { let what: String }

  func audit(_ sample: Sample = .none, executor: (any Executor)? = nil) throws -> AuditReport {
    var options = Audit.Options()
    options.sample = sample
    options.executor = executor
    return try Audit.run(workspace, options: options)
  }

  /// The real local executor of this workspace.
  var local: LocalExecutor {
    LocalExecutor(SupervisorOptions(batch: "", slots: spool.slots, concurrency: 1, program: "/bin/false"))
  }

  /// Every path below the workspace but the manifests, with what is in it.
  func contents() throws -> [String: [UInt8]] {
    var found: [String: [UInt8]] = [:]
    func look(_ directory: FilePath) throws {
      for entry in try Sys.entries(of: directory) {
        let path = directory.appending(entry.name)
        if entry.kind == .directory { try look(path) }
        if entry.kind == .file { found[path.string] = try Sys.contents(of: path) }
      }
    }
    try look(spool.directory)
    return found.filter { !$0.key.contains("/.leases/") }
  }

  // MARK: Doing damage

  func copy(_ from: FilePath, _ to: FilePath) throws {
    try Sys.ensurePath(to)
    for entry in try Sys.entries(of: from) {
      try Sys.writePrivate(try Sys.contents(of: from.appending(entry.name)), at: to.appending(entry.name))
    }
  }

  func move(_ from: FilePath, _ to: FilePath) throws {
    try Sys.ensurePath(to.removingLastComponent())
    try Sys.rename(from, to: to)
  }

  func age(_ path: FilePath, days: Int) throws {
    let modified = try Sys.status(of: path).modified
    try Sys.setModified(path, to: modified - Int64(days) * 86_400_000_000_000)
  }
}

/// A workspace damaged in one way, and what an audit says of it.
struct Damage: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var breaches: [AuditReport.Kind] = []
  var notices: [AuditReport.Kind] = []
  /// Whether everything agrees again after `--repair`; nil where only a person can say what is right.
  var isRepaired = true
  let act: @Sendable (AuditFixture) throws -> Void
}
