import Formats
import Foundation

/// Makes entries of what was found in a list.
public struct EntryRules: Sendable {
  /// Sources by name with their templates; the built-in one has none.
  public let templates: [String: String]
  /// The source of identifiers that name none.
  public let defaultSource: String
  /// The collection of entries that name none.
  public let collection: String?

  /// The source that is built in.
  public static let archive = "archive.org"

  /// Rules for one list.
  public init(templates: [String: String], defaultSource: String, collection: String?) {
    self.templates = templates
    self.defaultSource = defaultSource
    self.collection = collection
  }

  /// Why something is no entry.
  struct Refusal: Error {
    let message: String
  }

  /// The entry that some values describe.
  func entry(_ values: [String: JSONValue], number: Int, line: Int) throws(Refusal) -> ListEntry {
    var entry = ListEntry(number: number, line: line)
    var rest = values
    func take(_ name: String) -> String? { rest.removeValue(forKey: name)?.plainText?.trimmingBlanks.nonEmpty }
    let url = take("url")
    let identifier = take("identifier")
    let source = take("source")
    entry.filename = take("filename")
    entry.collection = take("collection") ?? collection
    entry.title = take("title")
    entry.creator = take("creator")
    entry.year = take("year")
    entry.file = take("file")
    entry.sha256 = try sum(take("sha256"), digits: 64, "sha256")
    entry.sha1 = try sum(take("sha1"), digits: 40, "sha1")
    entry.md5 = try sum(take("md5"), digits: 32, "md5")
    if let text = take("size") {
      guard let size = Stated.bytes(text), size > 0 else {
        throw Refusal(message: "size is no number of bytes: \(text)")
      }
      entry.size = size
    }
    let extra = rest.filter { $0.value != .null && $0.value != .string("") }
    entry.user = extra.isEmpty ? nil : extra
    if let url {
      try address(url, source: source, &entry)
      // A name beside an address is what the document is called there.
      if entry.identifier == nil { entry.identifier = identifier }
    } else if let identifier {
      try name(identifier, source: source, &entry)
    } else {
      throw Refusal(message: "It names neither a url nor an identifier.")
    }
    return entry
  }

  private func address(_ text: String, source: String?, _ entry: inout ListEntry) throws(Refusal) {
    if let identifier = Self.archiveIdentifier(text) {
      (entry.source, entry.identifier) = (Self.archive, identifier)
      return
    }
    guard let url = WebAddress.normal(text) else {
      throw Refusal(message: "It is no http or https address: \(Userinfo.masked(text).prefix(200))")
    }
    entry.url = url
  }

  private func name(_ text: String, source: String?, _ entry: inout ListEntry) throws(Refusal) {
    var (source, identifier) = (source, text)
    if source == nil, let colon = text.firstIndex(of: ":"), isSource(String(text[..<colon])) {
      source = String(text[..<colon])
      identifier = String(text[text.index(after: colon)...])
    }
    let chosen = source ?? defaultSource
    guard isSource(chosen) else {
      throw Refusal(
        message: "No source is called \(chosen.prefix(100)): name it in sluice.yaml as sources.\(chosen.prefix(40))")
    }
    guard !identifier.isEmpty, identifier.utf8.count <= 1024,
      !identifier.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7f }),
      identifier != ".", identifier != ".."
    else { throw Refusal(message: "It is no identifier: empty, too long, or with control characters.") }
    (entry.source, entry.identifier) = (chosen, identifier)
  }

  private func isSource(_ name: String) -> Bool { name == Self.archive || templates[name] != nil }

  private func sum(_ text: String?, digits: Int, _ name: String) throws(Refusal) -> String? {
    guard let text = text?.lowercased() else { return nil }
    guard text.utf8.count == digits, text.utf8.allSatisfy({ (48...57).contains($0) || (97...102).contains($0) }) else {
      throw Refusal(message: "\(name) has not \(digits) hexadecimal digits: \(text.prefix(100))")
    }
    return text
  }

  /// The identifier in an address of the archive's own pages.
  private static func archiveIdentifier(_ text: String) -> String? {
    for prefix in ["https://archive.org/details/", "http://archive.org/details/", "https://www.archive.org/details/"]
    where text.hasPrefix(prefix) {
      let name = text.dropFirst(prefix.count).prefix { !"/?#".contains($0) }
      return name.isEmpty ? nil : String(name).removingPercentEncoding
    }
    return nil
  }
}

extension JSONValue {
  /// A text, or a number as people write it; nil for anything else.
  var plainText: String? {
    switch self {
    case .string(let text): text
    case .integer(let number): String(number)
    default: nil
    }
  }
}

extension String {
  var nonEmpty: String? { isEmpty ? nil : self }
}
