/// `batch.json`: what a batch is, frozen by the dispatcher.
public struct BatchRecord: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// The batch's name, `batch_000001`.
  public var batchID: String
  /// The name its job will carry: `sluice-` and 64 random bits in hex, drawn by the dispatcher (law 7).
  public var jobName: String
  /// When the dispatcher closed it.
  public var createdAt: Timestamp
  /// The engine its tasks run.
  public var engine: String
  /// The settings the tasks run under, frozen.
  public var settings: TaskSettings
  /// The fingerprint of the settings that influence results.
  public var settingsFingerprint: String
  /// Bytes of memory each of its tasks needs at least, where less was not enough before; nil for what the settings say.
  public var memoryBytes: Int64?
  /// Its chunks, in order.
  public var chunks: [ChunkRecord]

  /// Items of all chunks.
  public var items: Int { chunks.reduce(0) { $0 + $1.items } }
  /// Pages of all chunks.
  public var pages: Int { chunks.reduce(0) { $0 + $1.pages } }

  /// Makes the record of a batch.
  public init(
    batchID: String, jobName: String, createdAt: Timestamp, engine: String, settings: TaskSettings,
    settingsFingerprint: String, chunks: [ChunkRecord]
  ) {
    self.batchID = batchID
    self.jobName = jobName
    self.createdAt = createdAt
    self.engine = engine
    self.settings = settings
    self.settingsFingerprint = settingsFingerprint
    self.chunks = chunks
  }

  enum CodingKeys: String, CodingKey {
    case format, engine, settings, chunks
    case batchID = "batch_id"
    case jobName = "job_name"
    case createdAt = "created_at"
    case settingsFingerprint = "settings_fingerprint"
    case memoryBytes = "memory_bytes"
  }
}

/// One chunk of a batch: the part one array task works on. Its list is `chunks/<name>/list.ndjson`.
public struct ChunkRecord: Sendable, Hashable, Codable {
  /// The chunk's directory below `chunks/`, four digits or more from `0001`.
  public var name: String
  /// Items in its list.
  public var items: Int
  /// Pages to do.
  public var pages: Int
  /// Seconds the task may take.
  public var walltimeSeconds: Int

  /// Makes the record of a chunk.
  public init(name: String, items: Int, pages: Int, walltimeSeconds: Int) {
    self.name = name
    self.items = items
    self.pages = pages
    self.walltimeSeconds = walltimeSeconds
  }

  enum CodingKeys: String, CodingKey {
    case name, items, pages
    case walltimeSeconds = "walltime_seconds"
  }
}

/// One line of a chunk's `list.ndjson`: an item and the units expected of it.
public struct ChunkEntry: Sendable, Hashable, Codable {
  /// The item's identifier.
  public var identifier: String
  /// The document, relative to the batch's directory: `items/<id>/<id>.pdf`, or with the ending of another kind.
  public var path: String
  /// Units (pages) the item has.
  public var units: Int
  /// The item's visit when it was packed.
  public var visit: Int
  /// The document's SHA-256, which a task may check.
  public var sha256: String

  /// The document's name.
  public var sourceName: String {
    path.split(separator: "/").last.map(String.init) ?? DocumentKind.pdf.fileName(of: identifier)
  }

  /// Makes a line of the list.
  public init(identifier: String, path: String, units: Int, visit: Int, sha256: String) {
    self.identifier = identifier
    self.path = path
    self.units = units
    self.visit = visit
    self.sha256 = sha256
  }
}

/// What a task needs to know, frozen into batch.json so that a change of settings never splits a batch.
public struct TaskSettings: Sendable, Hashable, Codable {
  /// Tesseract's language codes, joined by `+`.
  public var languages: String
  /// Dots per inch a page is rendered at for recognition.
  public var dpi: Int
  /// Whether hidden text under a scanned image is trusted.
  public var trustHiddenText: Bool
  /// The least quality (0 to 1) at which a page's own text is used by `auto`.
  public var textQuality: Double
  /// Seconds one page may take.
  public var pageTimeoutSeconds: Double
  /// Bytes of memory a parser process may use.
  public var parserMemory: Int64
  /// The `command` engine's program and its first arguments; document and output paths follow.
  public var command: [String]
  /// Whether the task copies documents to node-local scratch first.
  public var stageIn: Bool
  /// What the engine `olmocr` is told; nil for other engines.
  public var olmocr: OlmocrSettings?

  /// Makes the settings of a task.
  public init(
    languages: String, dpi: Int, trustHiddenText: Bool, textQuality: Double, pageTimeoutSeconds: Double,
    parserMemory: Int64, command: [String], stageIn: Bool
  ) {
    self.languages = languages
    self.dpi = dpi
    self.trustHiddenText = trustHiddenText
    self.textQuality = textQuality
    self.pageTimeoutSeconds = pageTimeoutSeconds
    self.parserMemory = parserMemory
    self.command = command
    self.stageIn = stageIn
  }

  enum CodingKeys: String, CodingKey {
    case languages, dpi, command, olmocr
    case trustHiddenText = "trust_hidden_text"
    case textQuality = "text_quality"
    case pageTimeoutSeconds = "page_timeout_seconds"
    case parserMemory = "parser_memory"
    case stageIn = "stage_in"
  }
}
