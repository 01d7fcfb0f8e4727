/// `<id>.meta.json`: everything known of one item; travels with it and ends beside its text.
public struct ItemMetadata: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// The item's identifier.
  public var identifier: String
  /// What the source calls the document, where a source named it.
  public var sourceIdentifier: String?
  /// What the user called the file; bytes that are not UTF-8 are shown as U+FFFD.
  public var originalName: String
  /// The exact bytes of the original name in base64, where they are not UTF-8.
  public var originalNameBytes: String?
  /// The user's name for items that belong together.
  public var collection: String?
  /// A title the source or the user gave.
  public var title: String?
  /// A creator the source or the user gave.
  public var creator: String?
  /// A year the source or the user gave.
  public var year: String?
  /// Where the document was downloaded from.
  public var sourceURL: String?
  /// What kind of picture the document is; nil for a PDF.
  public var documentKind: DocumentKind?
  /// How the document was fetched, or that it could not be; nil for what people dropped.
  public var fetch: FetchRecord?
  /// How the document came: decides which retention policy applies.
  public var origin: Origin
  /// When the document was accepted into the spool.
  public var downloadedAt: Timestamp
  /// The source's size in bytes.
  public var fileSize: Int64
  /// The source's SHA-256, lower-case hex.
  public var sha256: String
  /// The source's MD5, lower-case hex.
  public var md5: String
  /// The source's file as it was when it was hashed: its time of change (nanoseconds since 1970), its number in its file
  /// system, and the time of change that nobody can put back, with dots between them. Whoever writes to it changes it. Older
  /// versions left the last part out, still older ones all of it.
  public var fileMark: String?
  /// Pages of the document; nil before a successful inspection.
  public var totalPages: Int?
  /// What was decided of the document before the settings decide; nil where nothing was.
  public var choice: DocumentChoice?
  /// What the inspection found; nil before a successful one.
  public var inspection: Inspection?
  /// One entry each time the item was sent back; its length is the visit.
  public var history: [HistoryEntry] = []
  /// What processing gave; nil before the item reached `04_ocr_completed`.
  public var results: ItemResults?
  /// The code of the latest reason the item is quarantined for.
  public var errorType: String?
  /// The sentence that goes with `errorType`.
  public var errorMessage: String?
  /// Anything the user or a list said of the document beyond the named fields.
  public var user: [String: JSONValue]?

  /// How a document came into the workspace.
  public enum Origin: String, Sendable, Codable {
    /// A person dropped or added the file.
    case dropped
    /// Sluice fetched it and can fetch it again.
    case downloaded
  }

  /// Whether the item has its document: one that could not be fetched has none.
  public var hasDocument: Bool { fetch?.complete ?? true }

  /// What kind of document it is: how its name ends.
  public var kind: DocumentKind {
    get { documentKind ?? .pdf }
    set { documentKind = newValue == .pdf ? nil : newValue }
  }

  /// The name of its document.
  public var sourceName: String { kind.fileName(of: identifier) }

  /// The route the document takes; nil before a successful inspection.
  public var route: Route? { inspection.map { choice?.route ?? $0.route } }

  /// The number of times the item was sent back: the visit that its steps carry.
  public var visit: Int { history.count }
  /// Attempts at processing that failed; the field users' scripts know.
  public var retryCount: Int { history.count(where: { $0.batch != nil }) }

  /// Makes the metadata of a newly accepted document.
  public init(
    identifier: String, originalName: String, originalNameBytes: String? = nil, collection: String? = nil,
    origin: Origin, downloadedAt: Timestamp, fileSize: Int64, sha256: String, md5: String
  ) {
    self.identifier = identifier
    self.originalName = originalName
    self.originalNameBytes = originalNameBytes
    self.collection = collection
    self.origin = origin
    self.downloadedAt = downloadedAt
    self.fileSize = fileSize
    self.sha256 = sha256
    self.md5 = md5
  }

  enum CodingKeys: String, CodingKey {
    case format, identifier, collection, title, creator, year, origin, sha256, md5, inspection, history, results, user
    case fetch, choice
    case sourceIdentifier = "source_identifier"
    case originalName = "original_name"
    case originalNameBytes = "original_name_bytes"
    case sourceURL = "source_url"
    case documentKind = "document_kind"
    case downloadedAt = "downloaded_at"
    case fileSize = "file_size"
    case fileMark = "file_mark"
    case totalPages = "total_pages"
    case errorType = "error_type"
    case errorMessage = "error_message"
  }
}

