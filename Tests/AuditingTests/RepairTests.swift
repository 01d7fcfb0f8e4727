import Dispatcher
import Downloader
import Finalizer
import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Auditing
@testable import Spool
@testable import StageKit

struct RepairTests {
  /// What `sluice audit --repair` does, without the executor's part.
  ///
  /// A program that another test starts at the same time holds our leases for the moment before it becomes that program.
  static func repair(_ fixture: AuditFixture, wait: Double = Patience.seconds) throws -> Repair {
    let workspace = fixture.workspace
    var repair = Repair(workspace, wait: wait)
    let downloader = Downloader { _ in throw AuditFixture.Missing(what: "nothing is to be inspected here") }
    try repair.recover(.downloader) { try Runner.recover(downloader, in: workspace) }
    try repair.recover(.dispatcher) { try Runner.recover(Dispatcher(), in: workspace) }
    try repair.recover(.finalizer) { try Runner.recover(Finalizer(), in: workspace) }
    try repair.enterWhatIsFound()
    return repair
  }

  @Test(arguments: Damage.misplacements + Damage.histories + Damage.files + Damage.batches)
  func `Repair closes the books of what lies whole in one place, and loses nothing`(_ damage: Damage) throws {
    let fixture = try AuditFixture()
    try damage.act(fixture)
    let before = try fixture.contents()
    let repair = try Self.repair(fixture)
    let report = try fixture.audit()
    #expect(report.isClean == damage.isRepaired, "\(report.breaches) \(repair.troubles)")
    if damage.isRepaired && !damage.breaches.isEmpty { #expect(!repair.deeds.isEmpty) }
    // Nothing but private leftovers of workers may go, and nothing is written but the history of an item at the door.
    let after = try fixture.contents()
    for (path, bytes) in before where !path.contains("/.incoming/") && after[path] != bytes {
      #expect(path.hasSuffix(".meta.json") && path.contains("/00_inbox/") && after[path] != nil, "\(path)")
    }
    // Typed again it finds nothing to do.
    #expect(try Self.repair(fixture).deeds.isEmpty)
  }

  @Test
  func `An item that a person moved out of its batch comes back through the inbox once the move is entered`() throws {
    let fixture = try AuditFixture()
    let (item, door) = (fixture.path("packed", .batch(AuditFixture.packed)), fixture.path("packed", .stage(.inbox)))
    try fixture.move(item, door)
    _ = try Self.repair(fixture)
    let metadata = try ItemFiles.metadata(door, try #require(Identifier("packed")))
    // Downstream this is what `retry` leaves: the books have it at the door, and its visit is a new one.
    #expect(metadata.bookedPlace == .stage(.inbox) && metadata.visit == 1)
    #expect(try fixture.audit().isClean)
  }

  @Test
  func `Repair says what it took back, and does nothing beside a running worker`() throws {
    let fixture = try AuditFixture()
    try fixture.say(.item, "proven", from: "04_ocr_completed", to: "05_processed", by: "finalizer", marked: false)
    let lease = try fixture.spool.lease(for: "cleanup")
    var repair = try Self.repair(fixture, wait: 1)
    #expect(repair.deeds.map(\.id) == ["proven"] && repair.deeds.map(\.worker) == ["finalize"])
    #expect(repair.troubles.contains { $0.hasPrefix("nothing was entered, as workers run: cleanup") })
    _ = consume lease
    repair = try Self.repair(fixture)
    #expect(repair.deeds.isEmpty && repair.troubles.isEmpty)
  }

  @Test
  func `A paused worker is left in peace, and named`() throws {
    let fixture = try AuditFixture()
    try fixture.say(.item, "proven", from: "04_ocr_completed", to: "05_processed", by: "finalizer", marked: false)
    try Pauses.pause(.finalizer, because: "maintenance", in: fixture.spool)
    let repair = try Self.repair(fixture)
    #expect(repair.deeds.isEmpty)
    #expect(repair.troubles == ["finalize is paused (maintenance): sluice resume finalize"])
  }
}
