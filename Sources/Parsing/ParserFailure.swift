import Formats
import Glibc
import SystemCalls

/// Why the parser program gave no reply to a request.
public struct ParserFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What happened.
  public enum Kind: Sendable, Hashable, CaseIterable {
    /// The program died of the document.
    case crashed
    /// It did not answer in time.
    case timeout
    /// It needed more memory than it may have.
    case memory
    /// The storage failed while it read the document: no document's fault, and the document is read again later.
    case unreadable
    /// It cannot be started or does not work at all: no document's fault, so nothing must be quarantined for it.
    case unavailable
  }

  /// What happened.
  public let kind: Kind
  /// One sentence.
  public let message: String
  /// The last the program wrote on standard error; often empty.
  public let diagnostics: String

  /// Makes a failure.
  public init(_ kind: Kind, _ message: String, diagnostics: String = "") {
    self.kind = kind
    self.message = message
    self.diagnostics = diagnostics
  }

  /// The reason a document is quarantined for; nil when the document is not at fault.
  public var reason: Reason? {
    switch kind {
    case .crashed: .parserCrashed
    case .timeout: .parserTimeout
    case .memory: .parserMemory
    case .unreadable, .unavailable: nil
    }
  }

  /// The code a page's record bears (`PageRecord.errorType`); nil when the page is not at fault.
  public var pageCode: String? {
    switch kind {
    case .crashed: "page_crashed"
    case .timeout: "page_timeout"
    case .memory: "page_memory"
    case .unreadable, .unavailable: nil
    }
  }

  /// The sentence, and the program's last words when there are any.
  public var description: String {
    let words = diagnostics.split(separator: "\n").last.map(String.init) ?? ""
    return words.isEmpty ? message : "\(message) (\(words))"
  }

  static func late(after seconds: Double, diagnostics: String) -> ParserFailure {
    let shown = seconds == seconds.rounded() && seconds < 1e15 ? "\(Int(seconds))" : "\(seconds)"
    return ParserFailure(.timeout, "the parser did not answer within \(shown) s", diagnostics: diagnostics)
  }

  /// Judges by the way the program ended and by its last words.
  init(ending: Sys.Ending?, diagnostics: String) {
    if Self.memoryWords.contains(where: { diagnostics.contains($0) }) {
      self.init(.memory, "the parser ran out of memory", diagnostics: diagnostics)
      return
    }
    switch ending {
    case .signalled(SIGXCPU):
      self.init(.timeout, "the parser used up its processor time", diagnostics: diagnostics)
    case .signalled(SIGKILL):
      // We did not send it, so it was the kernel's: out of memory, of the machine's or of the job's share.
      self.init(.memory, "the parser was killed, most likely for want of memory", diagnostics: diagnostics)
    case .signalled(SIGTERM), .signalled(SIGINT), .signalled(SIGHUP), .signalled(SIGUSR1), .signalled(SIGUSR2):
      self.init(.unavailable, "the parser was told to stop by somebody else", diagnostics: diagnostics)
    case .signalled(SIGBUS):
      // Documents are mapped, and this is how the kernel says that it could not read what was mapped (mmap(2)).
      self.init(.unreadable, "the document could not be read while it was parsed", diagnostics: diagnostics)
    case .signalled(let number):
      self.init(.crashed, "the parser died of signal \(number)\(Self.name(number))", diagnostics: diagnostics)
    case .exited(let status):
      self.init(.crashed, "the parser gave up with exit status \(status)", diagnostics: diagnostics)
    case nil:
      self.init(.crashed, "the parser stopped answering", diagnostics: diagnostics)
    }
  }

  /// What is written when an allocation fails: the C++ runtime, Poppler (`goo/gmem.h`, exit status 1), GLib (`g_malloc`),
  /// and Swift's runtime.
  private static let memoryWords = [
    "bad_alloc", "Out of memory", "out of memory", "failed to allocate", "Bogus memory allocation",
    "Cannot allocate memory",
  ]

  private static func name(_ number: Int32) -> String {
    switch number {
    case SIGSEGV: " (segmentation fault)"
    case SIGABRT: " (abort)"
    case SIGFPE: " (arithmetic error)"
    case SIGILL, SIGTRAP: " (trap)"
    default: ""
    }
  }
}