/// What processing gave: a part of meta.json from `04_ocr_completed` on.
public struct ItemResults: Sendable, Hashable, Codable {
  /// The batch that completed the item.
  public var batchID: String
  /// The job's number in Slurm, or the local executor's job name.
  public var slurmJobID: String
  /// The engine that ran.
  public var engine: String
  /// The versions of the programs and libraries the engine ran with, by name.
  public var versions: [String: String]
  /// The fingerprint of the settings that influence results.
  public var settingsFingerprint: String
  /// When the batch was handed to the executor.
  public var submittedAt: Timestamp
  /// When the item's coverage was proven.
  public var ocrCompletedAt: Timestamp
  /// Seconds of work the item's pages took.
  public var processingSeconds: Double
  /// Pages by the way their text was had: `text`, `ocr`, `blank`.
  public var pagesByRoute: [String: Int]
  /// The numbers of the pages that gave no text because they failed.
  public var failedPages: [Int]
  /// Characters (Unicode scalars) of text.
  public var characters: Int
  /// The numbers of pages a person should look at, by what speaks against their text (`PageDoubt`); nil where nothing does.
  public var doubts: [String: [Int]]?
  /// Pages by the language of their text, where it is known.
  public var languages: [String: Int]?
  /// `<id>.ocr.jsonl` as it was proven; nil for items of older versions.
  public var records: OutputFile?
  /// Output files by name with size and SHA-256; written by the finalizer.
  public var outputs: [String: OutputFile]?
  /// When the finalizer verified the outputs: with `outputs`, the licence to treat the source by policy.
  public var verifiedAt: Timestamp?
  /// What became of the source: `kept`, `deleted`, `trash/DAY`, `archived`.
  public var source: String?

  /// The numbers of the pages that anything speaks against.
  public var doubtfulPages: Set<Int> { Set((doubts ?? [:]).values.joined()) }

  /// One output file as it was read back.
  public struct OutputFile: Sendable, Hashable, Codable {
    /// Size in bytes.
    public var size: Int64
    /// SHA-256, lower-case hex.
    public var sha256: String
    /// Makes the record of one output file.
    public init(size: Int64, sha256: String) {
      self.size = size
      self.sha256 = sha256
    }
  }

  /// Makes the results of one item.
  public init(
    batchID: String, slurmJobID: String, engine: String, versions: [String: String], settingsFingerprint: String,
    submittedAt: Timestamp, ocrCompletedAt: Timestamp, processingSeconds: Double, pagesByRoute: [String: Int],
    failedPages: [Int], characters: Int, doubts: [String: [Int]] = [:], languages: [String: Int] = [:]
  ) {
    self.batchID = batchID
    self.slurmJobID = slurmJobID
    self.engine = engine
    self.versions = versions
    self.settingsFingerprint = settingsFingerprint
    self.submittedAt = submittedAt
    self.ocrCompletedAt = ocrCompletedAt
    self.processingSeconds = processingSeconds
    self.pagesByRoute = pagesByRoute
    self.failedPages = failedPages
    self.characters = characters
    self.doubts = doubts.isEmpty ? nil : doubts
    self.languages = languages.isEmpty ? nil : languages
  }

  enum CodingKeys: String, CodingKey {
    case engine, versions, characters, records, outputs, source, doubts, languages
    case batchID = "batch_id"
    case slurmJobID = "slurm_job_id"
    case settingsFingerprint = "settings_fingerprint"
    case submittedAt = "submitted_at"
    case ocrCompletedAt = "ocr_completed_at"
    case processingSeconds = "processing_seconds"
    case pagesByRoute = "pages_by_route"
    case failedPages = "failed_pages"
    case verifiedAt = "verified_at"
  }
}

extension ItemMetadata: Checked {
  /// Whoever reads of a document's pages goes through them: their number is one that a document can have.
  public var fault: String? {
    (0...Stated.mostPages).contains(totalPages ?? 0) ? nil : "no document has \(totalPages ?? 0) pages"
  }
}
