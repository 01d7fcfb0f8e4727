import Digests
import Formats
import Foundation
import Markup
import Settings
import Spool
import StageKit
import SystemCalls

/// One item's way from proven records to verified outputs.
struct Consolidation {
  let found: Spool.Found
  var metadata: ItemMetadata
  /// Where its source was put in this pass.
  var archive: Archive?
  /// Whether the outputs were written from records that are not those that were proven.
  private var hasForeignRecords = false

  /// Why outputs do not prove complete.
  struct Invalid: Error {
    let message: String
  }

  init(_ found: Spool.Found) throws {
    self.found = found
    metadata = try ItemFiles.metadata(found.path, found.identifier)
    if metadata.results == nil {
      throw ItemFiles.Unreadable(
        path: found.path, message: "has no results in its metadata: sluice show \(found.identifier)")
    }
  }

  private var directory: FilePath { found.path }
  private var records: FilePath { Spool.records(directory, found.identifier) }
  private var consolidated: FilePath { Spool.consolidated(directory, found.identifier) }
  private var markdown: FilePath { Spool.markdown(directory, found.identifier) }
  private var plainText: FilePath { Spool.plainText(directory, found.identifier) }

  /// The decision of a stopped pass that the outputs prove nothing: it is carried out, not taken again (law 3).
  var condemnation: HistoryEntry? {
    guard let batch = metadata.results?.batchID, metadata.errorType != nil else { return nil }
    return metadata.history.last.flatMap { $0.cause == batch ? $0 : nil }
  }

  /// Whether an earlier pass verified the outputs and said so.
  var isLicensed: Bool { metadata.results?.verifiedAt != nil }

  /// Stages the outputs; the group reveals them together. False where there are no records to write them from: `stageLicense`
  /// says so.
  mutating func write(_ finalize: SettingsSection<FinalizeKeys>) throws -> Bool {
    guard Sys.exists(records) else { return false }
    var reader = try LineReader(records)
    let digest = Digest(.sha256)
    var array = Array("[\n".utf8)
    var texts: [(markdown: String, plain: String)] = []
    var isFirst = true
    while let line = try reader.next() {
      digest.update(line.bytes)
      if line.complete { digest.update([UInt8(ascii: "\n")]) }
      guard !line.bytes.isEmpty, !line.tooLong else { continue }
      if !isFirst { array += Array(",\n".utf8) }
      array += line.bytes
      isFirst = false
      if finalize.markdown || finalize.text, let record = try? FormatCoding.decode(DolmaRecord.self, from: line.bytes) {
        texts.append(Self.texts(of: record, pageMarks: finalize.pageMarks))
      }
    }
    let found = Digest.hex(digest.finish())
    hasForeignRecords = metadata.results?.records.map { $0.sha256 != found } ?? false
    try Sys.stage(array + Array("\n]\n".utf8), at: consolidated)
    for (isWanted, path, text) in [
      (finalize.markdown, markdown, texts.map(\.markdown)), (finalize.text, plainText, texts.map(\.plain)),
    ] {
      if isWanted {
        try Sys.stage(Array(text.joined(separator: "\n\n").utf8), at: path)
      } else {
        try Sys.removeIfThere(path)
      }
    }
    return true
  }

  /// A record typeset; the text of a program that does not tell where it stands is taken as it is.
  private static func texts(of record: DolmaRecord, pageMarks: Bool) -> (markdown: String, plain: String) {
    guard let document = DocumentText(record) else { return (record.text + "\n", record.text + "\n") }
    return (document.markdown(pageMarks: pageMarks), document.plain)
  }

  /// What is written.
  func outputs(_ finalize: SettingsSection<FinalizeKeys>) -> [FilePath] {
    [consolidated] + (finalize.markdown ? [markdown] : []) + (finalize.text ? [plainText] : [])
  }

  /// Reads the outputs back, proves them complete, and stages the metadata that says so: the licence of law 11, which holds
  /// once it is revealed. Answers its path; nil where another pass was faster.
  mutating func stageLicense(_ plan: SourcePlan, _ finalize: SettingsSection<FinalizeKeys>) throws -> FilePath? {
    guard Sys.exists(records) else {
      // Records go once a licence stands: then another pass has given it.
      metadata = try ItemFiles.metadata(directory, found.identifier)
      if isLicensed { return nil }
      throw Invalid(message: "\(found.identifier).ocr.jsonl is missing.")
    }
    if hasForeignRecords {
      throw Invalid(message: "\(found.identifier).ocr.jsonl is not what was proven: its SHA-256 is another.")
    }
    var files: [String: ItemResults.OutputFile] = [:]
    for path in outputs(finalize) {
      let bytes = try Sys.contents(of: path, limit: FormatCoding.longest)
      if path == consolidated { try verify(bytes) }
      files[path.lastComponent?.string ?? ""] = .init(size: Int64(bytes.count), sha256: Digest.sha256Hex(bytes))
    }
    metadata.results?.outputs = files
    metadata.results?.verifiedAt = .now
    metadata.results?.source = plan.word
    let path = Spool.metadata(directory, found.identifier)
    try Sys.stage(try FormatCoding.file(metadata), at: path)
    return path
  }

  /// Says in the metadata that the source stays after all: what was decided could not be done.
  mutating func keepSource() throws {
    metadata.results?.source = SourcePlan.keep.word
    try ItemFiles.publish(metadata, in: directory, found.identifier)
  }

  /// Every page of the document is in the records, but for those that are listed as failed.
  private func verify(_ bytes: [UInt8]) throws {
    let read: [DolmaRecord]
    do {
      read = try FormatCoding.decode([DolmaRecord].self, from: bytes)
    } catch {
      throw Invalid(message: "\(found.identifier).ocr.json does not read back as records: \(error)")
    }
    guard let pages = metadata.totalPages, let results = metadata.results else {
      throw Invalid(message: "The metadata does not say how many pages the document has.")
    }
    let scalars = read.reduce(0) { $0 + $1.text.unicodeScalars.count }
    guard scalars == results.characters else {
      throw Invalid(message: "The text has \(scalars) characters, and \(results.characters) were proven.")
    }
    var missing = Set(1...max(1, pages)).subtracting(results.failedPages)
    for record in read { missing.subtract(record.pages(of: pages)) }
    guard missing.isEmpty else {
      throw Invalid(
        message:
          "Pages are missing from the text: \(missing.sorted().prefix(10).map(String.init).joined(separator: ", ")).")
    }
  }
}
