/// The table of keys: every setting there is, in the order in which files and tables show them.
///
/// A stored property is a key, its name in Swift is its name in `sluice.yaml`, and nothing about it is said a second
/// time: the loader, the default file, the documentation and `sluice config` all read the table.
public struct SettingTable: SettingKeys {
  /// What the whole file is.
  public var purpose: String { "The settings of this workspace." }

  package let executor = SettingKey("executor", ExecutorName.local, "Who runs batches.")
  package let collection = SettingKey(
    "collection", "", allowed: "a text of one line", accepts: { !$0.contains(where: \.isNewline) },
    "The collection of dropped documents that name none.")

  package let workspace = WorkspaceKeys()
  package let inbox = InboxKeys()
  package let inspection = InspectionKeys()
  package let routing = RoutingKeys()
  package let ocr = OCRKeys()
  package let command = CommandKeys()
  package let task = TaskKeys()
  package let dispatch = DispatchKeys()
  package let engines = EnginesKeys()
  package let submit = SubmitKeys()
  package let local = LocalKeys()
  package let cleanup = CleanupKeys()
  package let finalize = FinalizeKeys()
  package let retention = RetentionKeys()
  package let limits = LimitsKeys()

  static let whole = SettingTable()

  /// One row of the table: a key, or a section with its rows.
  enum Row: Sendable {
    case key(any AnySettingKey)
    case section(name: String, purpose: String, rows: [Row])
  }

  /// The table as it is shown.
  static let rows = rows(of: whole)
  /// All keys, in the table's order.
  static let keys = flatten(rows)
  /// Keys by their name.
  static let byName = Dictionary(uniqueKeysWithValues: keys.map { ($0.name, $0) })
  /// Keys by the environment's name for them.
  static let byVariable = Dictionary(uniqueKeysWithValues: keys.map { ($0.variable, $0) })
  /// The sections' names, `engines.text` included.
  static let sections = Set(keys.flatMap { parents(of: $0.name) })

  /// The properties are listed by reflection, so that a key cannot be declared and forgotten.
  private static func rows(of keys: any SettingKeys) -> [Row] {
    Mirror(reflecting: keys).children.compactMap { child in
      if let key = child.value as? any AnySettingKey { return .key(key) }
      guard let section = child.value as? any SettingKeys, let label = child.label else { return nil }
      return .section(name: label, purpose: section.purpose, rows: rows(of: section))
    }
  }

  private static func flatten(_ rows: [Row]) -> [any AnySettingKey] {
    rows.flatMap { row in
      switch row {
      case .key(let key): [key]
      case .section(_, _, let rows): flatten(rows)
      }
    }
  }

  private static func parents(of name: String) -> [String] {
    let parts = name.split(separator: ".")
    return (1..<max(1, parts.count)).map { parts.prefix($0).joined(separator: ".") }
  }
}
