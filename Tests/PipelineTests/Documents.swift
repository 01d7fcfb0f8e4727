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

/// Makes a script that programs can start.
///
/// Another program writes it, as what is open for writing here is so, too, in what another test is just about to start, and the
/// kernel starts nothing that is (execve(2), ETXTBSY).
func makeScript(_ text: String, at path: FilePath) throws {
  let scratch = try TemporaryDirectory()
  let source = try scratch.write(Array(text.utf8), as: "script")
  let made = try Command("/usr/bin/install", ["-m", "755", source.string, path.string]).run()
  guard made.status == 0 else { throw TestWorkspace.Failure(description: made.everything) }
}

extension TestWorkspace {
  /// Waits until the executor has written down the end of every batch in its hands, and takes them all by one pass of cleanup.
  func harvest() throws {
    for batch in try entries(root.appending("stages/03_ocr_processing"))
    where batch.lastComponent?.string.hasPrefix("batch_") == true {
      try eventually("the end of \(batch)") { try hasEnded(batch) }
    }
    let answer = try sluice("cleanup")
    guard answer.status == 0 else { throw Failure(description: answer.everything) }
    let left = try batches()
    guard left.isEmpty else { throw Failure(description: "cleanup left \(left)") }
  }

  /// Packs what waits and hands it over.
  func submit() throws {
    for verb in [["dispatch", "--now"], ["submit"]] {
      let answer = try command(verb).run()
      guard answer.status == 0 else { throw Failure(description: answer.everything) }
    }
  }

  /// The local executor's history of a batch.
  func events(ofBatch number: Int) throws -> [JSONValue] { try events(in: batchDirectory(number)) }

  /// The process that an event of a batch tells of: of the supervisor (`started`), or of the task (`chunk_started`); nil as
  /// long as there is no batch or no event.
  func process(_ event: String, ofBatch number: Int) throws -> Int32? {
    guard let events = try? events(ofBatch: number),
      case .integer(let process)? = events.last(where: { $0["event"]?.string == event })?["pid"]
    else { return nil }
    return Int32(process)
  }

  /// Waits until all of a batch's tasks are over and nobody writes in it any more.
  func awaitEnd(ofBatch number: Int) throws {
    let batch = try batchDirectory(number)
    try eventually("the end of \(batch)") { try hasEnded(batch) }
  }

  private func hasEnded(_ batch: FilePath) throws -> Bool {
    try events(in: batch).contains { $0["event"]?.string == "ended" }
  }

  private func events(in batch: FilePath) throws -> [JSONValue] {
    let path = batch.appending("local.ndjson")
    guard Sys.exists(path) else { return [] }
    return String(decoding: try Sys.contents(of: path), as: UTF8.self).lines
      .compactMap { try? FormatCoding.decode(JSONValue.self, from: Array($0.utf8)) }
  }

  /// The directories of the tries in a batch's open chunk, where tasks leave what they make.
  func tries(batch: Int = 1, chunk: String = "0001") throws -> [FilePath] {
    try entries(batchDirectory(batch).appending("chunks/\(chunk)")).filter { Sys.isDirectory($0) }
  }

  /// Waits until a batch is over, and answers the directory of the try in which its first chunk's task said its last word.
  func finishedTry(batch: Int = 1) throws -> FilePath {
    try awaitEnd(ofBatch: batch)
    let tries = try tries(batch: batch)
    guard let found = tries.first(where: { Sys.exists($0.appending("outcome.json")) }) else {
      throw Failure(description: "no task said a last word: \(tries)")
    }
    return found
  }
}
