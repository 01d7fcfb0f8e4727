import Digests
import Formats
import Manifest
import Settings
import Spool
import SystemCalls

/// A workspace with any number of items that have travelled, as the workers would have left it: for measuring what looks at
/// all of it. Documents are 20 bytes long, their texts one page.
///
/// Of a hundred items 80 are processed (the sources of half of them kept), 4 wait in 04, 6 in 01, 5 are in batches and 5 in
/// quarantine. Every step is told in the manifests of its worker.
public struct MadeWorkspace {
  /// Items of one batch.
  private static let company = 500
  /// Steps of one pass: a segment.
  private static let passSteps = 20_000

  private let root: FilePath
  private let spool: Spool
  private let items: Int
  private var histories: [String: History] = [:]
  private var batch = 0

  /// Where an item has come to.
  private enum Fate: Int {
    case kept, freed, proven, waiting, packed, quarantined

    init(_ number: Int) {
      switch number % 100 {
      case 0..<40: self = .kept
      case 40..<80: self = .freed
      case 80..<84: self = .proven
      case 84..<90: self = .waiting
      case 90..<95: self = .packed
      default: self = .quarantined
      }
    }
  }

  /// Makes it in an empty directory.
  public static func make(at root: FilePath, items: Int) throws {
    var workspace = MadeWorkspace(root: root, spool: Spool(root: root), items: items)
    try workspace.spool.create()
    for name in ["manifests", "slurm-templates"] { try Sys.ensurePath(root.appending(name)) }
    try Sys.writePrivate(Array(Settings.defaultFile().utf8), at: root.appending("sluice.yaml"))
    for start in stride(from: 0, to: items, by: company) {
      try workspace.makeCompany(start..<min(start + company, items))
    }
    for history in workspace.histories.values { try history.end() }
  }

  private init(root: FilePath, spool: Spool, items: Int) {
    self.root = root
    self.spool = spool
    self.items = items
    for worker in ["downloader", "dispatcher", "submitter", "cleanup", "finalizer"] {
      histories[worker] = History(root.appending("manifests").appending(worker), worker)
    }
  }

  private mutating func say(
    _ worker: String, _ id: String, _ from: String, _ to: String, _ subject: Event.Subject = .item
  ) throws {
    try histories[worker]?.say(
      .step(subject, id, visit: 0, from: from, to: to, units: 1, bytes: Int64(Self.document.count)))
  }

  // MARK: Items

  private static let document = Array("%PDF-1.4 and no more".utf8)
  private static let sums = (sha256: Digest.sha256Hex(document), md5: Digest.hex(Digest.of(document, .md5)))
  private static let record = DolmaRecord(
    id: "x", text: "One page.", source: "sluice", added: "2026-01-01", created: "2026-01-01",
    metadata: ["pdf-total-pages": .integer(1)],
    attributes: ["pdf_page_numbers": .array([.array([.integer(0), .integer(9), .integer(1)])])])

  /// The items of one batch, from the inbox to wherever they have come.
  private mutating func makeCompany(_ numbers: Range<Int>) throws {
    batch += 1
    let name = BatchName(number: batch)
    let packed = numbers.filter { Fate($0) == .packed }
    for number in numbers {
      let fate = Fate(number)
      guard let identifier = Identifier("item-\(number)") else { continue }
      let place: Place =
        switch fate {
        case .kept, .freed: .stage(.processed)
        case .proven: .stage(.completed)
        case .waiting: .stage(.downloaded)
        case .packed: .batch(name)
        case .quarantined: .quarantine("damaged")
        }
      let inBatch = spool.batch(name, in: .processing).appending("items").appending(identifier.text)
      try fill(spool.item(identifier, in: place) ?? inBatch, identifier, fate)
      try tell(identifier.text, fate, name.description)
    }
    try say("dispatcher", name.description, "outside", "02_ocr_pending", .batch)
    try say("submitter", name.description, "02_ocr_pending", "03_ocr_processing", .batch)
    if packed.isEmpty { try say("cleanup", name.description, "03_ocr_processing", "manifests/batches", .batch) }
    try makeBatch(name, holding: packed)
  }

  private mutating func tell(_ id: String, _ fate: Fate, _ batch: String) throws {
    try say("downloader", id, "outside", fate == .quarantined ? "99_errors/damaged" : "01_downloaded")
    if fate == .quarantined || fate == .waiting { return }
    try say("dispatcher", id, "01_downloaded", batch)
    if fate == .packed { return }
    try say("cleanup", id, batch, "04_ocr_completed")
    if fate == .proven { return }
    try say("finalizer", id, "04_ocr_completed", "05_processed")
  }

