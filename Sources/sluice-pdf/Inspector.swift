import Documents
import Formats
import Reading
import SystemCalls

/// One look at a document: a verdict, or what it is and how its text is best had.
///
/// **Pages.** Poppler says 0 pages without an error for many damaged files. Such a document is `zero_pages` only when its page
/// tree says so itself in plain bytes (`/Count 0`), else `damaged`. A page needs at least `leastBytesPerPage` bytes of file; a
/// document that claims more pages than fit is `damaged`, and so is one of whose sample less than half can be loaded.
///
/// **Route.** Pages with nothing on them do not decide. A document of blank pages only is `text`: there is nothing to recognise.
struct Inspector {
  /// An entry in a list of kids (`9 0 R `) has six bytes; compressed, a few bits, but then its objects and table entries count.
  private static let leastBytesPerPage = 4
  /// How much of a file is searched for the page tree.
  private static let searched = 4 << 20

  let file: HeldFile
  let samplePages: Int
  private let trustHiddenText: Bool
  private let textQuality: Double

  /// Takes what the request names, and the standard for the rest.
  init(_ request: ParserRequest, _ file: HeldFile) {
    self.file = file
    samplePages = max(1, request.samplePages ?? RequestDesk.Standard.samplePages)
    trustHiddenText = request.trustHiddenText ?? false
    textQuality = request.textQuality ?? RequestDesk.Standard.textQuality
  }

  /// Looks at the document.
  func inspect() throws(ParserReply.Failure) -> Inspection {
    let structure: FileStructure
    do throws(SystemError) { structure = try FileStructure(file.descriptor) } catch {
      throw .init(document: .unreadable(error))
    }
    if let failure = structure.failure { throw failure }
    if let kind = structure.kind, kind.isPicture { return try inspectPictures(kind) }
    let document: PDFDocument
    do throws(DocumentError) { document = try PDFDocument(file.descriptor) } catch { throw .init(document: error) }
    let total = document.pageCount
    guard total > 0 else { throw try noPages() }
    guard Int64(total) <= structure.size / Int64(Self.leastBytesPerPage) else {
      throw .init(
        code: Reason.damaged.code,
        message: "the document claims \(total) pages, its \(structure.size) bytes cannot hold")
    }
    var summary = SampleSummary()
    if !structure.tableIsInPlace { summary.note("the cross-reference table was missing and has been rebuilt") }
    for number in Self.spread(samplePages, over: total) { try look(at: number, of: document, into: &summary) }
    guard summary.failed * 2 <= summary.count else {
      throw .init(
        code: Reason.damaged.code,
        message: "\(summary.failed) of \(summary.count) pages looked at, of \(total) claimed, cannot be loaded")
    }
    let besides = try Besides(file.descriptor, document)
    for note in besides.notes { summary.note(note) }
    var inspection = Inspection(
      totalPages: total, producer: document.producer.map(Self.line), title: document.title.map(Self.line),
      author: document.author.map(Self.line), pdfVersion: document.version, route: summary.route,
      reasons: summary.reasons, sample: summary.samples)
    besides.write(into: &inspection)
    return inspection
  }

  private func look(
    at number: Int, of document: borrowing PDFDocument, into summary: inout SampleSummary
  ) throws(ParserReply.Failure) {
    do throws(DocumentError) {
      let page = try document.page(number)
      let finding = try PageFinding(page, trustHiddenText: trustHiddenText, textQuality: textQuality)
      summary.add(finding, page: number)
    } catch {
      switch error {
      case .noPage, .unusableSize, .notDrawn: summary.addFailed(page: number)
      default: throw .init(document: error)
      }
    }
  }

  /// At most `count` page numbers spread evenly, the first and the last among them.
  static func spread(_ count: Int, over total: Int) -> [Int] {
    let count = min(count, total)
    if count <= 1 { return total > 0 ? [1] : [] }
    return (0..<count).map { 1 + ($0 * (total - 1) + (count - 1) / 2) / (count - 1) }
  }

  private func noPages() throws(ParserReply.Failure) -> ParserReply.Failure {
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try Sys.head(of: file.descriptor, count: Self.searched) } catch {
      throw .init(document: .unreadable(error))
    }
    if PageTree.saysNone(bytes) {
      return .init(code: Reason.zeroPages.code, message: "the document says it has no pages")
    }
    return .init(code: Reason.damaged.code, message: "the list of the document's pages cannot be read")
  }

  /// What a document says of itself goes into one line of a file that people read.
  static func line(_ text: String) -> String { line(text, most: 500) }

  /// The same of so many characters (Unicode scalars) at most.
  static func line(_ text: String, most: Int) -> String {
    let words = text.split(whereSeparator: { $0.isWhitespace || $0.isNewline })
    let joined = PlainText.clean(words.joined(separator: " "))
    return String(String.UnicodeScalarView(joined.unicodeScalars.dropLast().prefix(most)))
  }
}

/// The page tree as it stands in a file's plain bytes.
enum PageTree {
  /// Whether an object of type Pages says it has a count of 0.
  static func saysNone(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let count = rest.firstRange(of: Array("/Count".utf8)) {
      let value = bytes[count.upperBound...].drop { $0 <= 0x20 }
      let isZero = value.first == 0x30 && !(0x30...0x39).contains(value.dropFirst().first ?? 0)
      let before = bytes[max(bytes.startIndex, count.lowerBound - 512)..<count.lowerBound]
      let after = bytes[count.upperBound..<min(bytes.endIndex, count.upperBound + 512)]
      let start = before.firstRange(of: Array(" obj".utf8)) == nil ? before[...] : Self.afterLastObject(before)
      let end = after.firstRange(of: Array("endobj".utf8)).map { after[..<$0.lowerBound] } ?? after
      if isZero, [start, end].contains(where: { $0.firstRange(of: Array("/Pages".utf8)) != nil }) { return true }
      rest = bytes[count.upperBound...]
    }
    return false
  }

  private static func afterLastObject(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var rest = bytes
    while let object = rest.firstRange(of: Array(" obj".utf8)) { rest = rest[object.upperBound...] }
    return rest
  }
}
