import Formats
import SystemCalls

/// The pages that need not be done again: where each finished page is written, in this try or in an earlier one.
///
/// Only places are kept, not texts, so that memory follows the number of pages and not their length. A page counts when its
/// line is complete, was made under the same settings, did not fail, and belongs to the list; one whose text is doubtful, only
/// where the same engine made it. Torn tails and garbage are skipped: the page is simply done again.
struct FinishedPages: Sendable {
  /// Where one page's line is.
  private struct Place: Sendable {
    var file: Int
    var offset: Int64
    var length: Int
  }

  private let documents: [String: Int]
  private let units: [Int]
  private let fingerprint: String
  private let engine: String
  private var files: [FilePath] = []
  private var places: [[Int: Place]]
  /// Lines that were no page record, for the log.
  private(set) var unreadable = 0

  /// Starts with nothing finished.
  init(_ entries: [ChunkEntry], fingerprint: String, engine: String) {
    documents = Dictionary(uniqueKeysWithValues: entries.enumerated().map { ($1.identifier, $0) })
    units = entries.map(\.units)
    places = Array(repeating: [:], count: entries.count)
    self.fingerprint = fingerprint
    self.engine = engine
  }

  /// How many pages of a document are finished.
  func count(in document: Int) -> Int { places[document].count }

  /// The pages of a document that are not finished, in order.
  func missing(in document: Int) -> [Int] {
    let done = places[document]
    guard units[document] > 0 else { return [] }
    return done.isEmpty ? Array(1...units[document]) : (1...units[document]).filter { done[$0] == nil }
  }

  /// Reads what earlier batches left beside the items and earlier tries in the chunk.
  mutating func collect(layout: BatchLayout, chunk: String, ownTry: String) throws(SystemError) {
    for identifier in documents.keys.sorted() { try read(layout.pages(identifier)) }
    for entry in try Sys.entries(of: layout.chunk(chunk)) {
      let isTry = !entry.name.isHidden && entry.name.bytes != Array(ownTry.utf8)
      guard isTry else { continue }
      try read(BatchLayout.Try(layout.chunk(chunk).appending(entry.name)).pages)
    }
  }

  /// Reads one file of pages; one that is not there holds none.
  mutating func read(_ path: FilePath) throws(SystemError) {
    var reader: LineReader
    do throws(SystemError) { reader = try LineReader(path) } catch {
      if error.isGone { return }
      throw error
    }
    let file = add(path)
    while let line = try reader.next() {
      guard line.complete, !line.tooLong, let record = try? FormatCoding.decode(PageRecord.self, from: line.bytes)
      else {
        unreadable += 1
        continue
      }
      note(record, file: file, offset: line.offset, length: line.bytes.count)
    }
  }

  /// Adds a file whose pages will be noted as they are written; its number.
  mutating func add(_ path: FilePath) -> Int {
    files.append(path)
    return files.count - 1
  }

  /// Notes where a page was written; one that failed or is not of this list is not noted.
  mutating func note(_ record: PageRecord, file: Int, offset: Int64, length: Int) {
    guard let document = documents[record.identifier], record.settingsFingerprint == fingerprint, !record.failed,
      !PageRecord.isToBeMadeAgain(madeBy: record.engine, by: engine), record.text != nil, record.page >= 1,
      record.page <= units[document]
    else { return }
    places[document][record.page] = Place(file: file, offset: offset, length: length)
  }

  /// Reads a document's finished pages back, in page order.
  func records(of document: Int) throws -> [PageRecord] {
    let wanted = places[document].sorted { $0.key < $1.key }
    var records: [PageRecord] = []
    records.reserveCapacity(wanted.count)
    for number in Set(wanted.map(\.value.file)).sorted() {
      let file = try Sys.open(files[number], .read)
      for (_, place) in wanted where place.file == number {
        records.append(try Self.record(at: place, in: file))
      }
    }
    return records.sorted { $0.page < $1.page }
  }

  private static func record(at place: Place, in file: borrowing Descriptor) throws -> PageRecord {
    var bytes = [UInt8](repeating: 0, count: place.length)
    var count = 0
    while count < bytes.count {
      var span = bytes.mutableSpan
      let step = try span.withUnsafeMutableBytes { (buffer) throws(SystemError) in
        try Sys.read(
          file, at: place.offset + Int64(count), into: UnsafeMutableRawBufferPointer(rebasing: buffer[count...]))
      }
      if step == 0 { throw TaskFailure("\(file.path ?? ""): a finished page is no longer there") }
      count += step
    }
    return try FormatCoding.decode(PageRecord.self, from: bytes)
  }
}
