import Spool
import SystemCalls
import TestSupport
import Testing

@testable import Manifest
@testable import StageKit

/// What a pass leaves, and what it leaves alone, when something was given up or another pass may be at work.
struct BesideOthersTests {
  /// Gives up what was begun in an item, whose directory refuses it.
  private func giveUp(_ directory: FilePath, in pass: Pass) throws {
    _ = try pass.each(directory) {
      try Sys.stage(Array("half".utf8), at: directory.appending("result"))
      throw SystemError(call: "rename", path: directory.appending("result"), errno: .permissionDenied)
    }
  }

  private func hidden(in directory: FilePath) throws -> [String] {
    try Sys.entries(of: directory).map(\.name.string).filter { $0.hasSuffix(".tmp") }
  }

  @Test
  func `What one item's directory refuses is named, its private file goes, and the next pass looks for what was left`()
    throws
  {
    let fixture = try Fixture()
    let item = try fixture.put("item")
    let directory = try #require(fixture.spool.item(item, in: .stage(.downloaded)))
    let report = try fixture.pass { try giveUp(directory, in: $0) }
    #expect(report.troubles.count == 1 && report.troubles[0].contains("\(directory)"))
    #expect(try hidden(in: directory).isEmpty)
    var left: [Bool] = []
    for _ in 1...2 { try fixture.pass { left.append($0.lease.wasLeft) } }
    #expect(left == [true, false])
  }

  @Test
  func `A private file that was given up goes wherever its item is by then`() throws {
    let fixture = try Fixture()
    let item = try fixture.put("item")
    let directory = try #require(fixture.spool.item(item, in: .stage(.downloaded)))
    try fixture.pass { pass in
      try giveUp(directory, in: pass)
      #expect(try hidden(in: directory).count == 1)
      try pass.commit([try fixture.step(item)])
    }
    #expect(try fixture.isIn(.completed, item))
    #expect(try hidden(in: try #require(fixture.spool.item(item, in: .stage(.completed)))).isEmpty)
  }

  @Test
  func `What a pass did not publish in one workspace is nothing to a pass of another`() throws {
    let (one, other) = (try Fixture(), try Fixture())
    let file = other.temporary.path.appending("file")
    try Sys.stage(Array("half".utf8), at: file)
    let item = try one.put("item")
    let directory = try #require(one.spool.item(item, in: .stage(.downloaded)))
    try one.pass { try giveUp(directory, in: $0) }
    #expect(Sys.exists(Sys.privateName(of: file)))
  }

  @Test
  func `What a stopped pass left beside the books goes with the next, and what a pass at work has there stays`()
    throws
  {
    let fixture = try Fixture()
    let manifest = fixture.workspace.manifest(of: "cleanup").directory
    let summary = fixture.workspace.manifests.appending("summary")
    for directory in [manifest, summary, fixture.spool.leases] { try Sys.ensurePath(directory) }
    // The first process of a machine is there, and did not start when the other one says.
    let dead = Maker.process.description.split(separator: "-").enumerated()
      .map { [1: "1", 2: "1"][$0] ?? String($1) }.joined(separator: "-")
    let left = [manifest, summary].map { $0.appending(".metrics.json@\(dead).tmp") }
    let used = summary.appending(".metrics.json@00000000-9-9-00000000-elsewhere.tmp")
    for file in left + [used] { try Sys.writePrivate([], at: file) }
    try fixture.pass()
    #expect(left.allSatisfy { Sys.exists($0) })
    try Sys.publish(Array("1 \(Sys.hostName) \(dead) 1\n".utf8), at: fixture.spool.leases.appending("cleanup"))
    try fixture.pass()
    #expect(!left.contains { Sys.exists($0) })
    #expect(Sys.exists(used))
  }

  @Test
  func `Segments are merged by a pass that is alone, and never while another may write the last of them`() throws {
    let fixture = try Fixture()
    let manifest = fixture.workspace.manifest(of: "cleanup").directory
    for number in 1...Runner.segmentsBeforeCompaction {
      try Sys.ensurePath(manifest)
      try fixture.say([Event(.mark)])
      #expect(try Segment.list(in: manifest).count == number)
    }
    let lease = fixture.spool.leases.appending("cleanup")
    let other = "9 elsewhere 00000000-9-9-00000000-elsewhere \(Sys.secondsSince1970)\n"
    func merged(beside others: String, moving name: String) throws -> Bool {
      try Sys.ensurePath(fixture.spool.leases)
      try Sys.publish(Array(others.utf8), at: lease)
      let item = try fixture.put(name)
      try fixture.pass { try $0.commit([try fixture.step(item)]) }
      return try Segment.list(in: manifest).contains { $0.isMerged }
    }
    #expect(try !merged(beside: other, moving: "first"))
    #expect(try merged(beside: "", moving: "second"))
    #expect(try fixture.totals()?.items == 2)
  }
}
