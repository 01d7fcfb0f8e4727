/// `sources`
public struct SourcesKeys: ListedKeys {
  /// What the section is about.
  public var purpose: String {
    "Who knows where the documents of identifiers in lists are. Besides: NAME: https://example.org/{id}.pdf"
  }
  var members: [any SettingMember] { [`default`, archiveBase, archiveFiles] }

  package let `default` = SettingKey(
    "sources.default", "archive.org", allowed: "archive.org or the NAME of another source",
    accepts: { !$0.isEmpty }, "The source of identifiers that name none.")
  package let archiveBase = SettingKey(
    "sources.archive_base", "https://archive.org", allowed: "an http or https address",
    accepts: { ["http://", "https://"].contains(where: $0.hasPrefix) && !$0.contains(where: \.isWhitespace) },
    "The address of the archive: a mirror's, or your own.")
  package let archiveFiles = SettingKey(
    "sources.archive_files", ArchiveFiles.best, "Which PDFs of an archive's item are fetched.")
}

/// Which documents of an archive's item are wanted.
public enum ArchiveFiles: String, SettingChoice {
  /// The original where there is one, never one that is only text.
  case best
  /// All but those that are only text.
  case all
}

/// `sources.NAME`: keys that the table does not list, as users name them.
enum SourceTemplates {
  private static let prefix = "sources."

  /// The key of a source's template; nil for a name that cannot be one.
  static func key(_ name: String) -> SettingKey<String>? {
    let source = name.dropFirst(prefix.count)
    guard name.hasPrefix(prefix), SettingTable.byName[name] == nil, !source.isEmpty, source.utf8.count <= 40,
      source.utf8.allSatisfy({ (97...122).contains($0) || (48...57).contains($0) || $0 == 0x2d || $0 == 0x5f })
    else { return nil }
    return SettingKey(
      name, "", allowed: "an http or https address that holds {id}",
      accepts: { text in
        ["http://", "https://"].contains(where: text.hasPrefix) && text.contains("{id}")
          && !text.contains(where: \.isWhitespace)
      },
      "Where the documents of the source \(source) are; {id} stands for the identifier.")
  }
}

extension Settings {
  /// The templates of sources by their names.
  public var sourceTemplates: [String: String] {
    Dictionary(
      templateKeys.map { (String($0.name.dropFirst(8)), value(of: $0)) }, uniquingKeysWith: { first, _ in first })
  }

  /// The keys of templates that were given, by name.
  var templateKeys: [SettingKey<String>] { entries.keys.sorted().compactMap { SourceTemplates.key($0) } }
}
