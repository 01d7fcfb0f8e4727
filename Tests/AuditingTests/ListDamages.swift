import Digests
import Formats
import SystemCalls

@testable import Auditing
@testable import Lists
@testable import Manifest
@testable import Spool
@testable import StageKit

extension AuditFixture {
  static let openList = "open~00000000"
  static let finishedList = "finished~00000000"

  /// A list of four entries and a broken line: one became an item, one was known, one is put off, one waits; and a list that is
  /// finished.
  func addLists() throws {
    try begin(Self.openList, in: spool.list(Self.openList)) { layout, progress in
      let lines = try (1...4).map { number in
        var entry = ListEntry(number: number, line: number)
        entry.url = "https://example.org/\(number).pdf"
        return try EntryLine.encode(entry)
      }
      try Sys.writePrivate(lines.flatMap { $0 }, at: layout.entries)
      let due = ListLayout.dueName(7)
      try Sys.writePrivate(lines[2], at: layout.file(due))
      (progress.entries, progress.counts.known, progress.counts.deferred) = (4, 1, 1)
      progress.positions[ListLayout.entriesName] = Int64(lines[...2].joined().count)
      progress.lengths[due] = Int64(lines[2].count)
    }
    try begin(Self.finishedList, in: spool.finishedList(Self.finishedList)) { _, progress in
      progress.entries = 1
      progress.finishedAt = .now
    }
  }

  private func begin(
    _ name: String, in directory: FilePath, _ body: (ListLayout, inout ListProgress) throws -> Void
  ) throws {
    let layout = ListLayout(directory)
    try Sys.ensurePath(directory)
    let source = Array("a\nb\nc\nd\n\u{0}\n".utf8)
    try Sys.writePrivate(source, at: layout.source("txt"))
    let reject = ListReject(line: 5, message: "no address", text: [0])
    try Sys.writePrivate(try FormatCoding.line(reject), at: layout.rejects)
    var progress = ListProgress(
      list: name, originalName: "\(name).txt", collection: nil, takenAt: .now, size: Int64(source.count),
      sha256: Digest.sha256Hex(source), sample: nil)
    (progress.counts.items, progress.counts.rejected, progress.manifestSequence) = (1, 1, 1 << 53)
    try body(layout, &progress)
    try Sys.writePrivate(try FormatCoding.file(progress), at: layout.progress)
    // The item came, and was taken out again: the tree need not hold it.
    try note(ListLayout.taken, of: name)
    try say(.item, "of-\(name.prefix(4))", from: "outside", to: "01_downloaded", list: name)
    try say(.item, "of-\(name.prefix(4))", from: "01_downloaded", to: "outside")
    if progress.finishedAt != nil { try note(ListLayout.finished, of: name) }
  }

  private func note(_ message: String, of name: String) throws {
    var event = Event(.note)
    (event.name, event.message) = (name, message)
    try tell([event])
  }

  /// Changes what the open list, or the finished one, says of itself.
  func changeProgress(finished: Bool = false, _ change: (inout ListProgress) -> Void) throws {
    let path = layout(finished: finished).progress
    var progress = try FormatCoding.decode(ListProgress.self, from: try Sys.contents(of: path))
    change(&progress)
    try Sys.writePrivate(try FormatCoding.file(progress), at: path)
  }

  func layout(finished: Bool = false) -> ListLayout {
    ListLayout(finished ? spool.finishedList(Self.finishedList) : spool.list(Self.openList))
  }
}

extension Damage {
  /// All of them.
  static let all = misplacements + histories + files + batches + scheduler + lists

  /// A damage done to lists that were sound.
  private static func list(
    _ description: String, breaches: [AuditReport.Kind] = [], notices: [AuditReport.Kind] = [],
    act: @escaping @Sendable (AuditFixture) throws -> Void
  ) -> Damage {
    Damage(testDescription: description, breaches: breaches, notices: notices, isRepaired: breaches.isEmpty) {
      try $0.addLists()
      try act($0)
    }
  }

  /// What can be the matter with lists.
  static let lists: [Damage] = [
    list("nothing is the matter with a list") { _ in },
    list("how far a list has come cannot be read", breaches: [.unreadable]) {
      try Sys.writePrivate([0], at: $0.layout().progress)
    },
    list("nothing says how far a list has come", breaches: [.missingFile]) { try Sys.unlink($0.layout().progress) },
    list("what the user gave is missing", breaches: [.missingFile]) { try Sys.unlink($0.layout().source("txt")) },
    list("what the user gave was changed", breaches: [.badSource]) {
      try Sys.writePrivate([], at: $0.layout().source("txt"))
    },
    list("the entries of a list are missing", breaches: [.listDiffers]) { try Sys.unlink($0.layout().entries) },
    list("an entry that waits cannot be read", breaches: [.listDiffers]) {
      var bytes = try Sys.contents(of: $0.layout().entries)
      bytes[bytes.count - 40] ^= 1
      try Sys.writePrivate(bytes, at: $0.layout().entries)
    },
    list("an entry is passed over", breaches: [.listDiffers]) {
      let size = try Sys.status(of: $0.layout().entries).size
      try $0.changeProgress { $0.positions[ListLayout.entriesName] = size }
    },
    // Of all entries one is missing, and of those that are put off.
    list("entries that were put off are missing", breaches: [.listDiffers, .listDiffers]) {
      try Sys.unlink($0.layout().file(ListLayout.dueName(7)))
    },
    list("rejected lines are missing", breaches: [.listDiffers]) { try Sys.unlink($0.layout().rejects) },
    // One more than there are, and one more than the manifest tells.
    list("an entry is counted as an item that is none", breaches: [.listDiffers, .listDiffers]) {
      try $0.changeProgress { $0.counts.items += 1 }
    },
    list("an item is counted as quarantined", breaches: [.listDiffers]) {
      try $0.changeProgress {
        $0.counts.items = 0; $0.counts.quarantined["http_404"] = 1
      }
    },
    list("an item is not counted", breaches: [.listDiffers]) {
      for name in ["more", "most"] {
        try $0.say(.item, name, from: "outside", to: "01_downloaded", list: AuditFixture.openList)
        try $0.say(.item, name, from: "01_downloaded", to: "outside")
      }
    },
    list("a finished list has an entry left", breaches: [.listDiffers]) {
      try $0.changeProgress(finished: true) { $0.entries = 2 }
    },
    list("a list that is not finished is gone", breaches: [.lost]) { try Sys.removeTree($0.layout().directory) },
    list("a person removed a finished list") { try Sys.removeTree($0.layout(finished: true).directory) },
    list("a pass was stopped while it took a list", notices: [.debris]) {
      try Sys.ensurePath($0.spool.takingList("next~00000000", of: .draw()))
    },
    list("a person's file lies among a list's", notices: [.stray]) {
      try Sys.writePrivate([], at: $0.layout().file("notes.txt"))
    },
  ]
}
