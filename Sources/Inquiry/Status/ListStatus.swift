import Downloader
import Formats
import Hosts
import Lists
import Spool
import StageKit
import SystemCalls

/// One list that is worked off: what it is and how far it has come, as its own `progress.json` says.
public struct ListStatus: Sendable, Encodable {
  /// The list's directory in `00_inbox/.lists`, or in `manifests/lists`.
  public let list: String
  /// What the user called the file.
  public let originalName: String
  /// The collection of its entries.
  public let collection: String?
  /// `new`, `working`, `waiting` for a later time, or `finished`.
  public let state: String
  /// Entries to work off; nil until it was read once.
  public let entries: Int?
  /// How they ended.
  public let counts: ListProgress.Counts
  /// Entries that nobody has looked at yet, or that are in flight.
  public let waiting: Int?
  /// Bytes that travelled.
  public let bytes: Int64
  /// When the first entry that was put off may be tried.
  public let notBefore: Timestamp?
  /// When this was so.
  public let updatedAt: Timestamp
  /// Where its files are, relative to the workspace.
  public let path: String

  enum CodingKeys: String, CodingKey {
    case list, collection, state, entries, counts, waiting, bytes, path
    case originalName = "original_name"
    case notBefore = "not_before"
    case updatedAt = "updated_at"
  }

  init(_ progress: ListProgress, path: String) {
    list = progress.list
    originalName = progress.originalName
    collection = progress.collection
    entries = progress.entries
    counts = progress.counts
    waiting = progress.waiting
    bytes = progress.bytes
    notBefore = progress.notBefore
    updatedAt = progress.updatedAt
    self.path = path
    if progress.finishedAt != nil {
      state = "finished"
    } else if progress.entries == nil {
      state = "new"
    } else {
      state = progress.waiting == 0 && progress.counts.deferred > 0 ? "waiting" : "working"
    }
  }

  /// The lists being worked off, by name.
  static func all(in workspace: Workspace) throws -> [ListStatus] {
    guard let lists = try workspace.spool.own(.lists) else { return [] }
    return try Sys.entries(of: lists).filter { !$0.name.isHidden }
      .compactMap { read(workspace.spool.list($0.name.string), workspace) }
  }

  /// A list by its directory's name, by the name of its file, or by the beginning of either where only one fits.
  public init?(named name: String, in workspace: Workspace) throws {
    var found = try Self.all(in: workspace)
    let finished = workspace.spool.finishedLists
    if Sys.exists(finished) {
      found += try Sys.entries(of: finished).compactMap { Self.read(finished.appending($0.name), workspace) }
    }
    let exact = found.filter { $0.list == name }
    let named = found.filter { $0.originalName == name || $0.list.hasPrefix("\(name)~") }
    guard let one = exact.first ?? named.max(by: { $0.updatedAt < $1.updatedAt }) else { return nil }
    self = one
  }

  private static func read(_ directory: FilePath, _ workspace: Workspace) -> ListStatus? {
    guard let bytes = try? Sys.contents(of: ListLayout(directory).progress, limit: FormatCoding.longest),
      let progress = try? FormatCoding.decode(ListProgress.self, from: bytes)
    else { return nil }
    var relative = directory
    _ = relative.removePrefix(workspace.root)
    return ListStatus(progress, path: relative.string)
  }

  /// The first lines of the list that are no entries.
  public func rejects(_ count: Int, in workspace: Workspace) throws -> [ListReject] {
    let path = ListLayout(workspace.root.pushing(FilePath(self.path))).rejects
    guard Sys.exists(path) else { return [] }
    var reader = try LineReader(path)
    var found: [ListReject] = []
    while found.count < count, let line = try reader.next() {
      if let reject = try? FormatCoding.decode(ListReject.self, from: line.bytes) { found.append(reject) }
    }
    return found
  }
}

/// A site that is left alone for a while, by all of a user's workspaces on this machine.
public struct HostStatus: Sendable, Encodable {
  /// The site: a registrable domain, or an address of numbers.
  public let site: String
  /// Until when.
  public let until: Timestamp
  /// `asked` by the site itself, or `failing`.
  public let cause: String
  /// The class of the failure that led to it.
  public let failure: String?

  /// The sites that rest now, the one that comes back first in front.
  static func all(at now: Timestamp) -> [HostStatus] {
    guard let book = HostBook(), let pauses = try? book.read(at: now) else { return [] }
    return pauses.filter { $0.until > now }.sorted { $0.until < $1.until }.map {
      HostStatus(site: $0.site.name, until: $0.until, cause: $0.cause.rawValue, failure: $0.failure)
    }
  }
}
