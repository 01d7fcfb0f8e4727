import Digests
import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Auditing
@testable import Manifest
@testable import Spool
@testable import StageKit

/// What an item, a batch or the trash says of itself is compared with what the manifests say.
struct TestimonyTests {
  private static let garbage = Array("no document, no text".utf8)

  /// Alterations whose own records were altered with them, so that only the manifests know better.
  static let forgeries: [Damage] = [
    Damage(testDescription: "outputs were replaced, and the metadata names them no longer", breaches: [.badOutput]) {
      let directory = $0.path("kept", .stage(.processed))
      try Sys.writePrivate(garbage, at: directory.appending("kept.md"))
      var metadata = $0.metadata("kept", in: .stage(.processed))
      metadata.results?.outputs?["kept.md"] = nil
      try $0.publish(metadata, in: directory)
    },
    Damage(testDescription: "an output was replaced, and its checksum edited", breaches: [.badOutput]) {
      let directory = $0.path("kept", .stage(.processed))
      try Sys.writePrivate(garbage, at: directory.appending("kept.md"))
      var metadata = $0.metadata("kept", in: .stage(.processed))
      metadata.results?.outputs?["kept.md"] = .init(
        size: Int64(garbage.count), sha256: Digest.sha256Hex(garbage))
      try $0.publish(metadata, in: directory)
    },
    Damage(testDescription: "an output is gone, and the metadata names it no longer", breaches: [.missingFile]) {
      let directory = $0.path("kept", .stage(.processed))
      try Sys.unlink(directory.appending("kept.md"))
      var metadata = $0.metadata("kept", in: .stage(.processed))
      metadata.results?.outputs?["kept.md"] = nil
      try $0.publish(metadata, in: directory)
    },
    Damage(testDescription: "a source was replaced, and its checksum edited", breaches: [.badSource]) {
      try forge($0, "waiting", .stage(.downloaded))
    },
    Damage(testDescription: "the checksum of a source was edited", breaches: [.badSource]) {
      var metadata = $0.metadata("waiting", in: .stage(.downloaded))
      metadata.sha256 = Digest.sha256Hex(garbage)
      try $0.publish(metadata, in: $0.path("waiting", .stage(.downloaded)))
    },
    Damage(testDescription: "a kept source is gone, and the metadata says deleted", breaches: [.missingFile]) {
      let directory = $0.path("kept", .stage(.processed))
      try Sys.unlink(directory.appending("kept.pdf"))
      var metadata = $0.metadata("kept", in: .stage(.processed))
      metadata.results?.source = "deleted"
      try $0.publish(metadata, in: directory)
    },
    Damage(testDescription: "raw results were altered", breaches: [.badOutput]) {
      try Sys.writePrivate(garbage, at: $0.layout(AuditFixture.rested).directory.appending("raw.gz"))
    },
    Damage(testDescription: "raw results are gone before their time", breaches: [.missingFile]) {
      try Sys.unlink($0.layout(AuditFixture.rested).directory.appending("raw.gz"))
    },
    Damage(testDescription: "raw results were removed when they had been kept long enough") {
      try Sys.unlink($0.layout(AuditFixture.rested).directory.appending("raw.gz"))
      var note = Event(.note)
      (note.subject, note.id, note.message) = (.batch, AuditFixture.rested.description, "they are removed")
      note.fields = ["raw": .string("removed")]
      try $0.tell([note, Event(.mark)], by: "cleanup")
    },
    Damage(testDescription: "raw results that a version without notes may have removed are gone") {
      try Sys.unlink($0.layout(AuditFixture.rested).directory.appending("raw.gz"))
      // Out and in again, long ago.
      let rest = Place.rest.description
      var step = Event.step(.batch, AuditFixture.rested.description, visit: 0, from: rest, to: rest, units: 0, bytes: 0)
      step.fields = ["files": .object(["raw.gz": .string(Digest.sha256Hex(AuditFixture.raw))])]
      step.time = Timestamp(milliseconds: 0)
      try $0.tell([step, Event(.mark)], by: "cleanup")
    },
    Damage(testDescription: "a source in the trash was altered", breaches: [.badSource]) {
      try Sys.writePrivate(garbage, at: try trash($0).appending("done.pdf"))
    },
    Damage(testDescription: "a source in the trash is gone before its time", breaches: [.missingFile]) {
      try Sys.unlink(try trash($0).appending("done.pdf"))
    },
    Damage(testDescription: "a source in the trash was deleted when its time was over") {
      try Sys.unlink(try trash($0).appending("done.pdf"))
      var note = Event(.note)
      (note.subject, note.id, note.message) = (.item, "done", "its days of grace are over")
      note.fields = ["trash": "2026-01-01"].mapValues { .string($0) }
      try $0.tell([note, Event(.mark)], by: "finalizer")
    },
  ]

