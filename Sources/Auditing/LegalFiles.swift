import Formats
import Spool

/// Which files an item's directory holds in each place: this table, and nothing else, decides it.
///
/// | place | must be there | may be there |
/// |---|---|---|
/// | `00_inbox` (returning) | document, metadata | everything below |
/// | `01_downloaded`, a batch | document, metadata | finished pages, what an earlier visit left |
/// | `04_ocr_completed` | metadata; document and records until the outputs are verified | outputs, finished pages |
/// | `05_processed` | metadata, `<id>.ocr.json`; the document where metadata says `kept` | `<id>.md`; the document of a failed archive |
/// | `99_errors` | document, metadata, `error.json` | the best text so far, finished pages |
///
/// Names that begin with a dot are private work of a worker that was stopped; any other is a stray.
enum LegalFiles {
  /// The files of an item, by what they are.
  enum File: CaseIterable, Hashable {
    case source, metadata, pages, records, consolidated, markdown, error, arrival

    /// The file's name for an item.
    func name(_ identifier: String) -> String {
      switch self {
      case .source: "\(identifier).pdf"
      case .metadata: "\(identifier).meta.json"
      case .pages: "\(identifier).pages.ndjson"
      case .records: "\(identifier).ocr.jsonl"
      case .consolidated: "\(identifier).ocr.json"
      case .markdown: "\(identifier).md"
      case .error: "error.json"
      case .arrival: "arrival.json"
      }
    }
  }

  /// What must be there and what may.
  struct Rule {
    var required: Set<File>
    var allowed: Set<File>

    init(_ required: Set<File>, allowed: Set<File>) {
      self.required = required
      self.allowed = required.union(allowed)
    }
  }

  /// What an earlier visit can have left: its outputs are written over, its pages are used again.
  private static let earlier: Set<File> = [.pages, .records, .consolidated, .markdown]

  static func rule(for place: Place, _ metadata: ItemMetadata) -> Rule {
    switch place {
    case .quarantine: return Rule([.source, .metadata, .error], allowed: earlier)
    case .stage(.completed):
      let isLicensed = metadata.results?.verifiedAt != nil
      return isLicensed
        ? Rule([.metadata, .consolidated], allowed: earlier.union([.source]))
        // error.json is written before an item that does not prove complete is moved to quarantine.
        : Rule([.source, .metadata, .records], allowed: earlier.union([.error]))
    case .stage(.processed):
      let isKept = metadata.results?.source == nil || metadata.results?.source == "kept"
      return Rule(isKept ? [.source, .metadata, .consolidated] : [.metadata, .consolidated], allowed: [.markdown])
    case .stage(.inbox): return Rule([.source, .metadata], allowed: earlier.union([.error, .arrival]))
    case .batch: return Rule([.source, .metadata], allowed: earlier.union([.error]))
    case .stage, .outside, .rest: return Rule([.source, .metadata], allowed: earlier)
    }
  }
}
