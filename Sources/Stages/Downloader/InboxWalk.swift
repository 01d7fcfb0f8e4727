import Lists
import Spool
import StageKit
import SystemCalls

/// One walk through the inbox, group by group: first what `sluice add` published, then what lies in the inbox.
///
/// Each directory is read once and held open, however much lies in it. Names are put in order by blocks: a folder of ordinary
/// size is gone through in byte order, a folder of a million names in no more memory.
struct InboxWalk {
  /// Names of a directory that are put in order together.
  private static let block = 4096
  /// Deep enough for any archive, and an end for a tree made to have none.
  private static let deepest = 32

  /// A directory that is being gone through.
  private struct Level {
    let path: FilePath
    let shown: String
    let reader: Sys.DirectoryReader
    /// The names read and not yet looked at, the next one last.
    var block: [DirectoryEntry] = []

    init(_ path: FilePath, shown: String) throws(SystemError) {
      self.path = path
      self.shown = shown
      reader = try Sys.DirectoryReader(path)
    }

    mutating func next() throws(SystemError) -> DirectoryEntry? {
      if block.isEmpty {
        while block.count < InboxWalk.block, let entry = try reader.next() { block.append(entry) }
        block.sort { $1.name.lexicographicallyPrecedes($0.name) }
      }
      return block.popLast()
    }
  }

  private let inbox: Inbox
  private var added: Level?
  private var levels: [Level] = []

  private var spool: Spool { inbox.spool }

  /// Begins at the front.
  init(_ inbox: Inbox, refusals: inout Refusals) throws(SystemError) {
    self.inbox = inbox
    if let own = try inbox.spool.own(.added) { added = try Level(own, shown: "") }
    refusals.beginScan()
    for foreign in try inbox.foreignNames() {
      refusals.add(foreign.name, reason: foreign.reason, message: foreign.message)
    }
    enter(inbox.spool.path(.inbox), shown: "", &refusals)
  }

  /// Up to `count` things that may be taken; none at the end of the walk.
  mutating func next(_ count: Int, probe: Int64, refusals: inout Refusals) throws -> [Candidate] {
    var found: [Candidate] = []
    while found.count < count, let entry = try added?.next() {
      let handed: (path: FilePath, list: ListKind?)?
      do throws(SystemError) {
        handed = entry.name.isHidden ? nil : try Inbox.added(in: spool.added.appending(entry.name))
      } catch {
        refusals.add(".added/\(entry.name.string)", reason: "unreadable", message: error.description)
        continue
      }
      guard let added = handed else { continue }
      let kind = added.list.map { Candidate.Kind.list($0) } ?? .added
      found.append(Candidate(kind: kind, document: added.path, shown: entry.name.string, isAdded: true))
    }
    while found.count < count, !levels.isEmpty {
      guard let entry = nextEntry(&refusals) else {
        levels.removeLast()
        continue
      }
      try look(at: entry, probe, &found, &refusals)
    }
    return found
  }

  private mutating func enter(_ path: FilePath, shown: String, _ refusals: inout Refusals) {
    do throws(SystemError) { levels.append(try Level(path, shown: shown)) } catch {
      refusals.add(String(shown.dropLast()), reason: "unreadable", message: error.description)
    }
  }

  /// The next name of the directory at hand; nil at its end, and where it cannot be read on.
  private mutating func nextEntry(_ refusals: inout Refusals) -> DirectoryEntry? {
    let last = levels.count - 1
    do throws(SystemError) { return try levels[last].next() } catch {
      refusals.add(String(levels[last].shown.dropLast()), reason: "unreadable", message: error.description)
      return nil
    }
  }

  private mutating func look(
    at entry: DirectoryEntry, _ probe: Int64, _ found: inout [Candidate], _ refusals: inout Refusals
  ) throws {
    let (directory, shown) = (levels[levels.count - 1].path, levels[levels.count - 1].shown)
    let (path, name) = (directory.appending(entry.name), shown + entry.name.string)
    switch inbox.kind(of: path, probe: probe) {
    case .growing, .ignored: return
    case .record:
      refusals.add(name, reason: "stray_record", message: "It belongs to an item: drop the item's whole directory.")
    case .list:
      if let kind = ListKind(entry.name) { found.append(Candidate(kind: .list(kind), document: path, shown: name)) }
    case .refused(let reason, let message): refusals.add(name, reason: reason, message: message)
    case .ready:
      if refusals.isStanding(name) && !isReadable(path) { return refusals.keep(name) }
      guard try (entry.kind ?? Sys.status(of: path).kind) == .directory else {
        return found.append(Candidate(kind: .dropped, document: path, shown: name))
      }
      do {
        if levels.count == 1, try returning(path, entry.name, &found, &refusals) { return }
      } catch {
        // Not a folder of documents because its metadata cannot be read, or not for a moment: taken apart it would lose its
        // history, and its document would be a duplicate of itself.
        return refusals.add(name, reason: "unreadable", message: "Its metadata cannot be read: \(error)")
      }
      if levels.count <= Self.deepest { enter(path, shown: name + "/", &refusals) }
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
    guard let identifier = Identifier(name.string), try Sys.isThere(Spool.metadata(path, identifier)) else {
      return false
    }
    let metadata = try ItemFiles.metadata(path, identifier)
    guard metadata.identifier == identifier.text else {
      refusals.add(
        name.string, reason: "renamed_item",
        message: "Its metadata are those of \(metadata.identifier): give the directory and its files that name again.")
      return true
    }
    if let elsewhere = try spool.locate(identifier), elsewhere.path != path {
      refusals.add(
        name.string, reason: "known_item",
        message: "\(identifier) is in \(elsewhere.place) already: remove one of the two.")
      return true
    }
    guard metadata.returnsByHand || metadata.bookedPlace == .stage(.inbox) else {
      refusals.add(
        name.string, reason: "moved_by_hand",
        message: "It was not moved here from 99_errors: sluice audit --repair enters the move, then it comes back.")
      return true
    }
    guard Spool.found(path, identifier) != nil else {
      // What could not be fetched comes back to be fetched.
      if !metadata.hasDocument { return true }
      refusals.add(
        name.string, reason: "incomplete_item",
        message: "\(metadata.sourceName) is missing in it: put the document beside.")
      return true
    }
    found.append(Candidate(kind: .returning(metadata), document: path, shown: name.string))
    return true
  }
}