  /// Alterations of what is said of documents.
  static let metadata: [Damage] = [
    Damage(testDescription: "a number of pages was edited", breaches: [.badMetadata]) {
      try edit($0, "kept", .stage(.processed)) { $0.totalPages = 7 }
    },
    Damage(testDescription: "a number of bytes was edited", breaches: [.badMetadata]) {
      try edit($0, "done", .stage(.processed)) { $0.fileSize = 7 }
    },
    Damage(testDescription: "an original name was edited", breaches: [.badMetadata]) {
      try tell($0, "waiting", .stage(.downloaded), ["original_name": .string("waiting"), "sha256": .string(pdfSum)])
      try edit($0, "waiting", .stage(.downloaded)) { $0.originalName = "another.pdf" }
    },
    Damage(testDescription: "a title was edited in the last place", breaches: [.badMetadata]) {
      let metadata = $0.metadata("kept", in: .stage(.processed))
      try $0.publish(metadata, in: $0.path("kept", .stage(.processed)))
      try tell(
        $0, "kept", .stage(.processed), ["source": .string("kept"), "metadata": .string(metadata.sum)], by: "finalizer")
      var edited = metadata
      edited.title = "Another"
      try $0.publish(edited, in: $0.path("kept", .stage(.processed)))
    },
    Damage(testDescription: "outputs were verified once more, and nothing else differs") {
      let metadata = $0.metadata("kept", in: .stage(.processed))
      try tell(
        $0, "kept", .stage(.processed), ["source": .string("kept"), "metadata": .string(metadata.sum)], by: "finalizer")
      var again = metadata
      again.results?.verifiedAt = Timestamp(milliseconds: 0)
      try $0.publish(again, in: $0.path("kept", .stage(.processed)))
    },
    Damage(testDescription: "an error.json was emptied", breaches: [.unreadable]) {
      try Sys.writePrivate(Array("{}".utf8), at: Spool.error($0.path("bad", .quarantine("damaged"))))
    },
    Damage(testDescription: "an error.json is of another reason", breaches: [.badMetadata]) {
      let record = ErrorRecord(
        identifier: "bad", originalName: "bad", reason: .encrypted, message: "", worker: "downloader",
        quarantinedAt: .now, retryCount: 0)
      try Sys.writePrivate(
        try FormatCoding.file(record), at: Spool.error($0.path("bad", .quarantine("damaged"))))
    },
    Damage(testDescription: "outputs were written from other records than were proven", breaches: [.badOutput]) {
      let records = ["records": JSONValue.string(pdfSum)]
      try tell($0, "kept", .stage(.processed), records, by: "cleanup")
      let other = ["source": JSONValue.string("kept"), "records": .string(Digest.sha256Hex(garbage))]
      try tell($0, "kept", .stage(.processed), other, by: "finalizer")
    },
  ]

  private static let pdfSum = Digest.sha256Hex(AuditFixture.pdf)

  private static func edit(
    _ fixture: AuditFixture, _ name: String, _ place: Place, _ change: (inout ItemMetadata) -> Void
  ) throws {
    var metadata = fixture.metadata(name, in: place)
    change(&metadata)
    try fixture.publish(metadata, in: fixture.path(name, place))
  }

  /// Tells a step of an item from where it is to there, so that the books are as they were.
  private static func tell(
    _ fixture: AuditFixture, _ name: String, _ place: Place, _ fields: [String: JSONValue],
    by worker: String = "downloader"
  ) throws {
    var step = Event.step(
      .item, name, visit: 0, from: place.description, to: place.description, units: 1,
      bytes: Int64(AuditFixture.pdf.count))
    step.fields = fields
    try fixture.tell([step, Event(.mark)], by: worker)
  }

  @Test(arguments: metadata)
  func `With checksums an audit finds metadata that are not what the manifests tell`(_ forgery: Damage) throws {
    let fixture = try AuditFixture()
    try forgery.act(fixture)
    for sample in [Sample.all, .share(1), .items(100)] {
      let report = try fixture.audit(sample)
      #expect(report.breaches.map(\.kind) == forgery.breaches, "\(report.breaches)")
    }
  }

  @Test
  func `What is missing is called that, once, by its path in the workspace, with what to do`() throws {
    let fixture = try AuditFixture()
    let directory = fixture.path("done", .stage(.processed))
    for name in ["done.md", "done.ocr.json"] { try Sys.unlink(directory.appending(name)) }
    for sample in [Sample.none, .all] {
      let breaches = try fixture.audit(sample).breaches
      #expect(breaches.map(\.kind) == [.missingFile, .missingFile], "\(breaches)")
      #expect(breaches.allSatisfy { $0.path?.hasPrefix("stages/05_processed/") == true })
      #expect(breaches.allSatisfy { !$0.message.contains("\(fixture.workspace.root)") })
      #expect(breaches.last?.message.contains("a backup") == true, "\(breaches)")
    }
  }

