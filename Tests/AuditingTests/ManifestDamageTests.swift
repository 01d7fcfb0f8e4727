import Dispatcher
import Downloader
import Finalizer
import Formats
import MadeWorkspaces
import Settings
import SystemCalls
import TestSupport
import Testing

@testable import Auditing
@testable import Manifest
@testable import Spool
@testable import StageKit

/// Law 4: readers skip torn tails, zero blocks and garbage, say so, and go on. Nothing is lost by what a manifest lost.
struct ManifestDamageTests {
  /// A workspace with a long manifest of each worker, one of which is damaged again and again.
  final class Bench {
    let temporary: TemporaryDirectory
    let workspace: Workspace
    let worker: WorkerName
    let segment: FilePath
    let whole: [UInt8]

    init(_ worker: WorkerName) throws {
      temporary = try TemporaryDirectory(inMemory: true)
      try MadeWorkspace.make(at: temporary.path, items: 60)
      workspace = try Workspace(root: temporary.path, settings: Settings())
      self.worker = worker
      segment = temporary.path.appending("manifests/\(worker.rawValue)/000001.ndjson")
      whole = try Sys.contents(of: segment)
    }

    /// Puts other bytes in the manifest's place, as it was before any later pass.
    func put(_ bytes: [UInt8]) throws {
      for directory in [worker, .operator].map({ temporary.path.appending("manifests/\($0.rawValue)") }) {
        try Sys.removeTree(directory)
      }
      try Sys.makeDirectory(segment.removingLastComponent())
      try Sys.writePrivate(bytes, at: segment)
    }

    /// What the worker does first in its next pass.
    func recover() throws -> PassReport {
      switch worker {
      case .downloader:
        let downloader = Downloader { _ in throw AuditFixture.Missing(what: "nothing is to be inspected here") }
        return try Runner.recover(downloader, in: workspace)
      case .dispatcher: return try Runner.recover(Dispatcher(), in: workspace)
      default: return try Runner.recover(Finalizer(), in: workspace)
      }
    }

    /// Where each item is.
    func places() throws -> Set<String> {
      var places: Set<String> = []
      try Tree(spool: workspace.spool).forEachItem { places.insert("\($0.id) \($0.place)") }
      return places
    }

    /// An audit that names damage and nothing that is no consequence of it, then a repair after which all agrees.
    func auditAndRepair(_ damage: Set<AuditReport.Kind>, _ what: String) throws {
      let report = try Audit.run(workspace)
      let kinds = Set(report.breaches.map(\.kind))
      #expect(kinds.subtracting([.misplaced, .notBooked, .bookedTwice]) == [], "\(what): \(report.breaches)")
      let notices = Set(report.notices.map(\.kind))
      #expect(notices.subtracting([.damage, .missingHistory, .outOfOrder]) == [], "\(what): \(report.notices)")
      #expect(damage.isSubset(of: notices), "\(what): \(notices)")
      var repair = Repair(workspace, wait: Patience.seconds)
      try repair.recover(worker) { try recover() }
      try repair.enterWhatIsFound()
      let after = try Audit.run(workspace)
      #expect(after.isClean, "\(what): \(after.breaches)")
    }
  }

  static let workers: [WorkerName] = [.downloader, .dispatcher, .finalizer]

  @Test(arguments: workers)
  func `A manifest cut at any byte of its last kilobyte stops no worker and loses no item`(_ worker: WorkerName) throws
  {
    let bench = try Bench(worker)
    let places = try bench.places()
    let reader = bench.workspace.manifest(of: worker.rawValue)
    // The last line's every byte would be as many again; both its ends are always among those drawn.
    let cuts = [1, 2] + Draw.sample(Array(3...min(1024, bench.whole.count)), 48, for: "cuts of \(worker)")
    for (number, cut) in cuts.enumerated() {
      let bytes = Array(bench.whole.dropLast(cut))
      try bench.put(bytes)
      let tail = try reader.tail()
      let isTorn = bytes.last != UInt8(ascii: "\n") && !bytes.isEmpty
      #expect(tail.damage.map(\.fault) == (isTorn ? [.torn] : []), "cut by \(cut)")
      // Whole lines before the cut are all read.
      var events = 0
      try reader.glance(in: Segment(number: 1)) { glimpse in
        if case .event = glimpse { events += 1 }
        return true
      }
      #expect(events == bytes.count { $0 == UInt8(ascii: "\n") }, "cut by \(cut)")
      guard number % 6 == 0 else { continue }
      let report = try bench.recover()
      #expect(report.moved == 0 && report.takenBack.isEmpty, "cut by \(cut): \(report)")
      if number % 18 == 0 { try bench.auditAndRepair(isTorn ? [.damage] : [], "cut by \(cut)") }
    }
    #expect(try bench.places() == places)
  }

  @Test(arguments: workers)
  func `Zero blocks and garbage in a manifest are named, and no worker is stopped by them`(_ worker: WorkerName) throws
  {
    let bench = try Bench(worker)
    let places = try bench.places()
    for (number, start) in stride(from: 0, to: bench.whole.count - 512, by: 1536).enumerated() {
      var bytes = bench.whole
      for place in start..<(start + 512) {
        bytes[place] = number % 2 == 0 ? 0 : UInt8(truncatingIfNeeded: place &* 131)
      }
      try bench.put(bytes)
      let report = try bench.recover()
      #expect(report.moved == 0, "block at \(start)")
      if number % 5 == 0 { try bench.auditAndRepair([.damage], "block at \(start)") }
    }
    #expect(try bench.places() == places)
  }

  @Test(arguments: workers)
  func `Lines that have changed places are named, and no worker is stopped by them`(_ worker: WorkerName) throws {
    let bench = try Bench(worker)
    let places = try bench.places()
    let lines = bench.whole.split(separator: UInt8(ascii: "\n"))
    for place in stride(from: lines.count - 2, to: max(0, lines.count - 12), by: -1) {
      var swapped = lines
      swapped.swapAt(place, place + 1)
      try bench.put(swapped.flatMap { Array($0) + [UInt8(ascii: "\n")] })
      let report = try bench.recover()
      #expect(report.moved == 0 && report.takenBack.isEmpty)
      if place % 3 == 0 { try bench.auditAndRepair([.outOfOrder], "line \(place)") }
    }
    #expect(try bench.places() == places)
  }

  @Test(arguments: WorkerName.allCases.filter { $0 != .operator })
  func `A worker's whole manifest may be missing: the tree stands, and the books are closed again`(
    _ worker: WorkerName
  ) throws {
    let bench = try Bench(worker)
    let places = try bench.places()
    try Sys.removeTree(bench.segment.removingLastComponent())
    #expect(try !Audit.run(bench.workspace).isClean)
    if Self.workers.contains(worker) { #expect(try bench.recover().moved == 0) }
    var repair = Repair(bench.workspace, wait: Patience.seconds)
    try repair.enterWhatIsFound()
    let report = try Audit.run(bench.workspace)
    #expect(report.isClean, "\(report.breaches)")
    #expect(try bench.places() == places)
  }
}
