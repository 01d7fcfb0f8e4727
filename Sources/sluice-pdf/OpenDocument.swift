import Documents
import Formats
import SystemCalls

/// The document of the last page asked for, kept open while requests are for the same file.
struct OpenDocument: ~Copyable {
  /// What was opened: a PDF, or a file of pictures.
  private enum Opened: ~Copyable {
    case nothing
    case pdf(PDFDocument)
    case pictures(OpenPictures)
  }

  private var document = Opened.nothing
  /// Which file: the same name may stand for another one a moment later.
  private var file: ProvenFile?

  /// Nothing is open yet.
  init() {}

  /// Lets go of the document.
  mutating func close() {
    document = .nothing
    file = nil
  }

  /// One page of a document.
  mutating func page(
    _ number: Int, of request: ParserRequest, _ handed: HeldFile?
  ) throws(DocumentError) -> OpenPage {
    if try file?.isStill(of: request, handed) != true {
      close()
      let proven = try ProvenFile(request, handed)
      document = try Self.open(proven.file.descriptor)
      file = proven
    }
    switch document {
    case .pdf(let document): return .pdf(try document.page(number))
    case .pictures(let pictures): return .picture(try pictures.page(number))
    case .nothing: throw .noPage(number)
    }
  }

  /// Throws where the document at hand is not any more what it was when it was opened.
  func check() throws(DocumentError) { try file?.check() }

  /// Opens a document as what its first bytes say it is; what says nothing is left to Poppler.
  private static func open(_ file: borrowing Descriptor) throws(DocumentError) -> Opened {
    let head: [UInt8]
    do throws(SystemError) { head = try Sys.head(of: file, count: DocumentKind.headSize) } catch {
      throw .unreadable(error)
    }
    if let kind = DocumentKind(head: head), kind.isPicture { return .pictures(try OpenPictures(file, kind)) }
    return .pdf(try PDFDocument(file))
  }
}
