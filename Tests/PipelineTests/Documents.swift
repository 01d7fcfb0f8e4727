import Formats
import SystemCalls
import TestSupport
import Testing

/// The workspace of the test at hand, made by the trait `.workspace`.
func workspace() throws -> TestWorkspace { try #require(TestWorkspace.current) }

/// Small documents whose text is good enough for the route `text`.
enum Documents {
  /// Sentences that hold a word of the caller's, so that equal documents are made only on purpose.
  static func prose(_ word: String) -> String {
    "The word of this document is \(word). The chamber of a lock is a box of stone with a gate at either end. "
      + "When the upper paddles are drawn the water runs in, and the boat rises with it until the levels are the same. "
      + "Then the keeper leans on the beam, the gate swings open, and the boat goes on its way up the river."
  }

  /// A document of so many pages of prose.
  static func text(_ word: String, pages: Int = 1) -> [UInt8] {
    (1...max(1, pages)).reduce(PDFBuilder()) { $0.page(text: prose("\(word)\($1)")) }.data()
  }

  /// A document that is no PDF, whole, or readable, by the reason it must be quarantined for.
  static func bad(_ reason: Reason) -> [UInt8] {
    let whole = text("whole", pages: 3)
    switch reason {
    case .empty: return []
    case .notAPDF: return Array("<html><body>404 Not Found</body></html>\n".utf8)
    case .truncated: return Array(whole.prefix(whole.count * 2 / 3))
    case .zeroPages: return PDFBuilder().data()
    case .damaged: return damaged(whole)
    default: return (try? Sys.contents(of: Repository.root.appending("samples/encrypted-letter.pdf"))) ?? []
    }
  }

  /// Header and ending are as they should be; what is between is not.
  private static func damaged(_ whole: [UInt8]) -> [UInt8] {
    var bytes = whole
    for index in 20..<(bytes.count - 30) { bytes[index] = UInt8(truncatingIfNeeded: index &* 7 % 90 + 33) }
    return bytes
  }
}

extension JSONValue {
  /// A member of an object.
  subscript(_ name: String) -> JSONValue? { if case .object(let members) = self { members[name] } else { nil } }
}

extension TestWorkspace {
  /// One pass of cleanup; whether it left no batch in the executor's hands.
  func harvest() throws -> Bool {
    let answer = try sluice("cleanup")
    guard answer.status == 0 else { throw Failure(description: answer.everything) }
    return try batches().isEmpty
  }

  /// Packs what waits and hands it over.
  func submit() throws {
    for verb in [["dispatch", "--now"], ["submit"]] {
      let answer = try command(verb).run()
      guard answer.status == 0 else { throw Failure(description: answer.everything) }
    }
  }

  /// The directories of the tries in a batch's open chunk, where tasks leave what they make.
  func tries(batch: Int = 1, chunk: String = "0001") throws -> [FilePath] {
    try entries(batchDirectory(batch).appending("chunks/\(chunk)")).filter { Sys.isDirectory($0) }
  }

  /// Waits until the chunk's first task has said its last word, and answers its try's directory.
  func finishedTry(batch: Int = 1) throws -> FilePath {
    var found: FilePath?
    try waitUntil {
      found = try tries(batch: batch).first { Sys.exists($0.appending("outcome.json")) }
      return found != nil
    }
    guard let found else { throw Failure(description: "no task ended") }
    return found
  }
}