  @Test(arguments: forgeries)
  func `With checksums an audit believes the manifests and not the item`(_ forgery: Damage) throws {
    let fixture = try AuditFixture()
    try forgery.act(fixture)
    let report = try fixture.audit(.all)
    #expect(report.breaches.map(\.kind) == forgery.breaches, "\(report.breaches)")
    #expect(report.notices.isEmpty, "\(report.notices)")
    // A sample that happens to take all finds the same; raw results belong to no item.
    if forgery.testDescription.contains("raw") { return }
    #expect(try fixture.audit(.share(1)).breaches.map(\.kind) == forgery.breaches)
    #expect(try fixture.audit(.items(100)).breaches.map(\.kind) == forgery.breaches)
  }

  @Test
  func `Two items whose directories were exchanged, with their names edited, are both named`() throws {
    let fixture = try AuditFixture()
    try Self.forge(fixture, "waiting", .stage(.downloaded), contents: Array("%PDF waiting".utf8), isTold: true)
    try Self.forge(fixture, "bad", .quarantine("damaged"), contents: Array("%PDF bad".utf8), isTold: true)
    #expect(try fixture.audit(.all).isClean)
    try Self.forge(fixture, "waiting", .stage(.downloaded), contents: Array("%PDF bad".utf8))
    try Self.forge(fixture, "bad", .quarantine("damaged"), contents: Array("%PDF waiting".utf8))
    let report = try fixture.audit(.all)
    #expect(report.breaches.map(\.kind) == [.badSource, .badSource], "\(report.breaches)")
    #expect(Set(report.breaches.map(\.id)) == ["waiting", "bad"])
  }

  @Test
  func `Of an item that was taken anew the last taking counts, and not one that was taken back`() throws {
    let fixture = try AuditFixture()
    try Self.forge(fixture, "waiting", .stage(.downloaded), isTold: true)
    #expect(try fixture.audit(.all).isClean)
    var step = Self.step("waiting", contents: Digest.sha256Hex(AuditFixture.pdf))
    step.sequence = try fixture.workspace.manifest(of: "downloader").tail().lastSequence + 1
    try fixture.tell([step, step.voided(because: "a test"), Event(.mark)])
    #expect(try fixture.audit(.all).isClean)
  }

  private static func step(_ name: String, contents: String) -> Event {
    var step = Event.step(
      .item, name, visit: 0, from: "00_inbox", to: "01_downloaded", units: 1, bytes: Int64(AuditFixture.pdf.count))
    step.fields = ["contents": .string(contents)]
    return step
  }

  /// Replaces an item's document, and what its metadata says of it; `isTold` tells the manifest as well.
  private static func forge(
    _ fixture: AuditFixture, _ name: String, _ place: Place, contents: [UInt8] = garbage, isTold: Bool = false
  ) throws {
    let directory = fixture.path(name, place)
    try Sys.writePrivate(contents, at: directory.appending("\(name).pdf"))
    var metadata = fixture.metadata(name, in: place)
    (metadata.sha256, metadata.fileSize) = (Digest.sha256Hex(contents), Int64(contents.count))
    try fixture.publish(metadata, in: directory)
    guard isTold else { return }
    // Out and in again, so that the books are as they were.
    let there = place.description
    var back = Event.step(.item, name, visit: 0, from: there, to: there, units: 1, bytes: metadata.fileSize)
    back.fields = ["contents": .string(metadata.sha256)]
    try fixture.tell([back, Event(.mark)])
  }

  /// Puts the source of the item that is done into the trash, where the manifest says that it is; the day's directory.
  private static func trash(_ fixture: AuditFixture) throws -> FilePath {
    let day = fixture.spool.trash.appending("2026-01-01")
    try Sys.ensurePath(day)
    try Sys.writePrivate(AuditFixture.pdf, at: day.appending("done.pdf"))
    var metadata = fixture.metadata("done", in: .stage(.processed))
    metadata.results?.source = "trash/2026-01-01"
    try fixture.publish(metadata, in: fixture.path("done", .stage(.processed)))
    var step = Event.step(.item, "done", visit: 0, from: "05_processed", to: "05_processed", units: 0, bytes: 0)
    step.fields = [
      "source": .string("trash/2026-01-01"),
      "outputs": .object((metadata.results?.outputs ?? [:]).mapValues { .string($0.sha256) }),
    ]
    try fixture.tell([step, Event(.mark)], by: "finalizer")
    return day
  }
}
