import Formats
import Lists
import Settings
import Transfer

/// What is asked for an entry: the document itself, or a source that knows where it is.
struct SourceRequest {
  let address: Address
  /// Whether the answer is a source's and not the document.
  let isQuestion: Bool
}

/// Why a document could not be had: the classes of transfers, and those that only show when one has come.
struct FetchFailure: Error, Hashable {
  /// The class's code; also the reason of the quarantine.
  let kind: String
  /// One sentence.
  let message: String
  /// What is done about it.
  let treatment: FailureClass.Treatment

  init(_ kind: String, _ message: String, _ treatment: FailureClass.Treatment) {
    self.kind = kind
    self.message = message
    self.treatment = treatment
  }

  init(_ failure: TransferFailure) {
    self.init(failure.kind.rawValue, failure.sentence, failure.kind.treatment)
  }

  /// Whether a class is one of answers that are probably the server's last word.
  static func isDoubtful(_ kind: String) -> Bool {
    if let known = FailureClass(rawValue: kind) { return known.treatment == .doubtful }
    return true
  }

  init(_ reason: Reason, _ message: String, _ treatment: FailureClass.Treatment) {
    self.init(reason.code, message, treatment)
  }
}

/// The sources of identifiers: the built-in one, and templates from the settings.
struct Sources {
  /// The archive's address, without a slash at the end.
  let archive: String
  /// Whether all documents of an archive's item are wanted, or the best one.
  let takesAll: Bool
  let templates: [String: String]
  let defaultSource: String

  init(_ settings: Settings) {
    let base = settings.sources.archiveBase
    archive = base.hasSuffix("/") ? String(base.dropLast()) : base
    takesAll = settings.sources.archiveFiles == .all
    templates = settings.sourceTemplates
    defaultSource = settings.sources.default
  }

  /// The rules by which lines of a list become entries.
  func rules(collection: String?) -> EntryRules {
    EntryRules(templates: templates, defaultSource: defaultSource, collection: collection)
  }

  /// Where an entry's document is, or who knows.
  func request(for entry: ListEntry) -> Result<SourceRequest, FetchFailure> {
    if let url = entry.url { return Self.request(url, isQuestion: false) }
    guard let source = entry.source, let identifier = entry.identifier else {
      return .failure(FetchFailure(FailureClass.address.rawValue, "The entry names no address.", .final))
    }
    if source == EntryRules.archive {
      return Self.request("\(archive)/metadata/\(WebAddress.part(identifier))", isQuestion: true)
    }
    guard let template = templates[source] else {
      let message = "No source is called \(source): name it in sluice.yaml as sources.\(source)."
      return .failure(FetchFailure(FailureClass.address.rawValue, message, .final))
    }
    return Self.request(template.replacing("{id}", with: WebAddress.part(identifier)), isQuestion: false)
  }

  /// Where a file of an archive's item is.
  func file(_ name: String, of identifier: String) -> Result<SourceRequest, FetchFailure> {
    let parts = name.split(separator: "/", omittingEmptySubsequences: true)
    guard !parts.isEmpty, !parts.contains(where: { $0 == "." || $0 == ".." }) else {
      let message = "The source names a file that no address can name: \(name.prefix(200))"
      return .failure(FetchFailure(FailureClass.address.rawValue, message, .final))
    }
    let path = parts.map { WebAddress.part(String($0)) }.joined(separator: "/")
    return Self.request("\(archive)/download/\(WebAddress.part(identifier))/\(path)", isQuestion: false)
  }

  private static func request(_ text: String, isQuestion: Bool) -> Result<SourceRequest, FetchFailure> {
    do throws(TransferFailure) {
      return .success(SourceRequest(address: try Address(text), isQuestion: isQuestion))
    } catch {
      return .failure(FetchFailure(error))
    }
  }
}
