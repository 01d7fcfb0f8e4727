import Documents
import SystemCalls

/// The document of the last page asked for, kept open while requests are for the same file.
struct OpenDocument: ~Copyable {
  private var document: PDFDocument?
  /// What was opened: the same name may stand for another file a moment later.
  private var opened: (path: FilePath, status: FileStatus)?

  /// Nothing is open yet.
  init() {}

  /// Lets go of the document.
  mutating func close() {
    document = nil
    opened = nil
  }

  /// One page of a document.
  mutating func page(_ number: Int, of path: FilePath) throws(DocumentError) -> PDFPage {
    let status: FileStatus
    do throws(SystemError) { status = try Sys.status(of: path) } catch { throw .unreadable(error) }
    if opened?.path != path || opened?.status != status {
      close()
      document = try PDFDocument(path)
      opened = (path, status)
    }
    switch document {
    case .some(let document): return try document.page(number)
    case .none: throw .noPage(number)
    }
  }
}
