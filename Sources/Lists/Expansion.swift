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

  /// Bytes of the largest list that is read, 1 GiB: some ten million addresses, which are looked through in a minute or two before
  /// a document is taken.
  public static let largest: Int64 = 1 << 30

  /// Why a file is no list, or none that can be read; nil where at least most of its beginning makes sense.
  public static func fault(of path: FilePath, kind: ListKind) throws -> ListFault? {
    do {
      if try Sys.status(of: path).size > largest {
        return ListFault(
          message: "It is larger than a list may be, \(largest >> 20) MiB: split it, then drop the parts again.")
      }
      if let place = try placeOfUser(in: path, kind: kind) {
        return ListFault(
          message: "\(place) has a password or a name in an address, which would be kept for ever: take it out, then "
            + "drop it again.")
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

  /// Where the first address is that says who asks; nil where none does. What is no entry, a remark for one, is kept as well
  /// and looked at as it is written; entries are looked at as they are read.
  private static func placeOfUser(in path: FilePath, kind: ListKind) throws -> String? {
    let separators = kind == .csv || kind == .tsv ? Array(",;|".utf8) : []
    var mayHold = false
    var lines = try TextLines(path)
    while let line = try lines.next() {
      if Userinfo.holdsPassword(written: line.bytes, separators: separators) {
        return "Line \(line.number)"
      }
      mayHold =
        mayHold || line.tooLong
        || line.bytes.contains { $0 == UInt8(ascii: "@") || $0 == UInt8(ascii: "\\") }
    }
    var found: Int?
    guard mayHold else { return nil }
    try ListReader(path: path, kind: kind).forEach { entry in
      if case .values(let values, let line, _) = entry, holdsUser(.object(values)) { found = line }
      return found == nil
    }
    return found.map { "\(kind == .json ? "Entry" : "Line") \($0)" }
  }

  private static func holdsUser(_ value: JSONValue) -> Bool {
    switch value {
    case .string(let text): Userinfo.isHeld(in: text)
    case .array(let values): values.contains(where: holdsUser)
    case .object(let values): values.contains { Userinfo.isHeld(in: $0.key) || holdsUser($0.value) }
    default: false
    }
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
    do {
      return try readAll(shouldStop, entry: entry, reject: reject)
    } catch let error as SystemError where error.isOfSignal {
      return false
    }
  }

  private func readAll(
    _ shouldStop: () -> Bool, entry: (ListEntry) throws -> Void, reject: (ListReject) throws -> Void
  ) throws -> Bool {
    var number = 0
    var stopped = false
    // Lists that were taken by versions before can hold a password.
    func refuse(_ line: Int, _ message: String, _ text: [UInt8]) throws {
      let (message, text) = (Userinfo.masked(message), Userinfo.masked(String(decoding: text, as: UTF8.self)))
      try reject(ListReject(line: line, message: message, text: Array(text.utf8)))
    }
    try reader.forEach { found in
      if shouldStop() {
        stopped = true
        return false
      }
      number += 1
      switch found {
      case .broken(let line, let message, let text):
        try refuse(line, message, text)
      case .values(let values, let line, let text):
        switch Result(catching: { () throws(EntryRules.Refusal) in try rules.entry(values, number: number, line: line) }
        )
        {
        case .success(let made): try entry(made)
        case .failure(let refusal): try refuse(line, refusal.message, text)
        }
      }
      return true
    }
    return !stopped
  }
}
