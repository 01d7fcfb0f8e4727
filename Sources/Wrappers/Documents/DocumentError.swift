import SystemCalls

/// Why a document or one of its pages cannot be had.
public enum DocumentError: Error, Sendable, CustomStringConvertible {
  /// The document's own bytes speak against it: a reason's code, and a sentence.
  case refused(code: String, String)
  /// A password is needed.
  case encrypted
  /// Poppler cannot make sense of it; its own words.
  case damaged(String)
  /// The page does not exist or cannot be loaded.
  case noPage(Int)
  /// The page has no size that can be drawn.
  case unusableSize(Int)
  /// Cairo could not draw the page; its own words.
  case notDrawn(String)
  /// There was not enough memory to draw the page.
  case outOfMemory
  /// The file could not be read.
  case unreadable(SystemError)
  /// The file's bytes are not, or no longer, those of the document that was taken.
  case changed(FilePath)

  /// One sentence.
  public var description: String {
    switch self {
    case .refused(_, let sentence): sentence
    case .encrypted: "the document needs a password"
    case .damaged(let words): "Poppler cannot read the document: \(words)"
    case .noPage(let number): "page \(number) cannot be loaded"
    case .unusableSize(let number): "page \(number) has no size that can be drawn"
    case .notDrawn(let words): "the page could not be drawn: \(words)"
    case .outOfMemory: "there is not enough memory to draw the page"
    case .unreadable(let error): error.description
    case .changed(let path): "\(path): its bytes are not those of the document that was taken"
    }
  }
}
