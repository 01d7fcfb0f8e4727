import Formats

/// One example of a format as it is written, with the name it has in a workspace.
struct Example: Sendable {
  let path: String
  let bytes: [UInt8]
}

/// Examples of every format: once with all that may be there, once with only what must.
enum Examples {
  static let instant = Timestamp(milliseconds: 1_795_234_813_123)
  static let sha256 = String(repeating: "0f", count: 32)
  static let md5 = String(repeating: "a1", count: 16)
  static let fingerprint = "0123456789abcdef"
  static let jobName = "sluice-00000000deadbeef"
  static let versions = ["poppler": "22.12.0", "tesseract": "5.3.0"]

  static func all() throws -> [Example] {
    let (full, bare) = (fullMetadata, bareMetadata)
    return try [
      file("01_downloaded/ab/\(full.identifier)/\(full.identifier).meta.json", full), file("b/bare.meta.json", bare),
      file("02_ocr_pending/batch_000001/batch.json", batch),
      lines("02_ocr_pending/batch_000001/chunks/0001/list.ndjson", [entry]),
      file("03_ocr_processing/batch_000001/job.json", localJob),
      file("03_ocr_processing/batch_000002/job.json", slurmJob),
      file("03_ocr_processing/batch_000003/doubt.json", heldDoubt),
      file(
        "03_ocr_processing/batch_000004/doubt.json",
        DoubtRecord(jobName: jobName, phase: .asking, reason: "sbatch died of signal 9", since: instant)),
      file("a/outcome.json", completeOutcome), file("b/outcome.json", failedOutcome),
      file("a/error.json", fullError), file("b/error.json", bareError),
      lines("a/pages.ndjson", pages), lines("a/id.pages.ndjson", pages),
      lines("a/id.ocr.jsonl", [record]), file("a/id.ocr.json", [record, record]),
      file("a/arrival.json", fullArrival), file("b/arrival.json", Arrival(originalName: "scan.pdf", at: instant)),
      file("c/arrival.json", fetchedArrival), file("manifests/lists/a~0f0f0f0f/progress.json", fullProgress),
      file("00_inbox/.lists/b~0f0f0f0f/progress.json", bareProgress),
      lines("manifests/lists/a~0f0f0f0f/rejects.ndjson", [ListReject(line: 3, message: "It is none.", text: [0xff])]),
    ]
  }

  static func file(_ path: String, _ value: some Encodable) throws -> Example {
    Example(path: path, bytes: try FormatCoding.file(value))
  }

  static func lines(_ path: String, _ values: [some Encodable]) throws -> Example {
    Example(path: path, bytes: try values.flatMap { try FormatCoding.line($0) })
  }

  static var bareMetadata: ItemMetadata {
    ItemMetadata(
      identifier: "bare", originalName: "bare.pdf", origin: .dropped, downloadedAt: instant, fileSize: 0,
      sha256: sha256, md5: md5)
  }

