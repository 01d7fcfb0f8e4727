import Downloader
import Formats
import Spool
import StageKit
import SystemCalls

/// What people dropped and nobody took yet.
public struct InboxStatus: Sendable, Encodable {
  /// Names that can be taken now.
  public let ready: Names
  /// Names that changed a moment ago, or are named like an unfinished download.
  public let growing: Names
  /// Lists of URLs or identifiers.
  public let lists: Names
  /// What cannot be taken, each with the sentence that says why, by name.
  public let refused: [Refused]

  /// Some names of many.
  public struct Names: Sendable, Encodable {
    /// How many there are.
    public let count: Int
    /// The first few, relative to the inbox; what `sluice add` published, by the names it had.
    public let first: [String]

    init(_ names: [String], in spool: Spool) {
      count = names.count
      first = names.sorted().prefix(InboxStatus.shown).map { name in
        let note = Spool.arrival(spool.added.pushing(FilePath(name)))
        let bytes = Sys.exists(note) ? try? Sys.contents(of: note, limit: FormatCoding.longest) : nil
        return bytes.flatMap { try? FormatCoding.decode(Arrival.self, from: $0) }?.originalName ?? name
      }.sorted()
    }
  }

  /// Something that cannot be taken.
  public struct Refused: Sendable, Encodable {
    /// Its name, relative to the inbox.
    public let name: String
    /// The reason's code.
    public let reason: String
    /// What to do.
    public let message: String
  }

  /// Names kept of each kind.
  static let shown = 5

  init(_ workspace: Workspace) throws {
    let inbox = Inbox(spool: workspace.spool, settings: workspace.settings)
    // This host's clock stands in for the file server's: nothing is written and nothing decided here.
    let survey = try inbox.survey(probe: Timestamp.now.milliseconds * 1_000_000)
    var byKind = (ready: survey[.ready] ?? [], growing: survey[.growing] ?? [], lists: survey[.list] ?? [])
    let returning = Set((survey[.record] ?? []).compactMap(Self.returningItem))
    if !returning.isEmpty {
      let isPart = { (name: String) in name.firstIndex(of: "/").map { returning.contains(String(name[..<$0])) } ?? false
      }
      byKind.ready.removeAll(where: isPart)
      byKind.growing.removeAll(where: isPart)
      byKind.lists.removeAll(where: isPart)
      byKind.ready += returning
    }
    var refusals = try Refusals.read(workspace.spool).mapValues { ($0.reason, $0.message) }
    refusals = refusals.filter { Sys.exists(workspace.spool.path(.inbox).pushing(FilePath($0.key))) }
    for (kind, names) in survey {
      if case .refused(let reason, let message) = kind { for name in names { refusals[name] = (reason, message) } }
    }
    // What is refused is told as that, and with a folder all in it.
    let isTakeable = { (name: String) in
      let ends = name.indices.filter { name[$0] == "/" } + [name.endIndex]
      return !ends.contains { refusals[String(name[..<$0])] != nil }
    }
    ready = Names(byKind.ready.filter(isTakeable), in: workspace.spool)
    growing = Names(byKind.growing.filter(isTakeable), in: workspace.spool)
    lists = Names(byKind.lists.filter(isTakeable), in: workspace.spool)
    refused = refusals.map { Refused(name: $0.key, reason: $0.value.0, message: $0.value.1) }
      .sorted { $0.name < $1.name }
  }

  /// The identifier in `<id>/<id>.meta.json`: the mark of an item's directory that comes back.
  private static func returningItem(_ name: String) -> String? {
    let parts = name.split(separator: "/")
    return parts.count == 2 && parts[1] == "\(parts[0]).meta.json" ? String(parts[0]) : nil
  }
}
