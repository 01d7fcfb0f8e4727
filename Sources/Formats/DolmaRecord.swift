/// One document's text as olmOCR writes it: a line of `results.ndjson`, an element of `<id>.ocr.json`.
///
/// Field for field the record of olmOCR 0.4.27 (`olmocr/pipeline.py`, `build_dolma_document`), so that readers made for
/// one read the other. Offsets in `pdf_page_numbers` count Unicode scalars, as Python's strings do.
public struct DolmaRecord: Sendable, Hashable, Codable {
  /// SHA-1 of `text`, lower-case hex: equal texts share it.
  public var id: String
  /// The document's text.
  public var text: String
  /// The program that made the text: `sluice`, or `olmocr`.
  public var source: String
  /// The day the record was added, `YYYY-MM-DD`.
  public var added: String
  /// The day the record was made, `YYYY-MM-DD`.
  public var created: String
  /// Facts on the document: `Source-File`, `pdf-total-pages` and the maker's own.
  public var metadata: [String: JSONValue]
  /// `pdf_page_numbers`, a list of `[start, end, page]`, and per-page facts.
  public var attributes: [String: JSONValue]

  /// Makes a record; `id` is the caller's, as hashing belongs elsewhere.
  public init(
    id: String, text: String, source: String, added: String, created: String, metadata: [String: JSONValue],
    attributes: [String: JSONValue]
  ) {
    self.id = id
    self.text = text
    self.source = source
    self.added = added
    self.created = created
    self.metadata = metadata
    self.attributes = attributes
  }
}

extension DolmaRecord {
  /// The pages of a document the record holds, as its `pdf_page_numbers` says; without that, all pages when
  /// `pdf-total-pages` is the document's own number of pages.
  public func pages(of total: Int) -> [Int] {
    if case .array(let spans) = attributes["pdf_page_numbers"] {
      return spans.compactMap { span in
        guard case .array(let parts) = span, parts.count == 3, case .integer(let page) = parts[2] else { return nil }
        return page
      }
    }
    guard case .integer(total) = metadata["pdf-total-pages"], total > 0 else { return [] }
    return Array(1...total)
  }
}