  static var fullMetadata: ItemMetadata {
    var made = ItemMetadata(
      identifier: "Straße_été-1.2~0f0f0f0f.2", originalName: "Straße\u{fffd}\n.pdf", originalNameBytes: "U3RyYf8K",
      collection: "maps", origin: .downloaded, downloadedAt: instant, fileSize: 1 << 40, sha256: sha256, md5: md5)
    made.sourceIdentifier = "ark:/13960/t1"
    made.fileMark = "1795234813123456789.131842.1795234813123456790"
    made.title = "A \"title\""
    made.creator = "Somebody"
    made.year = "1901"
    made.sourceURL = "https://example.org/a?b"
    made.totalPages = 12
    made.choice = DocumentChoice(route: .ocr, engine: "tesseract")
    made.inspection = Inspection(
      totalPages: 12, producer: "pdfTeX", title: "", author: "x", pdfVersion: "1.7", route: .mixed,
      reasons: ["2 of 3 pages have text"],
      sample: [PageSample(page: 1, characters: 0, quality: 0, hidden: true, imageCoverage: 1, route: .ocr)])
    made.inspection?.attachmentCount = 2
    made.inspection?.attachments = [Attachment(name: "Übersicht.csv", size: 1200), Attachment(name: "notes")]
    made.inspection?.form = .xfa
    made.inspection?.portfolio = true
    made.history = [
      HistoryEntry(
        cause: "batch_000001", to: "01_downloaded", reason: "no_result", message: "The task gave no result.",
        at: instant, ownFailure: false, company: 32, lostNode: true),
      HistoryEntry(
        cause: "quarantine 1", to: "99_errors/encrypted", reason: "encrypted", message: "", at: instant,
        ownFailure: true),
      HistoryEntry(cause: "retry 1", to: "00_inbox", reason: "retry", message: "", at: instant, ownFailure: false),
    ]
    var results = ItemResults(
      batchID: "batch_000001", slurmJobID: jobName, engine: "auto", versions: versions,
      settingsFingerprint: fingerprint, submittedAt: instant, ocrCompletedAt: instant, processingSeconds: 12.5,
      pagesByRoute: ["text": 3, "ocr": 8, "blank": 1], failedPages: [7], characters: 12_345)
    results.records = ItemResults.OutputFile(size: 7, sha256: sha256)
    results.outputs = ["a.md": ItemResults.OutputFile(size: 5, sha256: sha256)]
    results.verifiedAt = instant
    results.source = "trash/2026-11-21"
    made.results = results
    made.fetch = fullFetch
    made.errorType = "pages_failed"
    made.errorMessage = "Too many pages failed."
    made.user = [
      "shelf": .array([.integer(1), .number(1.5), .null, .bool(true)]), "note": .object(["a": .string("b")]),
    ]
    return made
  }

  static let task = TaskSettings(
    languages: "eng+deu", dpi: 200, trustHiddenText: false, textQuality: 0.7, pageTimeoutSeconds: 120,
    parserMemory: 2 << 30, command: ["/opt/ocr", "--fast"], stageIn: true)

  static let batch = BatchRecord(
    batchID: "batch_000001", jobName: jobName, createdAt: instant, engine: "tesseract", settings: task,
    settingsFingerprint: fingerprint,
    chunks: [ChunkRecord(name: "0001", items: 1, pages: 12, walltimeSeconds: 447)])

  static let entry = ChunkEntry(
    identifier: "foo", path: "items/foo/foo.pdf", units: 12, visit: 0, sha256: sha256)

  static let localJob = JobRecord(
    executor: "local", jobName: jobName, slurmJobID: jobName, host: "node1", bootID: "0b0b", submittedAt: instant)
  static let slurmJob = JobRecord(
    executor: "slurm", jobName: jobName, slurmJobID: "4711", cluster: "main", submittedAt: instant)

  static var heldDoubt: DoubtRecord {
    var doubt = DoubtRecord(jobName: jobName, phase: .held, reason: "sbatch died of signal 9", since: instant)
    doubt.absences = [instant, instant.advanced(bySeconds: 61)]
    doubt.askedAt = instant
    doubt.heldJobID = "4712"
    doubt.heldAt = instant
    return doubt
  }

  static var completeOutcome: Outcome {
    var outcome = bareOutcome
    outcome.files = ["pages.ndjson": sha256, "results.ndjson": sha256]
    return outcome
  }

  private static let bareOutcome = Outcome(
    ending: .complete, engine: "tesseract", versions: versions, host: "node1", startedAt: instant, endedAt: instant,
    items: [
      ItemOutcome(identifier: "foo", unitsDone: 11, unitsFailed: [3]),
      ItemOutcome(identifier: "bar", unitsDone: 0, errorType: "damaged", errorMessage: "The document is damaged."),
    ])
  static let failedOutcome = Outcome(
    ending: .failed, message: "No scratch.", engine: "text", versions: [:], host: "", startedAt: instant,
    endedAt: instant, items: [])

  static let fullError = ErrorRecord(
    identifier: "foo~0f0f0f0f", originalName: "foo.pdf", reason: .duplicate, message: "It is here as foo.",
    worker: "downloader", quarantinedAt: instant, retryCount: 2, batchID: "batch_000007", twin: "foo")
  static let bareError = ErrorRecord(
    identifier: "foo", originalName: "foo.pdf", reason: .encrypted, message: Reason.encrypted.sentence,
    worker: "downloader", quarantinedAt: instant, retryCount: 0)

