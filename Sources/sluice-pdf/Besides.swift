import Documents
import Formats
import Reading
import SystemCalls

/// What a document holds besides its pages, which nobody reads: the metadata names it.
struct Besides {
  /// A name is cut after so many characters (Unicode scalars): as many as names of files have.
  private static let longestName = 255

  private let attachments: DocumentAttachments
  private let marks: CatalogMarks

  /// Asks Poppler for what it tells, and the file's bytes for the rest.
  init(_ file: borrowing Descriptor, _ document: borrowing PDFDocument) throws(ParserReply.Failure) {
    attachments = document.attachments(most: Inspection.mostAttachments)
    do throws(SystemError) {
      marks = try MappedFile(file).withBytes { CatalogMarks($0) }
    } catch {
      // A file that is larger than this program's memory is read for its pages alone.
      guard error.errno == .noMemory else { throw .init(document: .unreadable(error)) }
      marks = CatalogMarks(UnsafeRawBufferPointer(start: nil, count: 0))
    }
  }

  /// Sentences on pages that are not what the document is about.
  var notes: [String] {
    var notes: [String] = []
    if marks.isPortfolio { notes.append("its pages are the cover of a portfolio, of which nothing else is read") }
    if marks.hasXFA && marks.needsRendering {
      notes.append("its pages stand in for an XFA form, which is not read")
    }
    return notes
  }

  /// Writes down what there is.
  func write(into inspection: inout Inspection) {
    if attachments.count > 0 { inspection.attachmentCount = attachments.count }
    if !attachments.list.isEmpty {
      inspection.attachments = attachments.list.map {
        Attachment(name: Inspector.line($0.name, most: Self.longestName), size: $0.size)
      }
    }
    if marks.hasXFA { inspection.form = .xfa }
    if marks.isPortfolio { inspection.portfolio = true }
  }
}
