import Formats
import MadeWorkspaces
import Scheduling
import Settings
import SystemCalls
import TestSupport
import Testing

@testable import Auditing
@testable import Manifest
@testable import Spool
@testable import StageKit

struct AuditTests {
  @Test
  func `An audit of a sound workspace is clean`() throws {
    let report = try AuditFixture().audit(.all)
    #expect(report.breaches.isEmpty && report.notices.isEmpty && !report.isProvisional)
    #expect(report.items == 7 && report.batches == 3)
    // Six sources, two outputs of each of the two items that are done, and the three files of a batch at rest.
    #expect(report.checksums == 13)
  }

  @Test(arguments: Damage.all)
  func `An audit names what is the matter, and nothing else`(_ damage: Damage) throws {
    let fixture = try AuditFixture()
    try damage.act(fixture)
    let asks = Damage.scheduler.contains { $0.testDescription == damage.testDescription }
    let report = try fixture.audit(executor: asks ? fixture.local : nil)
    #expect(
      report.breaches.map(\.kind.rawValue).sorted() == damage.breaches.map(\.rawValue).sorted(), "\(report.breaches)")
    #expect(
      report.notices.map(\.kind.rawValue).sorted() == damage.notices.map(\.rawValue).sorted(), "\(report.notices)")
    #expect(report.isClean == damage.breaches.isEmpty)
    for finding in report.notices where [.debris, .stray].contains(finding.kind) {
      #expect(finding.owner != nil && finding.ageSeconds != nil, "\(finding)")
    }
  }

  @Test
  func `Every kind of finding is seeded by a test`() {
    let seeded = Set(Damage.all.flatMap { $0.breaches + $0.notices })
    // Those left are seeded by tests of their own, below.
    #expect(Set(AuditReport.Kind.allCases).subtracting(seeded) == [.badMetadata, .booksDiffer, .foreignJob])
  }

  @Test
  func `Checksums, when asked for, find a document that is not what was taken`() throws {
    let fixture = try AuditFixture()
    try Sys.writePrivate(Array("%PDX".utf8), at: fixture.path("kept", .stage(.processed)).appending("kept.pdf"))
    #expect(try fixture.audit().isClean)
    #expect(try fixture.audit(.all).breaches.map(\.kind) == [.badSource])
    #expect(try fixture.audit(.items(100)).breaches.map(\.kind) == [.badSource])
    #expect(try fixture.audit(.share(1)).breaches.map(\.kind) == [.badSource])
  }

  @Test
  func `A sample compares so many items, and always what stands for a deleted source`() throws {
    let report = try AuditFixture().audit(.items(2))
    // Two outputs whose source is gone; and of two items the source, the outputs, or both.
    #expect((4...7).contains(report.checksums), "\(report.checksums)")
    #expect(Sample("5%") == .share(0.05) && Sample("200") == .items(200))
    #expect(Sample("0") == nil && Sample("101%") == nil && Sample("x") == nil && Sample("-1%") == nil)
  }

  @Test
  func `An audit beside a running worker says that it is provisional, and by whom`() throws {
    let fixture = try AuditFixture()
    let lease = try fixture.spool.lease(for: "cleanup")
    var options = Audit.Options()
    options.wait = 0
    let report = try Audit.run(fixture.workspace, options: options)
    #expect(report.running.count == 1 && report.running[0].hasPrefix("cleanup (\(Sys.processID) "))
    let isHeld = lease != nil
    #expect(isHeld)
  }

  @Test
  func `Merged manifests prove the same, and damage is still named`() throws {
    let fixture = try AuditFixture()
    let directory = fixture.workspace.manifest(of: "downloader").directory
    _ = try Compaction.run(in: directory)
    #expect(try fixture.audit(.all).isClean)
    try Sys.removeTree(fixture.path("waiting", .stage(.downloaded)))
    #expect(try fixture.audit().breaches.map(\.kind) == [.lost])
  }

  @Test
  func `A merged manifest that cannot be unpacked is named, and the audit goes on`() throws {
    let fixture = try AuditFixture()
    let directory = fixture.workspace.manifest(of: "downloader").directory
    let name = try #require(try Compaction.run(in: directory).segment?.name)
    var bytes = try Sys.contents(of: directory.appending(name))
    try Sys.writePrivate(Array(bytes.dropLast(60)), at: directory.appending(name))
    // Its books are a member of their own and still whole; only who reads all of it meets the damage.
    let quick = try fixture.audit()
    #expect(quick.isClean && quick.notices.isEmpty)
    let whole = try fixture.audit(.all)
    #expect(!whole.notices.isEmpty && whole.notices.allSatisfy { $0.kind == .damage }, "\(whole.notices)")
    #expect(whole.isClean)
    for place in 0..<bytes.count { bytes[place] = 0xff }
    try Sys.writePrivate(bytes, at: directory.appending(name))
    #expect(try fixture.audit().breaches.count == 9)
  }

  @Test
  func `More damage than anybody reads is counted, and memory is not spent on it`() throws {
    let fixture = try AuditFixture()
    for number in 0..<1100 {
      try Sys.writePrivate([], at: fixture.spool.path(.completed).appending("stray-\(number)"))
    }
    let report = try fixture.audit()
    #expect(report.notices.count == AuditReport.mostOfAKind && report.notListed == ["stray": 100])
  }
}

struct LargeAuditTests {
  @Test
  func `A workspace that was made for measuring is clean, and so it stays when its manifests are merged`() throws {
    let temporary = try TemporaryDirectory(inMemory: true)
    try MadeWorkspace.make(at: temporary.path, items: 400)
    let workspace = try Workspace(root: temporary.path, settings: Settings())
    var options = Audit.Options()
    options.sample = .all
    let report = try Audit.run(workspace, options: options)
    #expect(report.isClean && report.notices.isEmpty, "\(report.breaches) \(report.notices)")
    #expect(report.items == 400 && report.batches == 1)
    for worker in WorkerName.allCases {
      _ = try Compaction.run(in: workspace.manifest(of: worker.rawValue).directory, minimum: 1)
    }
    #expect(try Audit.run(workspace, options: options).isClean)
  }
}
