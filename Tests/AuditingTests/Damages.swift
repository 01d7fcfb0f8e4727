import Formats
import SystemCalls
import TestSupport

@testable import Auditing
@testable import Manifest
@testable import Spool
@testable import StageKit

extension Damage {
  /// What can be the matter with places and books.
  static let misplacements: [Damage] = [
    Damage(testDescription: "an item was removed", breaches: [.lost], isRepaired: false) {
      try Sys.removeTree($0.path("waiting", .stage(.downloaded)))
    },
    Damage(testDescription: "a batch was removed with its items", breaches: [.lost, .lost], isRepaired: false) {
      try Sys.removeTree($0.spool.batch(AuditFixture.packed, in: .pending))
    },
    Damage(testDescription: "an item was moved on by hand", breaches: [.misplaced]) {
      try Sys.unlink(Spool.error($0.path("bad", .quarantine("damaged"))))
      try $0.move($0.path("bad", .quarantine("damaged")), $0.path("bad", .stage(.downloaded)))
    },
    Damage(testDescription: "an item was moved from 05 to the inbox", breaches: [.misplaced]) {
      try $0.move($0.path("kept", .stage(.processed)), $0.path("kept", .stage(.inbox)))
    },
    Damage(testDescription: "an item was moved out of its batch to the inbox", breaches: [.misplaced]) {
      try $0.move($0.path("packed", .batch(AuditFixture.packed)), $0.path("packed", .stage(.inbox)))
    },
    Damage(testDescription: "an item was never told", breaches: [.notBooked]) {
      try $0.say(.item, "waiting", from: "01_downloaded", to: "outside")
    },
    Damage(testDescription: "an item is in two places", breaches: [.foundTwice], isRepaired: false) {
      let target = $0.path("waiting", .quarantine("damaged"))
      try $0.copy($0.path("waiting", .stage(.downloaded)), target)
      try Sys.writePrivate([], at: Spool.error(target))
    },
    Damage(testDescription: "an identifier was given to two items", breaches: [.foundTwice], isRepaired: false) {
      let target = $0.path("waiting", .stage(.processed))
      try $0.copy($0.path("kept", .stage(.processed)), target)
      for name in ["pdf", "ocr.json", "md"] {
        try Sys.rename(target.appending("kept.\(name)"), to: target.appending("waiting.\(name)"))
      }
      try Sys.unlink(target.appending("kept.meta.json"))
      try $0.publish($0.metadata("waiting", in: .stage(.processed)), in: target)
      try $0.say(.item, "waiting", from: "outside", to: "05_processed")
    },
    Damage(testDescription: "an item is in two batches", breaches: [.foundTwice, .unlisted], isRepaired: false) {
      try $0.copy(
        $0.path("packed", .batch(AuditFixture.packed)), $0.path("packed", .batch(AuditFixture.submitted)))
      try $0.say(.item, "packed", from: "outside", to: AuditFixture.submitted.description)
    },
    Damage(testDescription: "a step is told twice", breaches: [.bookedTwice]) {
      try $0.say(.item, "waiting", from: "outside", to: "01_downloaded")
    },
    Damage(testDescription: "an item is in a foreign shard", breaches: [.wrongShard], isRepaired: false) {
      let path = $0.path("waiting", .stage(.downloaded))
      let shard = path.removingLastComponent().lastComponent?.string == "00" ? "01" : "00"
      try $0.move(path, $0.spool.path(.downloaded).appending(shard).appending("waiting"))
    },
    Damage(testDescription: "a person sent an item back by hand", notices: [.movedByHand]) {
      try Sys.rename($0.path("bad", .quarantine("damaged")), to: $0.path("bad", .stage(.inbox)))
    },
    Damage(testDescription: "a copy of an item lies in the inbox", notices: [.atTheDoor, .movedByHand]) {
      try $0.copy($0.path("bad", .quarantine("damaged")), $0.path("bad", .stage(.inbox)))
    },
    Damage(testDescription: "an item of another workspace lies in the inbox", notices: [.atTheDoor]) {
      try $0.copy($0.path("bad", .quarantine("damaged")), $0.path("stranger", .stage(.inbox)))
      var metadata = $0.metadata("stranger", in: .stage(.downloaded))
      metadata.history = [
        HistoryEntry(cause: "retry 1", to: "00_inbox", reason: "", message: "", at: .now, ownFailure: false)
      ]
      for name in ["bad.pdf", "bad.meta.json", "error.json"] {
        try Sys.unlink($0.path("stranger", .stage(.inbox)).appending(name))
      }
      try Sys.writePrivate(AuditFixture.pdf, at: $0.path("stranger", .stage(.inbox)).appending("stranger.pdf"))
      try $0.publish(metadata, in: $0.path("stranger", .stage(.inbox)))
    },
    Damage(testDescription: "a pass was stopped before it moved what it said") {
      try $0.say(.item, "proven", from: "04_ocr_completed", to: "05_processed", by: "finalizer", marked: false)
    },
  ]

