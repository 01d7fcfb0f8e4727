import Formats
import SystemCalls
import TestSupport

@testable import Lists

/// A list of one test's own.
struct Reading {
  let home: TemporaryDirectory
  let layout: ListLayout
  let kind: ListKind

  init(_ bytes: [UInt8], _ kind: ListKind) throws {
    home = try TemporaryDirectory(inMemory: true)
    layout = ListLayout(home.path)
    self.kind = kind
    try home.write(bytes, as: "source.\(kind.rawValue)")
  }

  init(_ text: String, _ kind: ListKind) throws { try self.init(Array(text.utf8), kind) }

  var expansion: Expansion {
    let rules = EntryRules(
      templates: ["papers": "http://127.0.0.1/{id}.pdf"], defaultSource: EntryRules.archive, collection: "maps")
    return Expansion(layout, kind: kind, rules: rules)
  }

  /// Everything in it.
  func all() throws -> (entries: [ListEntry], rejects: [ListReject]) { try expansion.first(.max) }

  /// What a list that was just taken says of itself.
  static func progress(_ sample: ListProgress.Sample? = nil) -> ListProgress {
    ListProgress(
      list: "list~00000000", originalName: "list.txt", collection: nil, takenAt: .now, size: 1,
      sha256: String(repeating: "0", count: 64), sample: sample)
  }
}
