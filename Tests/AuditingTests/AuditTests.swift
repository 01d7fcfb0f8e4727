import Digests
import Formats
import Settings
import SystemCalls
import TestSupport
import Testing

@testable import Auditing
@testable import Manifest
@testable import Spool
@testable import StageKit

/// A workspace whose manifests and tree agree, until a test makes them differ.
final class AuditFixture: Sendable {
  let temporary: TemporaryDirectory
  let workspace: Workspace
  var spool: Spool { workspace.spool }

  init() throws {
    temporary = try TemporaryDirectory()
    workspace = Workspace(root: temporary.path, settings: Settings())
    try workspace.spool.create()
    for (name, place) in [
      ("waiting", Place.stage(.downloaded)), ("done", .stage(.processed)), ("kept", .stage(.processed)),
      ("proven", .stage(.completed)), ("bad", .quarantine("damaged")), ("packed", .batch(BatchName(number: 1))),
    ] {
      try put(name, in: place)
    }
  }

  func path(_ name: String, _ place: Place) -> FilePath {
    guard let identifier = Identifier(name) else { return "" }
    if case .batch(let batch) = place { return spool.batch(batch, in: .pending).appending("items").appending(name) }
    return spool.item(identifier, in: place) ?? ""
  }

  private func put(_ name: String, in place: Place) throws {
    let directory = path(name, place)
    try Sys.ensurePath(directory)
    var metadata = ItemMetadata(
      identifier: name, originalName: name, origin: .dropped, downloadedAt: .now, fileSize: 4,
      sha256: Digest.sha256Hex(Array("%PDF".utf8)), md5: "")
    func write(_ suffix: String, _ text: String) throws {
      try Sys.writePrivate(Array(text.utf8), at: directory.appending(name + suffix))
    }
    if name != "done" { try write(".pdf", "%PDF") }
    if place == .stage(.completed) { try write(".ocr.jsonl", "{}\n") }
    if place == .stage(.processed) {
      try write(".ocr.json", "[]\n")
      metadata.results = ItemResults(
        batchID: "batch_000001", slurmJobID: "", engine: "text", versions: [:], settingsFingerprint: "",
        submittedAt: .now, ocrCompletedAt: .now, processingSeconds: 0, pagesByRoute: [:], failedPages: [], characters: 0
      )
      metadata.results?.outputs = ["\(name).ocr.json": .init(size: 3, sha256: Digest.sha256Hex(Array("[]\n".utf8)))]
      metadata.results?.verifiedAt = .now
      metadata.results?.source = name == "done" ? "deleted" : "kept"
    }
    if case .quarantine(let code) = place {
      metadata.errorType = code
      try Sys.writePrivate(Array("{}".utf8), at: Spool.error(directory))
    }
    if case .batch(let batch) = place { try pack(name, batch) }
    try Sys.writePrivate(try FormatCoding.file(metadata), at: directory.appending("\(name).meta.json"))
    try say(.item, name, from: "outside", to: place.description)
  }

  private func pack(_ name: String, _ batch: BatchName) throws {
    let layout = BatchLayout(spool.batch(batch, in: .pending))
    let task = TaskSettings(
      languages: "eng", dpi: 1, trustHiddenText: false, textQuality: 0, pageTimeoutSeconds: 1, parserMemory: 1,
      command: [], stageIn: false)
    let record = BatchRecord(
      batchID: batch.description, jobName: "sluice-0", createdAt: .now, engine: "text", settings: task,
      settingsFingerprint: "", chunks: [ChunkRecord(name: "0001", items: 1, pages: 1, walltimeSeconds: 1)])
    try Sys.writePrivate(try FormatCoding.file(record), at: layout.record)
    try Sys.ensurePath(layout.chunk("0001"))
    let entry = ChunkEntry(identifier: name, path: "", units: 1, visit: 0, sha256: "")
    try Sys.writePrivate(try FormatCoding.line(entry), at: layout.list("0001"))
    try say(.batch, batch.description, from: "outside", to: Stage.pending.rawValue)
  }