  /// What can be the matter with manifests.
  static let histories: [Damage] = [
    Damage(testDescription: "a line of a manifest is damaged", breaches: [.notBooked], notices: [.damage]) {
      let segment = try $0.segment(of: "waiting")
      var bytes = try Sys.contents(of: segment)
      bytes[30] ^= 1
      try Sys.writePrivate(bytes, at: segment)
    },
    Damage(testDescription: "a segment in the middle is lost", breaches: [.notBooked], notices: [.missingHistory]) {
      try Sys.unlink(try $0.segment(of: "kept"))
    },
    Damage(testDescription: "the first segment is lost", breaches: [.notBooked], notices: [.missingHistory]) {
      try Sys.unlink(try $0.segment(of: "waiting"))
    },
    Damage(testDescription: "a line was cut out of a manifest", notices: [.missingHistory]) {
      let segment = try $0.segment(of: "kept")
      let lines = try Sys.contents(of: segment).split(separator: UInt8(ascii: "\n"))
      try Sys.writePrivate(Array(lines[0]) + [UInt8(ascii: "\n")], at: segment)
    },
    Damage(testDescription: "two events have changed places", notices: [.missingHistory, .outOfOrder]) {
      let segment = try $0.segment(of: "kept")
      let lines = try Sys.contents(of: segment).split(separator: UInt8(ascii: "\n"))
      try Sys.writePrivate(lines.reversed().flatMap { Array($0) + [UInt8(ascii: "\n")] }, at: segment)
    },
    Damage(
      testDescription: "a whole manifest is lost", breaches: Array(repeating: .notBooked, count: 9)
    ) {
      try Sys.removeTree($0.workspace.manifest(of: "downloader").directory)
    },
  ]

  /// What can be the matter with files.
  static let files: [Damage] = [
    Damage(testDescription: "a document is missing", breaches: [.missingFile], isRepaired: false) {
      try Sys.unlink($0.path("waiting", .stage(.downloaded)).appending("waiting.pdf"))
    },
    Damage(testDescription: "metadata is missing", breaches: [.unreadable], isRepaired: false) {
      try Sys.unlink($0.path("waiting", .stage(.downloaded)).appending("waiting.meta.json"))
    },
    Damage(testDescription: "metadata cannot be read", breaches: [.unreadable], isRepaired: false) {
      try Sys.writePrivate([0], at: $0.path("waiting", .stage(.downloaded)).appending("waiting.meta.json"))
    },
    Damage(testDescription: "metadata is another item's", breaches: [.unreadable], isRepaired: false) {
      let other = try Sys.contents(of: $0.path("bad", .quarantine("damaged")).appending("bad.meta.json"))
      try Sys.writePrivate(other, at: $0.path("waiting", .stage(.downloaded)).appending("waiting.meta.json"))
    },
    Damage(testDescription: "what stands for a deleted source was changed", breaches: [.badOutput], isRepaired: false) {
      let path = $0.path("done", .stage(.processed)).appending("done.md")
      try Sys.writePrivate(Array("abd\n".utf8), at: path)
    },
    Damage(testDescription: "what stands for a deleted source lacks a page", breaches: [.badOutput], isRepaired: false)
    {
      let directory = $0.path("done", .stage(.processed))
      let records = AuditFixture.records(pages: [2])
      try Sys.writePrivate(records, at: directory.appending("done.ocr.json"))
      try $0.publish($0.metadata("done", in: .stage(.processed), records: records), in: directory)
    },
    Damage(testDescription: "an output is there that nobody verified", breaches: [.badOutput], isRepaired: false) {
      try Sys.writePrivate([1], at: $0.path("kept", .stage(.processed)).appending("kept.txt"))
    },
    Damage(testDescription: "an output was cut", breaches: [.badOutput], isRepaired: false) {
      try Sys.writePrivate([], at: $0.path("kept", .stage(.processed)).appending("kept.ocr.json"))
    },
    Damage(testDescription: "links lie in the spool", breaches: [.symlink, .symlink], isRepaired: false) {
      try link($0.spool.path(.processed).appending("zz"), to: "/tmp")
      try link($0.path("waiting", .stage(.downloaded)).appending("link"), to: "/tmp")
    },
    Damage(testDescription: "metadata holds the workspace's own path", breaches: [.absolutePath], isRepaired: false) {
      var metadata = $0.metadata("waiting", in: .stage(.downloaded))
      metadata.title = $0.workspace.root.appending("x").string
      try $0.publish(metadata, in: $0.path("waiting", .stage(.downloaded)))
    },
    Damage(testDescription: "private work and strays were left", notices: [.debris, .debris, .debris, .stray, .stray]) {
      try Sys.ensurePath($0.spool.incoming.appending("new"))
      let waiting = $0.path("waiting", .stage(.downloaded))
      for name in [".waiting.meta.json@\(Maker.draw()).tmp", ".hidden", "Thumbs.db"] {
        try Sys.writePrivate([], at: waiting.appending(name))
      }
      try Sys.writePrivate([], at: $0.spool.path(.completed).appending("notes.txt"))
    },
  ]

