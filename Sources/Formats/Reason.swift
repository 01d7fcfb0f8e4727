/// Why something was quarantined, refused or sent back: a short stable code, a sentence, and what to type next.
public struct Reason: Sendable, Hashable {
  /// The code; also the directory's name below `99_errors`. Lower-case letters, digits and `_` only.
  public let code: String
  /// What happened, as a sentence for the person who owns the document.
  public let sentence: String
  /// The next command or act; `ID` stands for the item's identifier.
  public let next: String

  init(_ code: String, _ sentence: String, next: String) {
    self.code = code
    self.sentence = sentence
    self.next = next
  }

  static let replace = "get a whole copy, then: sluice add FILE"
  static let again = "sluice retry ID"

  /// A password is needed to read the document.
  public static let encrypted = Reason(
    "encrypted", "The document needs a password.",
    next: "remove the password with your PDF program, then: sluice add FILE")
  /// The parser cannot make sense of the document.
  public static let damaged = Reason("damaged", "The document is damaged and cannot be read.", next: replace)
  /// The end of the document is missing.
  public static let truncated = Reason("truncated", "The end of the document is missing.", next: replace)
  /// The file has no bytes.
  public static let empty = Reason("empty", "The file is empty.", next: replace)
  /// The document has no pages.
  public static let zeroPages = Reason("zero_pages", "The document has no pages.", next: replace)
  /// The file is something else.
  public static let notAPDF = Reason(
    "not_a_pdf", "The file is no PDF, PNG, JPEG or TIFF.", next: "convert it to PDF, then: sluice add FILE")
  /// A picture beyond what can be read.
  public static let pictureTooLarge = Reason(
    "picture_too_large", "The picture has more pixels than can be read.",
    next: "make it smaller, then: sluice add FILE")
  /// The same bytes are already in the workspace.
  public static let duplicate = Reason(
    "duplicate", "A document with the same contents is already here.",
    next: "sluice retry ID makes it an item after all")
  /// The parser crashed on the document.
  public static let parserCrashed = Reason("parser_crashed", "The document crashed the parser.", next: again)
  /// The parser took too long.
  public static let parserTimeout = Reason(
    "parser_timeout", "The parser did not finish with the document in time.",
    next: "raise inspection.timeout in sluice.yaml, then: sluice retry ID")
  /// The parser needed too much memory.
  public static let parserMemory = Reason(
    "parser_memory", "The document needs more memory than the parser is allowed.",
    next: "raise inspection.memory in sluice.yaml, then: sluice retry ID")
  /// The engine failed on the document in every attempt.
  public static let engineFailed = Reason("engine_failed", "The engine failed on the document.", next: again)
  /// Too many pages failed.
  public static let pagesFailed = Reason("pages_failed", "Too many pages of the document failed.", next: again)
  /// The task gave no result for the document in every attempt.
  public static let noResult = Reason("no_result", "No task gave a result for the document.", next: again)
  /// The task ran out of time on the document travelling alone.
  public static let outOfTime = Reason(
    "out_of_time", "The document took longer than a task may.",
    next: "raise engines.NAME.seconds_per_page of its engine in sluice.yaml, then: sluice retry ID")
  /// The task needed more memory on the document travelling alone.
  public static let outOfMemory = Reason(
    "out_of_memory", "The document needed more memory than a task may have.",
    next: "raise slurm.NAME.memory of its engine, or local.memory, in sluice.yaml, then: sluice retry ID")
  /// Pages of it are doubtful, and a person should look.
  public static let doubtful = Reason(
    "doubtful", "A person should look at the text of some pages.",
    next: "sluice retry ID takes the text as it is, with --with-engine NAME its doubtful pages are read again")
  /// The output could not be verified.
  public static let outputInvalid = Reason(
    "output_invalid", "The output did not prove complete when it was read back.", next: again)
  /// Somebody wrote to the document after it was taken.
  public static let changed = Reason(
    "changed", "The file was written to after it was taken.",
    next: "where it is whole now, take it as a new document: sluice add FILE")
  /// The item's own directory lacks something it must have.
  public static let incompleteItem = Reason(
    "incomplete_item", "The item's directory lacks a file it must have.", next: "sluice show ID")

  /// Every reason an item can be quarantined for.
  public static let all: [Reason] =
    [
      encrypted, damaged, truncated, empty, zeroPages, notAPDF, pictureTooLarge, duplicate, parserCrashed,
      parserTimeout, parserMemory, engineFailed, pagesFailed, noResult, outOfTime, outOfMemory, doubtful,
      outputInvalid,
      changed, incompleteItem,
    ] + fetching

  /// The reason with this code; nil for one this version does not know.
  public init?(code: String) {
    guard let known = Reason.all.first(where: { $0.code == code }) else { return nil }
    self = known
  }

  /// What to type next for one item.
  public func next(for identifier: String) -> String {
    next.split(separator: " ", omittingEmptySubsequences: false)
      .map { $0 == "ID" ? Substring(identifier) : $0 }.joined(separator: " ")
  }
}