  /// Writes a step and its mark.
  func say(
    _ subject: Event.Subject, _ id: String, from: String, to: String, by worker: String = "downloader",
    marked: Bool = true
  ) throws {
    let reader = workspace.manifest(of: worker)
    let writer = ManifestWriter(directory: reader.directory, worker: worker, after: try reader.tail())
    try writer.append(.step(subject, id, visit: 0, from: from, to: to, units: 0, bytes: 0))
    if marked { try writer.append(Event(.mark)) }
    try writer.sync()
  }

  func audit(_ options: Audit.Options = .init()) throws -> AuditReport { try Audit.run(workspace, options: options) }
}

struct AuditTests {
  @Test("An audit of a sound workspace is clean, and so is one of an empty one")
  func clean() throws {
    let fixture = try AuditFixture()
    var options = Audit.Options()
    options.checksums = true
    let report = try fixture.audit(options)
    #expect(report.breaches.isEmpty && report.notices.isEmpty && !report.isProvisional)
    #expect(report.items == 6 && report.batches == 1 && report.checksums == 7)
  }

  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var breaches: [AuditReport.Kind] = []
    var notices: [AuditReport.Kind] = []
    let act: @Sendable (AuditFixture) throws -> Void
  }

  static let damages: [Damage] = [
    Damage(testDescription: "an item was removed", breaches: [.lost]) {
      try Sys.removeTree($0.path("waiting", .stage(.downloaded)))
    },
    Damage(testDescription: "an item was moved on by hand", breaches: [.misplaced]) {
      let target = $0.path("bad", .stage(.downloaded))
      try Sys.ensurePath(target.removingLastComponent())
      try Sys.removeIfThere(Spool.error($0.path("bad", .quarantine("damaged"))))
      try Sys.rename($0.path("bad", .quarantine("damaged")), to: target)
    },
    Damage(testDescription: "an item came from nowhere", breaches: [.notBooked]) {
      try $0.say(.item, "waiting", from: "01_downloaded", to: "outside")
    },
    Damage(testDescription: "an item is in two places", breaches: [.notBooked]) { fixture in
      let target = fixture.path("waiting", .quarantine("damaged"))
      try Sys.ensurePath(target.removingLastComponent())
      try copy(fixture.path("waiting", .stage(.downloaded)), target)
      try Sys.writePrivate([], at: Spool.error(target))
    },
    Damage(testDescription: "a step is told twice", breaches: [.bookedTwice]) {
      try $0.say(.item, "waiting", from: "outside", to: "01_downloaded")
    },
    Damage(testDescription: "an item is in a foreign shard", breaches: [.wrongShard]) {
      let path = $0.path("waiting", .stage(.downloaded))
      let shard = path.removingLastComponent().lastComponent?.string == "00" ? "01" : "00"
      let target = $0.spool.path(.downloaded).appending(shard)
      try Sys.ensureDirectory(target)
      try Sys.rename(path, to: target.appending("waiting"))
    },
    Damage(testDescription: "a document is missing", breaches: [.missingFile]) {
      try Sys.unlink($0.path("waiting", .stage(.downloaded)).appending("waiting.pdf"))
    },
    Damage(testDescription: "metadata cannot be read", breaches: [.unreadable]) {
      try Sys.writePrivate([0], at: $0.path("waiting", .stage(.downloaded)).appending("waiting.meta.json"))
    },
    Damage(testDescription: "what stands for a deleted source was changed", breaches: [.badOutput]) {
      try Sys.writePrivate(Array("{}\n".utf8), at: $0.path("done", .stage(.processed)).appending("done.ocr.json"))
    },
    Damage(testDescription: "an output was cut", breaches: [.badOutput]) {
      try Sys.writePrivate([], at: $0.path("kept", .stage(.processed)).appending("kept.ocr.json"))
    },
    Damage(testDescription: "an item lies in a batch whose lists do not name it", breaches: [.unlisted]) {
      try Sys.writePrivate([], at: BatchLayout($0.spool.batch(BatchName(number: 1), in: .pending)).list("0001"))
    },
    Damage(testDescription: "a batch was removed", breaches: [.lost, .lost]) {
      try Sys.removeTree($0.spool.batch(BatchName(number: 1), in: .pending))
    },
    Damage(testDescription: "links lie in the spool", breaches: [.symlink, .symlink]) {
      try link($0.spool.path(.processed).appending("zz"))
      try link($0.path("waiting", .stage(.downloaded)).appending("link"))
    },
    Damage(testDescription: "a line of a manifest is damaged", breaches: [.notBooked], notices: [.damage]) {
      let segment = $0.workspace.manifest(of: "downloader").directory.appending("000001.ndjson")
      var bytes = try Sys.contents(of: segment)
      bytes[30] ^= 1
      try Sys.writePrivate(bytes, at: segment)
    },
    Damage(testDescription: "a person sent an item back by hand", notices: [.movedByHand]) {
      try Sys.rename($0.path("bad", .quarantine("damaged")), to: $0.path("bad", .stage(.inbox)))
    },
    Damage(testDescription: "a copy of an item lies in the inbox", notices: [.atTheDoor, .movedByHand]) {
      try copy($0.path("bad", .quarantine("damaged")), $0.path("bad", .stage(.inbox)))
    },
    Damage(testDescription: "a pass was stopped before it moved what it said") {
      try $0.say(.item, "proven", from: "04_ocr_completed", to: "05_processed", by: "finalizer", marked: false)
    },
    Damage(testDescription: "private work and strays were left", notices: [.debris, .debris, .stray, .stray]) {
      try Sys.ensurePath($0.spool.incoming(try #require(Identifier("new"))))
      try Sys.writePrivate([], at: $0.path("waiting", .stage(.downloaded)).appending(".waiting.meta.json.tmp"))
      try Sys.writePrivate([], at: $0.path("waiting", .stage(.downloaded)).appending("Thumbs.db"))
      try Sys.writePrivate([], at: $0.spool.path(.completed).appending("notes.txt"))
    },
  ]

  @Test("An audit names what is the matter, and nothing else", arguments: damages)
  func damage(_ damage: Damage) throws {
    let fixture = try AuditFixture()
    try damage.act(fixture)
    let report = try fixture.audit()
    #expect(report.breaches.map(\.kind) == damage.breaches, "\(report.breaches)")
    #expect(
      report.notices.map(\.kind.rawValue).sorted() == damage.notices.map(\.rawValue).sorted(), "\(report.notices)")
    #expect(report.isClean == damage.breaches.isEmpty)
  }

  @Test("Checksums, when asked for, find a document that is not what was taken")
  func checksums() throws {
    let fixture = try AuditFixture()
    try Sys.writePrivate(Array("%PDX".utf8), at: fixture.path("kept", .stage(.processed)).appending("kept.pdf"))
    #expect(try fixture.audit().isClean)
    var options = Audit.Options()
    options.checksums = true
    #expect(try fixture.audit(options).breaches.map(\.kind) == [.badSource])
  }

  @Test("An audit beside a running worker says that it is provisional, and by whom")
  func provisional() throws {
    let fixture = try AuditFixture()
    let lease = try fixture.spool.lease(for: "cleanup")
    var options = Audit.Options()
    options.wait = 0
    let report = try fixture.audit(options)
    #expect(report.running.count == 1 && report.running[0].hasPrefix("cleanup (\(Sys.processID) "))
    let isHeld = lease != nil
    #expect(isHeld)
  }

  @Test("Merged manifests prove the same, and damage is still named")
  func compacted() throws {
    let fixture = try AuditFixture()
    _ = try Compaction.run(in: fixture.workspace.manifest(of: "downloader").directory)
    #expect(try fixture.audit().isClean)
    try Sys.removeTree(fixture.path("waiting", .stage(.downloaded)))
    #expect(try fixture.audit().breaches.map(\.kind) == [.lost])
  }

  static func copy(_ from: FilePath, _ to: FilePath) throws {
    try Sys.ensurePath(to)
    for entry in try Sys.entries(of: from) {
      try Sys.writePrivate(try Sys.contents(of: from.appending(entry.name)), at: to.appending(entry.name))
    }
  }

  static func link(_ path: FilePath) throws {
    _ = Sys.wait(for: try Sys.spawn(Program("/bin/ln", ["-s", "/tmp", path.string])))
  }
}
