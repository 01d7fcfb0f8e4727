import Formats
import Lists

/// What the archive answers about one of its items: `GET /metadata/{id}`.
///
/// Field names are those of the archive's metadata interface; values come as a text or a list of texts, numbers as texts.
struct ArchiveAnswer: Decodable {
  struct File: Decodable {
    var name: String
    var source: String?
    var format: String?
    var md5: String?
    var sha1: String?
    var size: Texts?
    var isPrivate: Texts?

    enum CodingKeys: String, CodingKey {
      case name, source, format, md5, sha1, size
      case isPrivate = "private"
    }
  }

  struct Facts: Decodable {
    var title: Texts?
    var creator: Texts?
    var date: Texts?
    var year: Texts?
    var collection: Texts?
  }

  /// A text or several, whatever the archive sent.
  struct Texts: Decodable {
    let all: [String]
    var first: String? { all.first }

    init(from decoder: any Decoder) throws {
      let value = try JSONValue(from: decoder)
      switch value {
      case .array(let values): all = values.compactMap(Self.text)
      default: all = [value].compactMap(Self.text)
      }
    }

    private static func text(_ value: JSONValue) -> String? {
      switch value {
      case .string(let text): text
      case .integer(let number): String(number)
      case .bool(let value): String(value)
      default: nil
      }
    }
  }

  var files: [File]?
  var metadata: Facts?
  var isDark: Bool?
  var error: Texts?

  enum CodingKeys: String, CodingKey {
    case files, metadata, error
    case isDark = "is_dark"
  }

  /// The largest answer that is read: 64 MiB, some 200,000 files.
  static let longest = 64 << 20

  /// The documents to fetch, the best first; never empty.
  func documents(of identifier: String, all: Bool) throws(FetchFailure) -> [File] {
    if isDark == true {
      throw FetchFailure(.dark, "The archive has withdrawn \(identifier): it is dark.", .doubtful)
    }
    guard let files, metadata != nil else {
      let said = error?.first.map { " It says: \($0.prefix(200))" } ?? ""
      throw FetchFailure(.notInSource, "The archive knows no item \(identifier).\(said)", .doubtful)
    }
    let documents = files.filter { Self.isDocument($0) }
    guard !documents.isEmpty else {
      let kinds = Set(files.compactMap(\.format)).sorted().prefix(8).joined(separator: ", ")
      throw FetchFailure(
        .noDocument, "\(identifier) has no PDF among its \(files.count) files (\(kinds.isEmpty ? "none" : kinds)).",
        .final)
    }
    let open = documents.filter { $0.isPrivate?.first != "true" && $0.format?.contains("Encrypted") != true }
    guard !open.isEmpty else {
      throw FetchFailure(.restricted, "The archive lends \(identifier) and gives no PDF of it away.", .final)
    }
    let sorted = open.sorted { Self.rank($0, identifier) < Self.rank($1, identifier) }
    return all ? sorted : [sorted[0]]
  }

  private static func isDocument(_ file: File) -> Bool {
    let name = file.name.lowercased()
    return name.hasSuffix(".pdf") && !name.hasSuffix("_text.pdf")
  }

  /// Originals before derivatives, the item's own name before others, large before small, then by name.
  private static func rank(_ file: File, _ identifier: String) -> (Int, Int, Int64, String) {
    let size = file.size?.first.flatMap { Stated.bytes($0) } ?? 0
    return (file.source == "original" ? 0 : 1, file.name == "\(identifier).pdf" ? 0 : 1, -size, file.name)
  }
}

extension ListEntry {
  /// Takes over what the archive says of a document; the list's own words stand above.
  mutating func take(_ answer: ArchiveAnswer, _ chosen: ArchiveAnswer.File) {
    size = size ?? chosen.size?.first.flatMap { Stated.bytes($0) }
    md5 = md5 ?? chosen.md5?.lowercased()
    sha1 = sha1 ?? chosen.sha1?.lowercased()
    let facts = answer.metadata
    title = title ?? facts?.title?.first
    if creator == nil, let creators = facts?.creator?.all, !creators.isEmpty {
      creator = creators.joined(separator: "; ")
    }
    let date = facts?.date?.first
    year =
      year ?? facts?.year?.first
      ?? date.flatMap { $0.count >= 4 && $0.prefix(4).allSatisfy(\.isNumber) ? String($0.prefix(4)) : nil }
    var more = user ?? [:]
    if let date { more["source_date"] = more["source_date"] ?? .string(date) }
    if let collections = facts?.collection?.all, !collections.isEmpty {
      more["source_collection"] = more["source_collection"] ?? .array(collections.map { .string($0) })
    }
    user = more.isEmpty ? nil : more
  }
}
