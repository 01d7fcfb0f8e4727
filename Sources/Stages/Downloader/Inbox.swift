import Formats
import Settings
import Spool
import StageKit
import SystemCalls

/// What people drop, and which of it may be taken.
public struct Inbox {
  let spool: Spool
  let settle: Double
  let ignored: [String]

  /// The inbox of a workspace.
  public init(spool: Spool, settings: Settings) {
    self.spool = spool
    settle = settings.inbox.settle.seconds
    ignored = settings.inbox.ignore
  }

  /// What something in the inbox is.
  public enum Kind: Sendable, Hashable {
    /// May be taken.
    case ready
    /// Changed a moment ago, or is named like an unfinished download.
    case growing
    /// A list: left alone.
    case list
    /// Nobody's business: hidden files, desktop droppings, READMEs.
    case ignored
    /// Cannot be taken; the reason's code and a sentence.
    case refused(String, String)
  }

  /// Names of lists, which a later verb expands.
  static let listSuffixes = [".txt", ".csv", ".tsv", ".ndjson", ".jsonl", ".json"]
  /// Names of files that somebody is still writing.
  static let partSuffixes = [".part", ".partial", ".crdownload", ".tmp"]

  /// The time by the file server's clock: that of a file just written there (nanoseconds since 1970).
  public func probeTime() throws(SystemError) -> Int64 {
    try Sys.writePrivate([], at: spool.probe)
    return try Sys.status(of: spool.probe).modified
  }

  /// Says what a file in the inbox is.
  public func kind(of path: FilePath, probe: Int64) -> Kind {
    guard let name = path.lastComponent else { return .ignored }
    let text = name.string.lowercased()
    if name.isHidden || ignored.contains(where: { matches($0, text) }) { return .ignored }
    let status: FileStatus
    do throws(SystemError) { status = try Sys.status(of: path) } catch {
      return error.errno == .noSuchFileOrDirectory ? .ignored : .refused("unreadable", error.description)
    }
    switch status.kind {
    case .symlink:
      return .refused("symlink", "It is a symbolic link, which is never followed: drop the file itself.")
    case .special: return .refused("special_file", "It is a device, pipe or socket: drop a file.")
    case .directory: return .ready
    case .file: break
    }
    if Self.partSuffixes.contains(where: text.hasSuffix) { return .growing }
    if Self.listSuffixes.contains(where: text.hasSuffix) { return .list }
    return Double(probe - status.modified) / 1e9 >= settle ? .ready : .growing
  }

  private func matches(_ pattern: String, _ name: String) -> Bool {
    let pattern = pattern.lowercased()
    return pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
  }

  /// Up to `count` things that may be taken: first what `sluice add` published, then what lies in the inbox.
  func next(_ count: Int, probe: Int64, refusals: inout Refusals) throws -> [Candidate] {
    var found: [Candidate] = []
    try addedDocuments(count, &found)
    refusals.beginScan()
    try scan(spool.path(.inbox), shown: "", depth: 0, count, probe, &found, &refusals)
    return found
  }

  /// Files in the inbox by what they are, for `status` and for `run`, which waits for what still grows.
  public func survey(probe: Int64) throws -> [Kind: [String]] {
    var found: [Kind: [String]] = [:]
    func look(_ directory: FilePath, _ shown: String, _ depth: Int) throws {
      for entry in try Sys.entries(of: directory) {
        let path = directory.appending(entry.name)
        let kind = kind(of: path, probe: probe)
        let isDirectory = kind == .ready && (try? Sys.status(of: path).kind) == .directory
        if isDirectory, depth < 32, (try? look(path, shown + entry.name.string + "/", depth + 1)) != nil { continue }
        if kind != .ignored { found[kind, default: []].append(shown + entry.name.string) }
      }
    }
    try look(spool.path(.inbox), "", 0)
    var added: [Candidate] = []
    try addedDocuments(.max, &added)
    if !added.isEmpty { found[.ready, default: []] += added.map(\.shown) }
    return found
  }

  private func addedDocuments(_ count: Int, _ found: inout [Candidate]) throws {
    guard Sys.exists(spool.added) else { return }
    for entry in try Sys.entries(of: spool.added) where found.count < count && !entry.name.isHidden {
      let directory = spool.added.appending(entry.name)
      for file in try Sys.entries(of: directory) where file.name.string == Inbox.addedDocument {
        found.append(
          Candidate(kind: .added, document: directory.appending(file.name), shown: entry.name.string))
      }
    }
  }

  /// The name of the document in a directory that `sluice add` publishes.
  public static let addedDocument = "document"

  private func scan(
    _ directory: FilePath, shown: String, depth: Int, _ count: Int, _ probe: Int64, _ found: inout [Candidate],
    _ refusals: inout Refusals
  ) throws {
    let entries: [DirectoryEntry]
    do throws(SystemError) { entries = try Sys.entries(of: directory) } catch {
      return refusals.add(String(shown.dropLast()), reason: "unreadable", message: error.description)
    }
    for entry in entries where found.count < count {
      let path = directory.appending(entry.name)
      let name = shown + entry.name.string
      switch kind(of: path, probe: probe) {
      case .growing, .list, .ignored: continue
      case .refused(let reason, let message): refusals.add(name, reason: reason, message: message)
      case .ready:
        if refusals.isStanding(name) && !isReadable(path) {
          refusals.keep(name)
          continue
        }
        guard try Sys.status(of: path).kind == .directory else {
          found.append(Candidate(kind: .dropped, document: path, shown: name))
          continue
        }
        if depth == 0, try returning(path, entry.name, &found, &refusals) { continue }
        // Deep enough for any archive, and an end for a tree made to have none.
        if depth < 32 { try scan(path, shown: name + "/", depth: depth + 1, count, probe, &found, &refusals) }
      }
    }
  }

  private func isReadable(_ path: FilePath) -> Bool {
    do throws(SystemError) {
      _ = try Sys.open(path, .read)
      return true
    } catch {
      return false
    }
  }

  /// Recognises an item that comes back: its own directory with the metadata of a known identifier.
  private func returning(
    _ path: FilePath, _ name: FilePath.Component, _ found: inout [Candidate], _ refusals: inout Refusals
  ) throws -> Bool {
    guard let identifier = Identifier(name.string), Sys.exists(Spool.metadata(path, identifier)),
      let metadata = try? ItemFiles.metadata(path, identifier), metadata.identifier == identifier.text
    else { return false }
    if let elsewhere = try spool.locate(identifier), elsewhere.path != path {
      refusals.add(
        name.string, reason: "known_item",
        message: "\(identifier) is in \(elsewhere.place) already: remove one of the two.")
      return true
    }
    guard Sys.exists(Spool.source(path, identifier)) else {
      refusals.add(
        name.string, reason: "incomplete_item", message: "\(identifier).pdf is missing in it: put the document beside.")
      return true
    }
    found.append(Candidate(kind: .returning(metadata), document: path, shown: name.string))
    return true
  }
}
