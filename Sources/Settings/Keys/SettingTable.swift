/// The table of keys: every setting there is, in the order in which files and tables show them.
///
/// A stored property is a key or a section, its name in Swift is its name in `sluice.yaml`, and what is said of it is said
/// once: the loader, the default file, the documentation and `sluice config` all read the table.
public struct SettingTable: ListedKeys {
  /// What the whole file is.
  public var purpose: String { "The settings of this workspace." }
  var members: [any SettingMember] {
    [
      executor, collection, workspace, inbox, download, sources, inspection, routing, ocr, olmocr, command, task,
      dispatch, engines, submit, local, cleanup, finalize, retention, limits, breaker, slurm,
    ]
  }

  package let executor = SettingKey("executor", ExecutorName.local, "Who runs batches.")
  package let collection = SettingKey(
    "collection", "", allowed: "a text of one line", accepts: { !$0.contains(where: \.isNewline) },
    "The collection of dropped documents that name none.")

  package let workspace = WorkspaceKeys()
  package let inbox = InboxKeys()
  package let download = DownloadKeys()
  package let sources = SourcesKeys()
  package let inspection = InspectionKeys()
  package let routing = RoutingKeys()
  package let ocr = OCRKeys()
  package let olmocr = OlmocrKeys()
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
  package let breaker = BreakerKeys()
  package let slurm = SlurmKeys()

  static let whole = SettingTable()

  /// One row of the table: a key, or a section with its rows.
  enum Row: Sendable {
    case key(any AnySettingKey)
    case section(name: String, purpose: String, rows: [Row])

    /// The keys in it, in their order.
    var keys: [any AnySettingKey] {
      switch self {
      case .key(let key): [key]
      case .section(_, _, let rows): rows.flatMap(\.keys)
      }
    }
  }

  /// The table as it is shown.
  static let rows = whole.members.map { $0.row(depth: 0) }
  /// All keys, in the table's order.
  static let keys = rows.flatMap(\.keys)
  /// Keys by their name.
  static let byName = Dictionary(uniqueKeysWithValues: keys.map { ($0.name, $0) })
  /// Keys by the environment's name for them.
  static let byVariable = Dictionary(uniqueKeysWithValues: keys.map { ($0.variable, $0) })
  /// The sections' names, `engines.text` included.
  static let sections = Set(keys.flatMap { parents(of: $0.name) })

  /// The beginning of the environment's names for the keys of sections.
  static let sectionVariables = sections.map { (section: $0, prefix: variable($0) + "_") }

  /// The environment's name for a key or a section: `SLUICE_DISPATCH_CHUNK_PAGES`.
  static func variable(_ name: String) -> String {
    "SLUICE_"
      + String(decoding: name.utf8.map { $0 == UInt8(ascii: ".") ? UInt8(ascii: "_") : $0 }, as: UTF8.self).uppercased()
  }

  private static func parents(of name: String) -> [String] {
    let parts = name.split(separator: ".")
    return (1..<max(1, parts.count)).map { parts.prefix($0).joined(separator: ".") }
  }
}
