import TestSupport
import Testing

@testable import Spool
@testable import SystemCalls

struct LeaseTests {
  @Test
  func `A lease has one holder, says who, and is free when the holder lets go`() throws {
    let temporary = try TemporaryDirectory()
    let spool = Spool(root: temporary.path)
    try spool.create()
    #expect(spool.holder(of: "cleanup") == nil)
    do {
      let held = try spool.lease(for: "cleanup")
      let isHeld = held != nil
      #expect(isHeld)
      let second = try spool.lease(for: "cleanup") == nil
      #expect(second)
      let other = try spool.lease(for: "submitter") != nil
      #expect(other)
      #expect(spool.holder(of: "cleanup")?.hasPrefix("\(Sys.processID) ") == true)
      _ = consume held
    }
    // A process that another test starts at this moment holds whatever is open here until its program begins.
    try eventually("a lease that nobody holds") { spool.holder(of: "cleanup") == nil }
    try eventually("a lease that is free") { try spool.lease(for: "cleanup") != nil }
  }

  @Test
  func `A lease that a child inherited is held until the child ends, however its parent ended`() throws {
    let temporary = try TemporaryDirectory()
    let spool = Spool(root: temporary.path)
    try spool.create()
    var child: Int32 = 0
    do {
      guard let lease = try spool.lease(for: "submitter") else { throw Unexpected() }
      var program = Program("/bin/sleep", ["\(Int(Patience.seconds) * 100)"])
      program.inherited = [lease.descriptor]
      child = try Command(program).spawn()
    }
    let busy = try spool.lease(for: "submitter") == nil
    #expect(busy)
    Sys.signal(child, 9)
    _ = Sys.wait(for: child)
    try eventually("a lease that is free") { try spool.lease(for: "submitter") != nil }
  }

  @Test
  func `A lease that no running pass has is not said to be a stopped one's`() throws {
    let temporary = try TemporaryDirectory()
    let spool = Spool(root: temporary.path)
    try spool.create()
    try Sys.ensurePath(spool.leases)
    let path = spool.leases.appending("cleanup")
    let parts = Maker.process.description.split(separator: "-", maxSplits: 4)
    let stopped = "1 \(Sys.hostName) 0123abcd-1-1-\(parts[3])-\(parts[4]) 1\n"
    try Sys.writePrivate(Array(stopped.utf8), at: path)
    let file = try Sys.open(path, .lease)
    try eventually("a lock of somebody's") { try Sys.lock(file) }
    #expect(spool.holder(of: "cleanup") == "")
    #expect(spool.blockage(of: "cleanup")?.contains("no running pass") == true)
    _ = consume file
  }

  @Test
  func `A lease tells each of several holders of the others, and the next one that somebody was not done`() throws {
    let temporary = try TemporaryDirectory()
    let spool = Spool(root: temporary.path)
    try spool.create()
    /// What a lease says when it is taken; it ends in order.
    func take() throws -> (wasLeft: Bool, isAlone: Bool) {
      let lease = try Self.lease(of: spool)
      let found = (lease.wasLeft, lease.isAlone)
      try lease.end()
      return found
    }
    #expect(try take() == (false, true))

    // One that a lock does not keep out comes while another holds it: its word is in the file.
    let other = try Command("/bin/sleep", ["1000"]).start()
    let line = try Self.line(of: other.process)
    do {
      let lease = try Self.lease(of: spool)
      let wasAlone = lease.isAlone
      #expect(wasAlone)
      try Sys.addNote(line, in: try Sys.open(spool.leases.appending("cleanup"), .lease))
      let isAlone = lease.isAlone
      #expect(!isAlone)
      try lease.end()
    }
    // Whoever comes and goes beside it takes nobody's word away.
    for _ in 0..<2 { #expect(try take() == (true, false)) }
    Sys.signal(other.process, 9)
    _ = try other.finish()
    #expect(try take() == (true, true))
    #expect(try take() == (false, true))
  }

  @Test
  func `A holder on another host is taken for gone after an hour`() throws {
    let temporary = try TemporaryDirectory()
    let spool = Spool(root: temporary.path)
    try spool.create()
    for (age, isAlone) in [(600, false), (7200, true)] {
      let line = "1 elsewhere 0123abcd-1-1-01234567-elsewhere \(Int(Sys.secondsSince1970) - age)\n"
      try Sys.writePrivate(Array(line.utf8), at: spool.leases.appending("cleanup"))
      let lease = try Self.lease(of: spool)
      let found = lease.isAlone
      #expect(found == isAlone)
      _ = consume lease
    }
  }

  /// Cleanup's lease. A process that another test starts at this moment holds whatever is open here until its program begins.
  private static func lease(of spool: Spool) throws -> Lease {
    try eventually("a free lease") { spool.holder(of: "cleanup") == nil }
    guard let lease = try spool.lease(for: "cleanup") else { throw Unexpected() }
    return lease
  }

  /// The line of a process of this host that holds a lease.
  private static func line(of process: Int32) throws -> String {
    let start = try #require(Sys.start(of: process))
    let here = Maker.process.description.split(separator: "-", maxSplits: 4)
    return "\(process) \(Sys.hostName) 0123abcd-\(process)-\(start)-\(here[3])-\(here[4]) \(Sys.secondsSince1970)\n"
  }

  struct Unexpected: Error {}
}
