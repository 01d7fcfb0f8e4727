import Formats

/// Builds one document's Dolma record from its finished pages, as olmOCR does (`build_dolma_document` in
/// `olmocr/pipeline.py`, version 0.4.27).
///
/// Pages come in the order of their numbers. Each page with text adds its text and, unless it is the last page, a newline; a
/// blank or failed page adds nothing. Each page, whatever it gave, has a span `[start, end, page]` in Unicode scalars,
/// which includes that newline. Unlike olmOCR, which drops it, a document without any text has a record too: that all its
/// pages are blank is a result.
public struct DolmaAssembly: Sendable {
  /// The assembled record and what its pages tell.
  public struct Document: Sendable, Hashable {
    /// The record.
    public var record: DolmaRecord
    /// Pages that failed.
    public var failedPages: [Int]
    /// Pages that gave a result, by route.
    public var pagesByRoute: [PageRoute: Int]
    /// Unicode scalars of text.
    public var characters: Int
    /// Seconds of work the pages took.
    public var seconds: Double
  }

  /// `Source-File`: the document's path relative to its item.
  public var sourceFile: String
  /// `pdf-total-pages`: pages of the document.
  public var totalPages: Int
  /// `sluice-version`.
  public var version: String
  /// The day, `YYYY-MM-DD`.
  public var day: String

  /// Describes the document to assemble.
  public init(sourceFile: String, totalPages: Int, version: String, day: String) {
    self.sourceFile = sourceFile
    self.totalPages = totalPages
    self.version = version
    self.day = day
  }

  /// Assembles the record of the document's pages, given in any order; where tries overlap the best of a page counts.
  /// `sha1` gives the lower-case hex SHA-1 of bytes.
  public func document(of pages: some Sequence<PageRecord>, sha1: ([UInt8]) -> String) -> Document {
    let pages = Self.best(of: pages)
    var (text, spans, position) = ("", [JSONValue](), 0)
    var routes: [PageRoute: Int] = [:]
    for (index, page) in pages.enumerated() {
      let start = position
      if let content = page.text, !content.isEmpty, !page.failed {
        text += content
        position += content.unicodeScalars.count
        if index < pages.count - 1 {
          text += "\n"
          position += 1
        }
      }
      spans.append(.array([.integer(start), .integer(position), .integer(page.page)]))
      if !page.failed { routes[page.route ?? .blank, default: 0] += 1 }
    }
    let failed = pages.filter(\.failed).map(\.page)
    return Document(
      record: record(
        text: text, spans: spans, of: pages, failed: failed, id: sha1(Array(text.utf8))), failedPages: failed,
      pagesByRoute: routes, characters: position, seconds: pages.reduce(0) { $0 + $1.seconds })
  }

  /// One record a page, in order: text before blank before failed, text that nothing speaks against before doubtful text, what
  /// was recognised with more confidence before what was with less, the earlier before the later.
  public static func best(of pages: some Sequence<PageRecord>) -> [PageRecord] {
    var best: [Int: PageRecord] = [:]
    for page in pages {
      if let known = best[page.page], !isBetter(page, than: known) { continue }
      best[page.page] = page
    }
    return best.values.sorted { $0.page < $1.page }
  }

  private static func rank(_ page: PageRecord) -> Int {
    if page.failed { return 0 }
    if page.text?.isEmpty ?? true { return 1 }
    return page.facts?.doubts.isEmpty ?? true ? 3 : 2
  }

  private static func isBetter(_ page: PageRecord, than known: PageRecord) -> Bool {
    let (new, old) = (rank(page), rank(known))
    if new != old { return new > old }
    // Engines measure confidence each in its own way, but of what is doubtful nothing else is known.
    return new == 2 && page.confidence ?? 0 > known.confidence ?? 0
  }

  private func record(
    text: String, spans: [JSONValue], of pages: [PageRecord], failed: [Int], id: String
  ) -> DolmaRecord {
    var metadata: [String: JSONValue] = [
      "Source-File": .string(sourceFile), "pdf-total-pages": .integer(totalPages), "sluice-version": .string(version),
    ]
    if !failed.isEmpty { metadata["failed-pages"] = .array(failed.map { .integer($0) }) }
    var attributes: [String: JSONValue] = ["pdf_page_numbers": .array(spans)]
    attributes.merge(PageFacts.attributes(of: pages)) { $1 }
    let layouts = pages.filter { !$0.failed }.compactMap(\.layout)
    if !layouts.isEmpty { attributes[TextLayout.attribute] = .array(layouts.map(\.json)) }
    return DolmaRecord(
      id: id, text: text, source: "sluice", added: day, created: day, metadata: metadata, attributes: attributes)
  }
}
