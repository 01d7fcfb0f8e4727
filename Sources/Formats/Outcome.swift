public import SystemPackage

/// `outcome.json` in a try's directory: a task's last word, published after its results are synced.
///
/// It is a statement, not a proof: cleanup believes the pages and records it can read (law 6).
public struct Outcome: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// Whether the task went through its whole list, or why it stopped: `complete`, `warned` (a signal came), `failed`.
  public var ending: Ending
  /// The sentence that goes with `failed`.
  public var message: String?
  /// The engine that ran.
  public var engine: String
  /// The versions of the programs and libraries it ran with, by name.
  public var versions: [String: String]
  /// The host it ran on.
  public var host: String
  /// When the task started.
  public var startedAt: Timestamp
  /// When it wrote this.
  public var endedAt: Timestamp
  /// One entry an item the task touched.
  public var items: [ItemOutcome]
  /// The SHA-256 of the files it left beside this one, by name; nil where it cannot vouch for them.
  public var files: [String: String]?

  /// How a task ended.
  public enum Ending: String, Sendable, Codable {
    /// It went through its whole list.
    case complete
    /// A warning signal came and it stopped in order.
    case warned
    /// It could not go on at all.
    case failed
  }

  /// Makes a task's last word.
  public init(
    ending: Ending, message: String? = nil, engine: String, versions: [String: String], host: String,
    startedAt: Timestamp, endedAt: Timestamp, items: [ItemOutcome]
  ) {
    self.ending = ending
    self.message = message
    self.engine = engine
    self.versions = versions
    self.host = host
    self.startedAt = startedAt
    self.endedAt = endedAt
    self.items = items
  }

  /// Those files where the try's directory is now, with their SHA-256, in the order of their names.
  public func paths(in directory: FilePath) -> [(path: FilePath, sha256: String)] {
    (files ?? [:]).sorted { $0.key < $1.key }.compactMap { name, sha256 in
      guard let name = FilePath.Component(name), name.kind == .regular else { return nil }
      return (directory.appending(name), sha256)
    }
  }

  enum CodingKeys: String, CodingKey {
    case format, ending, message, engine, versions, host, items, files
    case startedAt = "started_at"
    case endedAt = "ended_at"
  }
}

/// What a task says of one item.
public struct ItemOutcome: Sendable, Hashable, Codable {
  /// The item's identifier.
  public var identifier: String
  /// Units (pages) that have a result, blank ones included, former tries included.
  public var unitsDone: Int
  /// The numbers of the units that failed.
  public var unitsFailed: [Int]
  /// A failure that names the item: a reason's code. nil when it was done or merely not reached.
  public var errorType: String?
  /// The sentence that goes with it.
  public var errorMessage: String?
  /// Why the document could not be got at, which says nothing of the item: its storage failed. nil when it could.
  public var unreachable: String?

  /// Makes the entry for one item.
  public init(
    identifier: String, unitsDone: Int, unitsFailed: [Int] = [], errorType: String? = nil, errorMessage: String? = nil,
    unreachable: String? = nil
  ) {
    self.identifier = identifier
    self.unitsDone = unitsDone
    self.unitsFailed = unitsFailed
    self.errorType = errorType
    self.errorMessage = errorMessage
    self.unreachable = unreachable
  }

  enum CodingKeys: String, CodingKey {
    case identifier
    case unitsDone = "units_done"
    case unitsFailed = "units_failed"
    case errorType = "error_type"
    case errorMessage = "error_message"
    case unreachable
  }
}