  private func fill(_ directory: FilePath, _ identifier: Identifier, _ fate: Fate) throws {
    try Sys.ensureUnsynced(directory)
    var metadata = ItemMetadata(
      identifier: identifier.text, originalName: "\(identifier).pdf", origin: .dropped, downloadedAt: .now,
      fileSize: Int64(Self.document.count), sha256: Self.sums.sha256, md5: Self.sums.md5)
    metadata.totalPages = 1
    metadata.inspection = Inspection(totalPages: 1, route: .text, reasons: ["made"], sample: [])
    if fate != .freed { try Sys.writeNew(Self.document, at: Spool.source(directory, identifier, .pdf)) }
    if [.kept, .freed, .proven].contains(fate) { metadata.results = Self.results(fate) }
    switch fate {
    case .kept, .freed:
      let records = try FormatCoding.line([Self.record])
      let text = Array("One page.\n".utf8)
      try Sys.writeNew(records, at: Spool.consolidated(directory, identifier))
      try Sys.writeNew(text, at: Spool.markdown(directory, identifier))
      metadata.results?.outputs = [
        "\(identifier).ocr.json": .init(size: Int64(records.count), sha256: Digest.sha256Hex(records)),
        "\(identifier).md": .init(size: Int64(text.count), sha256: Digest.sha256Hex(text)),
      ]
    case .proven: try Sys.writeNew(try FormatCoding.line(Self.record), at: Spool.records(directory, identifier))
    case .quarantined:
      metadata.errorType = "damaged"
      let record = ErrorRecord(
        identifier: identifier.text, originalName: metadata.originalName, reason: .damaged, message: "Made so.",
        worker: "downloader", quarantinedAt: .now, retryCount: 0)
      try Sys.writeNew(try FormatCoding.file(record), at: Spool.error(directory))
    case .waiting, .packed: break
    }
    try Sys.writeNew(try FormatCoding.file(metadata), at: Spool.metadata(directory, identifier))
  }

  private static func results(_ fate: Fate) -> ItemResults {
    var results = ItemResults(
      batchID: "batch_000001", slurmJobID: "sluice-0", engine: "text", versions: [:], settingsFingerprint: "0",
      submittedAt: .now, ocrCompletedAt: .now, processingSeconds: 0, pagesByRoute: ["text": 1], failedPages: [],
      characters: 9)
    if fate != .proven {
      results.verifiedAt = .now
      results.source = fate == .kept ? "kept" : "deleted"
    }
    return results
  }

  // MARK: Batches

  private func makeBatch(_ name: BatchName, holding numbers: [Int]) throws {
    let isResting = numbers.isEmpty
    let layout = BatchLayout(isResting ? spool.rested(name) : spool.batch(name, in: .processing))
    try Sys.ensureUnsynced(layout.directory)
    let task = TaskSettings(
      languages: "eng", dpi: 200, trustHiddenText: false, textQuality: 0.7, pageTimeoutSeconds: 120,
      parserMemory: 1 << 31, command: [], stageIn: true)
    let digits = String(name.number, radix: 16)
    let job = "sluice-" + String(repeating: "0", count: 16 - digits.count) + digits
    let record = BatchRecord(
      batchID: name.description, jobName: job, createdAt: .now, engine: "text", settings: task,
      settingsFingerprint: "0",
      chunks: [ChunkRecord(name: "0001", items: Self.company, pages: Self.company, walltimeSeconds: 60)])
    try Sys.writeNew(try FormatCoding.file(record), at: layout.record)
    let answer = JobRecord(
      executor: "local", jobName: job, slurmJobID: job, host: Sys.hostName, bootID: Sys.bootID, submittedAt: .now)
    try Sys.writeNew(try FormatCoding.file(answer), at: layout.job)
    guard !isResting else { return }
    try Sys.ensureUnsynced(layout.closedChunk("0001"))
    let list = try numbers.flatMap { number in
      try FormatCoding.line(
        ChunkEntry(
          identifier: "item-\(number)", path: "items/item-\(number)/item-\(number).pdf", units: 1, visit: 0,
          sha256: Self.sums.sha256))
    }
    try Sys.writeNew(list, at: layout.closedChunk("0001").appending("list.ndjson"))
  }

  /// One worker's manifest, a segment for each so many steps.
  private final class History {
    private let reader: ManifestReader
    private let worker: String
    private var writer: ManifestWriter?
    private var steps = 0

    init(_ directory: FilePath, _ worker: String) {
      reader = ManifestReader(directory)
      self.worker = worker
    }

    func say(_ event: Event) throws {
      let writer = try self.writer ?? ManifestWriter(directory: reader.directory, worker: worker, after: reader.tail())
      self.writer = writer
      try writer.append(event)
      steps += 1
      if steps % 1000 == 0 { try mark() }
      if steps % MadeWorkspace.passSteps == 0 { self.writer = nil }
    }

    func end() throws { if writer != nil { try mark() } }

    private func mark() throws {
      try writer?.append(Event(.mark))
      try writer?.sync()
    }
  }
}

extension Sys {
  /// Writes a file that is not there; nothing is made lasting, as a made workspace is lost with the machine.
  fileprivate static func writeNew(_ bytes: [UInt8], at path: FilePath) throws(SystemError) {
    let file = try open(path, .createNew)
    try write(bytes, to: file)
  }

  fileprivate static func ensureUnsynced(_ path: FilePath) throws(SystemError) {
    do throws(SystemError) { try makeDirectory(path) } catch {
      if error.errno == .fileExists { return }
      guard error.errno == .noSuchFileOrDirectory else { throw error }
      try ensureUnsynced(path.removingLastComponent())
      try ensureUnsynced(path)
    }
  }
}
