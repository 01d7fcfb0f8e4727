import Formats
import SystemCalls

/// Reads a list once, from end to end, and writes down its entries and what is none.
///
/// The two files are a pure function of list and rules, published whole: one that was interrupted is made again.
public struct Expansion {
  let layout: ListLayout
  let reader: ListReader
  let rules: EntryRules

  /// The expansion of the list in a directory.
  public init(_ layout: ListLayout, kind: ListKind, rules: EntryRules) {
    self.layout = layout
    reader = ListReader(path: layout.source(kind.rawValue), kind: kind)
    self.rules = rules
  }

  /// Lines that are looked at to tell a list from anything else.
  private static let looked = 20

  /// Why a file is no list, or none that can be read; nil where at least most of its beginning makes sense.
  public static func fault(of path: FilePath, kind: ListKind) throws -> ListFault? {
    do {
      if let line = try passwordLine(of: path) {
        return ListFault(
          message:
            "Line \(line) has a password in an address, which would be kept for ever: take it out, then drop it again.")
      }
      var (found, broken) = (0, 0)
      try ListReader(path: path, kind: kind).forEach { entry in
        found += 1
        if case .broken = entry { broken += 1 }
        return found < looked
      }
      if found == 0, kind != .json { return ListFault(message: "It holds no entry.") }
      return broken * 2 > found
        ? ListFault(message: "Most of its first lines are no entries, so it is no list; if it is one, correct them.")
        : nil
    } catch let fault as ListFault {
      return fault
    }
  }

  /// The first line with an address that says who asks and by which password (RFC 3986, 3.2.1); nil where none does.
  private static func passwordLine(of path: FilePath) throws(SystemError) -> Int? {
    var lines = try TextLines(path)
    while let line = try lines.next() { if holdsPassword(line.bytes) { return line.number } }
    return nil
  }

  /// Whether `://NAME:PASSWORD@` stands in some bytes; JSON may have backslashes before slashes.
  static func holdsPassword(_ bytes: [UInt8]) -> Bool {
    guard bytes.contains(UInt8(ascii: "@")) else { return false }
    let plain = bytes.filter { $0 != UInt8(ascii: "\\") }
    var rest = plain[...]
    while let start = rest.firstRange(of: Array("://".utf8)) {
      rest = rest[start.upperBound...]
      let authority = rest.prefix { $0 > 32 && !"/?#\"<>".utf8.contains($0) }
      guard let end = authority.lastIndex(of: UInt8(ascii: "@")) else { continue }
      if let colon = authority[..<end].firstIndex(of: UInt8(ascii: ":")), colon + 1 < end { return true }
    }
    return false
  }

  /// Writes the entries; answers false when `shouldStop` said so.
  public func run(_ progress: inout ListProgress, shouldStop: () -> Bool) throws -> Bool {
    var sampling = progress.sample.map { Sampling($0) }
    if sampling != nil {
      guard try scan(shouldStop, entry: { sampling?.consider($0) }, reject: { _ in }) else { return false }
    }
    var entries = Output(at: layout.entries)
    var rejects = Output(at: layout.rejects)
    var counts = (entries: 0, rejected: 0, left: 0)
    let whole = try scan(
      shouldStop,
      entry: { entry in
        if let sampling, !sampling.holds(entry) {
          counts.left += 1
        } else {
          try entries.write(try EntryLine.encode(entry))
          counts.entries += 1
        }
      },
      reject: { reject in
        try rejects.write(try FormatCoding.line(reject))
        counts.rejected += 1
      })
    guard whole else { return false }
    try entries.close()
    try rejects.close()
    try Sys.reveal([layout.rejects, layout.entries])
    progress.entries = counts.entries
    progress.counts.rejected = counts.rejected
    progress.counts.notSampled = counts.left
    progress.updatedAt = .now
    try Sys.publish(try FormatCoding.file(progress), at: layout.progress)
    return true
  }

  /// The first entries of a list that lies anywhere, for a dry run; nothing is written.
  public static func first(
    _ count: Int, of path: FilePath, kind: ListKind, rules: EntryRules
  ) throws -> (entries: [ListEntry], rejects: [ListReject]) {
    try Expansion(reader: ListReader(path: path, kind: kind), rules: rules).first(count)
  }

  private init(reader: ListReader, rules: EntryRules) {
    layout = ListLayout(reader.path.removingLastComponent())
    self.reader = reader
    self.rules = rules
  }

  /// The first so many entries; nothing is written.
  func first(_ count: Int) throws -> (entries: [ListEntry], rejects: [ListReject]) {
    var found: (entries: [ListEntry], rejects: [ListReject]) = ([], [])
    _ = try scan(
      { found.entries.count + found.rejects.count >= count }, entry: { found.entries.append($0) },
      reject: { found.rejects.append($0) })
    return found
  }

  private func scan(
    _ shouldStop: () -> Bool, entry: (ListEntry) throws -> Void, reject: (ListReject) throws -> Void
  ) throws -> Bool {
    var number = 0
    var stopped = false
    try reader.forEach { found in
      if shouldStop() {
        stopped = true
        return false
      }
      number += 1
      switch found {
      case .broken(let line, let message, let text):
        try reject(ListReject(line: line, message: message, text: text))
      case .values(let values, let line, let text):
        switch Result(catching: { () throws(EntryRules.Refusal) in try rules.entry(values, number: number, line: line) }
        )
        {
        case .success(let made): try entry(made)
        case .failure(let refusal): try reject(ListReject(line: line, message: refusal.message, text: text))
        }
      }
      return true
    }
    return !stopped
  }
}
