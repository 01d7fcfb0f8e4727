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
    Damage(testDescription: "an output is gone, and the metadata names it no longer", breaches: [.badOutput]) {
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
    Damage(testDescription: "raw results were kept long enough and are gone") {
      try Sys.unlink($0.layout(AuditFixture.rested).directory.appending("raw.gz"))
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
    var step = Event.step(.item, name, visit: 0, from: "00_inbox", to: "01_downloaded", units: 0, bytes: 0)
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
    var back = Event.step(.item, name, visit: 0, from: there, to: there, units: 0, bytes: 0)
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