  /// What can be the matter with batches.
  static let batches: [Damage] = [
    Damage(
      testDescription: "an item lies in a batch whose lists do not name it", breaches: [.unlisted], isRepaired: false
    ) {
      try Sys.writePrivate([], at: $0.layout(AuditFixture.packed).list("0001"))
    },
    Damage(testDescription: "a batch's record is another's", breaches: [.foreignBatch], isRepaired: false) {
      let record = $0.record(AuditFixture.packed, called: "batch_000009")
      try Sys.writePrivate(try FormatCoding.file(record), at: $0.layout(AuditFixture.packed).record)
    },
    Damage(testDescription: "a batch has another job's answer", breaches: [.foreignBatch], isRepaired: false) {
      let job = $0.job(AuditFixture.submitted, name: "sluice-00000000000000ff")
      try Sys.writePrivate(try FormatCoding.file(job), at: $0.layout(AuditFixture.submitted).job)
    },
    Damage(testDescription: "a list sends tasks out of the workspace", breaches: [.absolutePath], isRepaired: false) {
      try $0.list("packed", in: AuditFixture.packed, path: "/etc/passwd")
    },
    Damage(testDescription: "a building was left half-made", notices: [.debris]) {
      try Sys.ensurePath($0.spool.building(BatchName(number: 7), of: .draw()).appending("items"))
    },
    Damage(testDescription: "a chunk's directory was made by a task", notices: [.stray, .stray]) {
      try Sys.ensurePath($0.layout(AuditFixture.submitted).chunks.appending("mine"))
      try Sys.writePrivate([], at: $0.layout(AuditFixture.submitted).directory.appending("core.1234"))
    },
    Damage(
      testDescription: "a batch at rest lost its record", breaches: [.missingFile, .unreadable], isRepaired: false
    ) {
      try Sys.unlink($0.layout(AuditFixture.rested).record)
    },
  ]

  /// What can be the matter between batches and scheduler.
  static let scheduler: [Damage] = [
    Damage(testDescription: "a batch was submitted and its answer is missing", notices: [.unanswered]) {
      try Sys.unlink($0.layout(AuditFixture.submitted).job)
    },
    Damage(testDescription: "a batch is another executor's", breaches: [.schedulerDiffers], isRepaired: false) {
      let job = $0.job(AuditFixture.submitted, executor: "slurm")
      try Sys.writePrivate(try FormatCoding.file(job), at: $0.layout(AuditFixture.submitted).job)
    },
    Damage(
      testDescription: "a batch that was handed over lies in 02", breaches: [.misplaced, .schedulerDiffers],
      isRepaired: false
    ) {
      try $0.move(
        $0.layout(AuditFixture.submitted).directory, $0.spool.batch(AuditFixture.submitted, in: .pending))
    },
  ]
}
