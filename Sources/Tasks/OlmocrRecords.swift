import Formats
import Results
import Synchronization
import SystemCalls

/// Reads the records of finished groups: a record becomes pages, and is kept for the document's line of results.
///
/// Fails: a line that is no record, or names none of the documents, is counted and no one's; a record whose page numbers do
/// not fit its text is its document's failure.
final class OlmocrRecords: Sendable {
  /// What one record says of one document.
  struct Found {
    /// The document's place in the list.
    var document: Int
    /// Its pages; nil when the page numbers do not fit the text.
    var pages: [Int: String]?
  }

  private struct Kept: Sendable {
    var record: DolmaRecord
    var pages: [Int: String]
  }

  private struct State: Sendable {
    var kept: [String: Kept] = [:]
    var version: String?
  }

  private let state = Mutex(State())

  /// olmOCR's version, as its records say it; nil before there was one.
  var version: String? { state.withLock { $0.version } }

  /// Reads one file of results; the number of lines that were of no use comes with the answer.
  func read(_ path: FilePath, _ entries: [ChunkEntry], _ numbers: [String: Int]) throws -> (
    found: [Found], useless: Int
  ) {
    var reader = try LineReader(path)
    var found: [Found] = []
    var useless = 0
    while let line = try reader.next() {
      // olmOCR ends every record with a newline: a line without one was cut short.
      guard line.complete, !line.tooLong,
        let record = try? FormatCoding.decode(DolmaRecord.self, from: line.bytes),
        let number = Self.document(of: record, entries, numbers)
      else {
        useless += 1
        continue
      }
      let pages = Self.pages(of: record, units: entries[number].units)
      state.withLock { state in
        state.version = state.version ?? record.metadata["olmocr-version"]?.string
        if let pages { state.kept[entries[number].identifier] = Kept(record: record, pages: pages) }
      }
      found.append(Found(document: number, pages: pages))
    }
    return (found, useless)
  }

  /// The document whose path the record names, whole or as the end of a path; nil for any other.
  private static func document(of record: DolmaRecord, _ entries: [ChunkEntry], _ numbers: [String: Int]) -> Int? {
    guard let source = record.metadata["Source-File"]?.string,
      let name = FilePath(source).stem, let number = numbers[name]
    else { return nil }
    let path = Array("/\(entries[number].path)".utf8)
    return Array("/\(source)".utf8).suffix(path.count).elementsEqual(path) ? number : nil
  }

  /// Parts a record's text by its `[start, end, page]`, which count Unicode scalars; nil when they do not fit.
  ///
  /// olmOCR ends every page but the last with a newline of its own, which is no part of the page.
  static func pages(of record: DolmaRecord, units: Int) -> [Int: String]? {
    guard case .array(let spans) = record.attributes["pdf_page_numbers"], !spans.isEmpty else { return nil }
    let scalars = Array(record.text.unicodeScalars)
    var pages: [Int: String] = [:]
    for (index, span) in spans.enumerated() {
      guard case .array(let parts) = span, parts.count == 3, case .integer(let start) = parts[0],
        case .integer(let end) = parts[1], case .integer(let page) = parts[2], start >= 0, start <= end,
        end <= scalars.count, (1...max(1, units)).contains(page), pages[page] == nil
      else { return nil }
      var part = String.UnicodeScalarView()
      part.append(contentsOf: scalars[start..<end])
      if index < spans.count - 1, part.last == "\n" { part.removeLast() }
      pages[page] = String(part)
    }
    return pages
  }

  /// The line of results of a document: olmOCR's own record where all its pages are that record's, else one assembled of them.
  func line(_ entry: ChunkEntry, _ pages: [PageRecord], _ usual: RecordAssembly) throws -> [UInt8] {
    let kept = state.withLock { $0.kept.removeValue(forKey: entry.identifier) }
    guard let kept, pages.count == kept.pages.count, pages.allSatisfy({ $0.text == kept.pages[$0.page] }) else {
      return try usual.line(entry, pages)
    }
    var record = kept.record
    record.metadata["Source-File"] = .string(entry.sourceName)
    return try FormatCoding.line(record)
  }
}
