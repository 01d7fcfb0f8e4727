import Deflate
import Formats
import Scheduling
import SystemCalls
import Testing

@testable import Auditing
@testable import Manifest
@testable import Spool
@testable import StageKit

/// Batches against the scheduler, by values: what is found and what is said.
struct SchedulerTests {
  private static let job = ScheduledJob(
    name: "sluice-0000000000000002", id: "4711", state: "RUNNING", endedBy: "scancel 4711")

  private func check(_ fixture: AuditFixture, _ place: Place = .stage(.processing)) -> SchedulerCheck {
    var check = SchedulerCheck()
    let batch = AuditFixture.submitted
    check.note(
      BatchHandle(
        name: batch.description, layout: fixture.layout(batch), record: fixture.record(batch), job: fixture.job(batch)),
      in: place)
    return check
  }

  @Test
  func `A job of ours without a batch is named with the command that ends it`() throws {
    let fixture = try AuditFixture()
    var check = SchedulerCheck()
    check.compare([:], jobs: [Self.job])
    #expect(check.findings.isEmpty && check.notices.map(\.kind) == [.foreignJob])
    #expect(check.notices[0].message.contains("scancel 4711"))
    // Where the batch is in the scheduler's hands, its job is what is expected.
    var known = self.check(fixture)
    known.compare(["batch_000002": BatchState(all: [], .waiting)], jobs: [Self.job])
    #expect(known.findings.isEmpty && known.notices.isEmpty)
    var blind = SchedulerCheck()
    blind.compare([:], jobs: nil)
    #expect(blind.findings.isEmpty && blind.notices.isEmpty)
  }

  @Test
  func `A batch at rest whose job is still with the scheduler is a breach`() throws {
    var check = try check(AuditFixture(), .rest)
    check.compare([:], jobs: [Self.job])
    #expect(check.findings.map(\.kind) == [.schedulerDiffers] && check.notices.isEmpty)
  }

  @Test
  func `A batch the executor does not answer for is a breach, and one it knows nothing certain of is not`() throws {
    let fixture = try AuditFixture()
    let chunks = fixture.record(AuditFixture.submitted).chunks
    var silent = check(fixture)
    silent.compare([:], jobs: nil)
    #expect(silent.findings.map(\.kind) == [.schedulerDiffers])
    var unsure = check(fixture)
    unsure.compare(["batch_000002": BatchState(all: chunks, .unknown("nobody answers"))], jobs: nil)
    #expect(unsure.findings.isEmpty && unsure.notices.map(\.kind) == [.unanswered])
  }

  @Test
  func `A chunk that is closed while its task runs is a breach`() throws {
    let fixture = try AuditFixture()
    let layout = fixture.layout(AuditFixture.submitted)
    // The lock its supervisor would hold, and its first line: the local executor says that it runs.
    let lock = try Sys.open(layout.supervisorLock, .lock)
    #expect(try Sys.lock(lock))
    #expect(try fixture.audit(executor: fixture.local).isClean)
    try Sys.rename(layout.chunk("0001"), to: layout.closedChunk("0001"))
    #expect(try fixture.audit(executor: fixture.local).breaches.map(\.kind) == [.schedulerDiffers])
    try lock.close()
  }

  @Test
  func `Books of a merged segment that are not those of its events are found`() throws {
    let fixture = try AuditFixture()
    let reader = fixture.workspace.manifest(of: "downloader")
    let segment = try #require(try Compaction.run(in: reader.directory).segment)
    var lines: [UInt8] = []
    try reader.forEach(in: segment) { entry in
      if case .event(let event, _) = entry, event.kind != .sums { lines += try EventLine.encode(event) }
      return true
    }
    var books = Books()
    books.enter("nobody", in: "05_processed")
    let forged = Deflater.compress(try EventLine.encode(books.event)) + Deflater.compress(lines)
    try Sys.writePrivate(forged, at: reader.directory.appending(segment.name))
    #expect(try fixture.audit().breaches.allSatisfy { $0.kind == .booksDiffer })
    #expect(try fixture.audit(.all).notices.map(\.kind) == [.damage])
  }
}
