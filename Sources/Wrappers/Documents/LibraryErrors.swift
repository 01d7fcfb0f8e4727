internal import CPoppler
internal import Glibc
import Synchronization

/// What Poppler says of errors in documents while it works: it repairs what it can, goes on, and tells nobody else.
///
/// Each thread has its own, so that documents on several do not mix.
public enum LibraryErrors {
  /// Sentences kept of one page: a broken one can have a million.
  private static let most = 8
  private static let said = Mutex<[UInt: [String]]>([:])
  private static let isListening: Bool = {
    // Poppler hands every message to GLib, whose own handler drops them.
    g_log_set_handler(
      "Poppler", G_LOG_LEVEL_MASK,
      { _, _, words, _ in
        guard let words else { return }
        LibraryErrors.note(String(cString: words))
      }, nil)
    return true
  }()

  /// Forgets what was said on this thread, and listens from now on.
  public static func forget() {
    _ = isListening
    said.withLock { $0[here] = nil }
  }

  /// The errors since then, the first few of them. What Poppler calls a warning is none, nor is an internal error: it looks for
  /// fonts that have no number of their own by one that is made up.
  public static var sentences: [String] { said.withLock { $0[here] ?? [] } }

  /// Notes an error that a library told its caller.
  public static func add(_ sentence: String) {
    said.withLock { if $0[here, default: []].count < most { $0[here, default: []].append(sentence) } }
  }

  private static func note(_ words: String) {
    guard !words.hasPrefix("Syntax warning"), !words.hasPrefix("Internal error") else { return }
    add(words)
  }

  private static var here: UInt { UInt(pthread_self()) }
}
