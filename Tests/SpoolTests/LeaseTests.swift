import SystemCalls
import TestSupport
import Testing

@testable import Spool

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

  struct Unexpected: Error {}
}
