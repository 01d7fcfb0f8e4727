import Formats
import Lists
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
    /// A list that may be taken.
    case list
    /// A file of an item, which belongs into the item's directory.
    case record
    /// Nobody's business: hidden files, desktop droppings, READMEs.
    case ignored
    /// Cannot be taken; the reason's code and a sentence.
    case refused(String, String)
  }

  /// Names of an item's own files, which look like lists and are none.
  static let itemSuffixes = [".meta.json", ".ocr.json", ".ocr.jsonl", ".pages.ndjson", "error.json", "arrival.json"]
  /// Names of files that somebody is still writing.
  static let partSuffixes = [".part", ".partial", ".crdownload", ".tmp"]

  /// The time by the file server's clock, nanoseconds since 1970.
  public func probeTime() throws(SystemError) -> Int64 { try Sys.serverTime(beside: spool.probe) }

  /// Names of Sluice's own under which something else stands, refused as the names of what people drop are.
  func foreignNames() throws(SystemError) -> [(name: String, reason: String, message: String)] {
    var found: [(name: String, reason: String, message: String)] = []
    for name in InboxName.allCases {
      guard let foreign = try spool.foreign(name) else { continue }
      found.append((name.rawValue, Self.foreignReason, foreign.description))
    }
    return found
  }

  /// The code of that refusal.
  static let foreignReason = "foreign_name"

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
    let isList = ListKind(name) != nil
    if isList && Self.itemSuffixes.contains(where: text.hasSuffix) { return .record }
    guard Double(probe - Self.lastChange(of: status, at: probe)) / 1e9 >= settle else { return .growing }
    return isList ? .list : .ready
  }

  /// When a file last changed: what it is dated, or, where that lies ahead, when anything of it changed. Anybody may date a file,
  /// as other zones and wrong clocks do; the file server alone says when that was done.
  private static func lastChange(of status: FileStatus, at probe: Int64) -> Int64 {
    status.modified > probe ? status.changed : status.modified
  }

  private func matches(_ pattern: String, _ name: String) -> Bool {
    let pattern = pattern.lowercased()
    return pattern.hasSuffix("*") ? name.hasPrefix(pattern.dropLast()) : name == pattern
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
    for foreign in try foreignNames() {
      found[.refused(foreign.reason, foreign.message), default: []].append(foreign.name)
    }
    let added = try addedNames()
    if !added.isEmpty { found[.ready, default: []] += added }
    return found
  }

  private func addedNames() throws(SystemError) -> [String] {
    guard let added = try spool.own(.added) else { return [] }
    var names: [String] = []
    for entry in try Sys.entries(of: added) where !entry.name.isHidden {
      if try Self.added(in: added.appending(entry.name)) != nil { names.append(entry.name.string) }
    }
    return names
  }

  /// The name of the document in a directory that `sluice add` publishes.
  public static let addedDocument = "document"

  /// How the name of a list in such a directory begins.
  public static let addedList = "source."

  /// What such a directory holds: a document, or a list; nil for neither.
  static func added(in directory: FilePath) throws(SystemError) -> (path: FilePath, list: ListKind?)? {
    let document = directory.appending(addedDocument)
    if Sys.exists(document) { return (document, nil) }
    guard try Sys.status(of: directory).kind == .directory else { return nil }
    for file in try Sys.entries(of: directory) where file.name.string.hasPrefix(addedList) {
      if let kind = ListKind(file.name) { return (directory.appending(file.name), kind) }
    }
    return nil
  }

  /// Items that came back without a document, to be fetched anew; at most `count`.
  public func unfetched(_ count: Int) throws -> [(identifier: Identifier, path: FilePath, metadata: ItemMetadata)] {
    var found: [(identifier: Identifier, path: FilePath, metadata: ItemMetadata)] = []
    for entry in try Sys.entries(of: spool.path(.inbox)) where found.count < count && entry.kind != .file {
      let path = spool.path(.inbox).appending(entry.name)
      guard let identifier = Identifier(entry.name.string), Spool.found(path, identifier) == nil,
        let metadata = try? ItemFiles.metadata(path, identifier), metadata.identifier == identifier.text,
        !metadata.hasDocument
      else { continue }
      if let elsewhere = try spool.locate(identifier), elsewhere.path != path { continue }
      found.append((identifier, path, metadata))
    }
    return found
  }
}