  static let pages = [
    PageRecord(
      identifier: "foo", page: 1, route: .ocr, text: "Ein \u{1F600}\u{2028} Text", seconds: 1.25, confidence: 93.5,
      settingsFingerprint: fingerprint),
    PageRecord(identifier: "foo", page: 2, route: .blank, text: "", seconds: 0, settingsFingerprint: fingerprint),
    PageRecord(
      identifier: "foo", page: 3, route: nil, text: nil, errorType: "page_timeout", errorMessage: "It took too long.",
      seconds: 120, settingsFingerprint: fingerprint),
  ]

  static let record = DolmaRecord(
    id: String(repeating: "c3", count: 20), text: "One.\nTwo.", source: "sluice", added: instant.day,
    created: instant.day, metadata: ["Source-File": .string("items/foo/foo.pdf"), "pdf-total-pages": .integer(2)],
    attributes: ["pdf_page_numbers": .array([.array([.integer(0), .integer(5), .integer(1)])])])

  static let fullArrival = Arrival(
    originalName: "\u{fffd}.pdf", originalNameBytes: "/y5wZGY=", collection: "maps", at: instant)
}

extension Examples {
  static var fullFetch: FetchRecord {
    var fetch = FetchRecord(complete: true)
    (fetch.list, fetch.line, fetch.source, fetch.file) = ("catalogue~0f0f0f0f", 12, "archive.org", "a.pdf")
    (fetch.finalURL, fetch.redirects) = ("https://example.org/b", ["https://example.org/b"])
    (fetch.etag, fetch.lastModified, fetch.contentType) = ("\"x\"", "Sat, 21 Nov 2026 05:28:00 GMT", "application/pdf")
    fetch.expected = FetchRecord.Expected(size: 5, sha256: sha256, sha1: String(repeating: "1", count: 40), md5: md5)
    fetch.attempts = [
      FetchAttempt(
        at: instant, url: "https://example.org/a", status: 503, kind: "http_5xx", message: "It answered 503."),
      FetchAttempt(
        at: instant, url: "https://example.org/a", status: nil, kind: "connect", message: "Nobody answered."),
    ]
    return fetch
  }

  static func entry(full: Bool) -> ListEntry {
    var entry = ListEntry(number: 3, line: 4)
    guard full else { return entry }
    (entry.url, entry.source, entry.identifier, entry.file) = ("https://example.org/a", "archive.org", "a", "a.pdf")
    (entry.filename, entry.collection, entry.size) = ("b.pdf", "maps", 5)
    (entry.sha256, entry.sha1, entry.md5) = (sha256, String(repeating: "1", count: 40), md5)
    (entry.title, entry.creator, entry.year) = ("A", "B", "1901")
    entry.user = ["shelf": .string("B 7"), "n": .integer(3)]
    entry.attempts = fullFetch.attempts ?? []
    entry.notBefore = instant
    return entry
  }

  static var fetchedArrival: Arrival {
    var arrival = Arrival(originalName: "a.pdf", collection: "maps", at: instant)
    arrival.sample = ListProgress.Sample(size: 1, seed: 2)
    arrival.choice = DocumentChoice(route: .ocr)
    var fetched = FetchedDocument(entry: "archive.org:a", sourceURL: "https://example.org/a", record: fullFetch)
    fetched.sourceIdentifier = "a"
    (fetched.title, fetched.creator, fetched.year) = ("A", "B", "1901")
    fetched.user = ["shelf": .string("B 7")]
    arrival.fetched = fetched
    return arrival
  }

  static var bareProgress: ListProgress {
    ListProgress(
      list: "b~0f0f0f0f", originalName: "b.txt", collection: nil, takenAt: instant, size: 1, sha256: sha256, sample: nil
    )
  }

  static var fullProgress: ListProgress {
    var made = ListProgress(
      list: "a~0f0f0f0f", originalName: "a.csv", collection: "maps", takenAt: instant, size: 1, sha256: sha256,
      sample: ListProgress.Sample(size: 10, seed: 1))
    made.entries = 10
    made.choice = DocumentChoice(engine: "tesseract")
    made.counts.items = 4
    made.counts.quarantined = ["http_404": 1]
    made.counts.failedAttempts = ["http_404": 2]
    made.positions = ["entries.ndjson": 100]
    made.beyond = ["entries.ndjson": [150, 200]]
    made.lengths = ["due-1795234813.ndjson": 50]
    (made.notBefore, made.finishedAt) = (instant, instant)
    return made
  }
}
