import Formats
import Results
import SystemCalls

/// Takes what olmOCR finished over into the ledger, document by document.
struct OlmocrHarvest {
  let bench: Workbench
  let records: OlmocrRecords
  /// The assignments of documents without a result so far, by identifier.
  private(set) var waiting: [String: PagePlan.Assignment] = [:]
  /// The groups of this try that were taken.
  private(set) var groups: Set<String> = []
  private var taken: Set<FilePath> = []
  private var since = Sys.monotonicSeconds

  /// Takes all documents that lack pages from the plan.
  init(bench: Workbench, records: OlmocrRecords) {
    self.bench = bench
    self.records = records
    while let assignment = bench.ledger.next(lane: 0) {
      waiting[bench.entries[assignment.document].identifier] = assignment
    }
  }

  /// Refuses documents that are not there, which would end the pipeline before it begins, and those it passes over in silence:
  /// it takes a file for a PDF only when `%PDF` are its first bytes, and of pictures PNG and JPEG (olmOCR 0.4.27, `pipeline.py`:
  /// `is_png`, `is_jpeg`).
  mutating func refuseUnreadable(in batch: FilePath) throws {
    for (identifier, assignment) in waiting {
      let entry = bench.entries[assignment.document]
      let path = batch.pushing(FilePath(entry.path))
      if let lack = DocumentSource.lack(of: entry, at: path) {
        // The document went with its chunk: no fault of its own.
        guard bench.ledger.isChunkOpen() else { return }
        guard !lack.isStorages else { throw TaskFailure(lack.message) }
        refuse(identifier, lack.code, lack.message)
        continue
      }
      let head = try Sys.beginning(of: path, bytes: 8)
      switch DocumentKind(head: head) {
      case .png, .jpg: continue
      case .tif:
        refuse(
          identifier, Reason.engineFailed.code,
          "olmOCR reads no TIFF: convert it to PDF, or let another engine read it (routing.ocr: tesseract).")
      default:
        if head.starts(with: Array("%PDF".utf8)) { continue }
        refuse(
          identifier, Reason.engineFailed.code,
          "olmOCR reads only files that begin with %PDF, and something stands before it in this one.")
      }
    }
  }

  /// Takes the groups of a workspace that are finished and were not taken before; of an earlier try's, the documents alone.
  mutating func take(_ workspace: OlmocrWorkspace, ofEarlierTry isEarlier: Bool = false) throws {
    for (group, path) in try workspace.finished().sorted(by: { $0.key < $1.key }) where taken.insert(path).inserted {
      if !isEarlier { groups.insert(group) }
      let numbers = waiting.mapValues(\.document)
      let (found, useless) = try records.read(path, bench.entries, numbers)
      if useless > 0 { bench.log("\(useless) lines of group \(group) are no record of a document that was to be done") }
      note(found)
    }
  }

  private mutating func note(_ found: [OlmocrRecords.Found]) {
    let now = Sys.monotonicSeconds
    let pages = found.reduce(0) { $0 + ($1.pages?.count ?? 0) }
    // Which page took how long nobody says: the time since the last group is shared out.
    let seconds = pages > 0 ? (now - since) / Double(pages) : 0
    since = now
    for record in found {
      let identifier = bench.entries[record.document].identifier
      guard let assignment = waiting.removeValue(forKey: identifier) else { continue }
      guard let pages = record.pages else {
        let message = "The page numbers of olmOCR's record do not fit its text or the document."
        _ = bench.ledger.note(.refused(code: Reason.engineFailed.code, message: message), for: assignment)
        continue
      }
      let answers = pages.sorted { $0.key < $1.key }.map { page, text in
        PageAnswer(
          page: page, result: .success(ParserReply.PageText(text: text, route: text.isEmpty ? .blank : .ocr)),
          seconds: seconds)
      }
      _ = bench.ledger.note(.pages(answers), for: assignment)
    }
  }

  /// Refuses the documents of finished groups that no record names: olmOCR dropped them and called their group done.
  mutating func refuseDropped(finished paths: Set<String>, in batch: FilePath) {
    for (identifier, assignment) in waiting
    where paths.contains(batch.pushing(FilePath(bench.entries[assignment.document].path)).string) {
      refuse(
        identifier, Reason.engineFailed.code,
        "olmOCR finished its group and gave no record of the document: it could not be read, has no text, was filtered out,"
          + " or more of its pages failed than olmocr.max_page_error_rate allows. The log of olmOCR says which.")
    }
  }

  /// Gives back what has no result.
  mutating func letGo() {
    for assignment in waiting.values { _ = bench.ledger.note(.interrupted, for: assignment) }
    waiting = [:]
  }

  private mutating func refuse(_ identifier: String, _ code: String, _ message: String) {
    guard let assignment = waiting.removeValue(forKey: identifier) else { return }
    _ = bench.ledger.note(.refused(code: code, message: message), for: assignment)
  }
}

extension Sys {
  /// The first bytes of a file.
  fileprivate static func beginning(of path: FilePath, bytes: Int) throws(SystemError) -> [UInt8] {
    let file = try open(path, .read)
    var buffer = [UInt8](repeating: 0, count: bytes)
    let count = try read(file, at: 0, into: &buffer, from: 0)
    return Array(buffer.prefix(count))
  }
}
