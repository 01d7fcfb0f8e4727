internal import CPoppler
import SystemCalls

/// An open PDF document: the one owner of Poppler's document.
///
/// Poppler is safe with one document per thread, never with one document on two (measured; see `poppler_document_new_from_fd`).
public struct PDFDocument: ~Copyable {
  let document: OpaquePointer
  private let bytes: DocumentBytes
  /// Pages the document says it has; 0 or less is a document whose page tree cannot be read.
  public let pageCount: Int

  /// Opens a document; names are bytes, and a symbolic link is not followed.
  public init(_ path: FilePath) throws(DocumentError) {
    let file: Descriptor
    do throws(SystemError) { file = try Sys.open(path, .read) } catch { throw .unreadable(error) }
    try self.init(file)
  }

  /// Reads an open file, which may be closed then.
  public init(_ file: borrowing Descriptor) throws(DocumentError) {
    let bytes: DocumentBytes
    do throws(SystemError) { bytes = try DocumentBytes(file) } catch { throw .unreadable(error) }
    var failure: UnsafeMutablePointer<GError>?
    guard let document = bytes.document(&failure) else { throw Self.error(taking: failure) }
    self.bytes = bytes
    self.document = document
    pageCount = Int(poppler_document_get_n_pages(document))
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(document)) }

  /// The program that made the document, as it says itself.
  public var producer: String? { Self.text(taking: poppler_document_get_producer(document)) }

  /// The document's title, as it says itself.
  public var title: String? { Self.text(taking: poppler_document_get_title(document)) }

  /// The document's author, as it says itself.
  public var author: String? { Self.text(taking: poppler_document_get_author(document)) }

  /// The version the document says it is written in, `1.7`.
  public var version: String? {
    var (major, minor): (guint, guint) = (0, 0)
    poppler_document_get_pdf_version(document, &major, &minor)
    return major == 0 ? nil : "\(major).\(minor)"
  }

  /// One page, numbered from 1.
  public func page(_ number: Int) throws(DocumentError) -> PDFPage {
    // Poppler hands out nil for a page whose object cannot be read, and takes any number as it comes.
    guard number >= 1, number <= pageCount, let page = poppler_document_get_page(document, CInt(number - 1)) else {
      throw .noPage(number)
    }
    return PDFPage(taking: page, of: bytes, number: number)
  }

  /// Poppler's version.
  public static var libraryVersion: String { poppler_get_version().map { String(cString: $0) } ?? "" }

  /// Codes count only in their domain: 4 is "damaged" in Poppler's and "no such file" in GLib's.
  private static func error(taking failure: UnsafeMutablePointer<GError>?) -> DocumentError {
    guard let failure else { return .damaged("no reason given") }
    defer { g_error_free(failure) }
    let words = failure.pointee.message.map { String(cString: $0) } ?? "no reason given"
    let isPopplers = failure.pointee.domain == poppler_error_quark()
    return isPopplers && failure.pointee.code == CInt(POPPLER_ERROR_ENCRYPTED.rawValue) ? .encrypted : .damaged(words)
  }

  static func text(taking pointer: UnsafeMutablePointer<gchar>?) -> String? {
    guard let pointer else { return nil }
    defer { g_free(pointer) }
    let text = String(cString: pointer)
    return text.isEmpty ? nil : text
  }
}
