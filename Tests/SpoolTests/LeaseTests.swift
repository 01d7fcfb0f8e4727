import SystemCalls
import TestSupport
import Testing

@testable import Spool

struct LeaseTests {
  @Test("A lease has one holder, says who, and is free when the holder lets go")
  func exclusion() throws {
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
    #expect(spool.holder(of: "cleanup") == nil)
    let again = try spool.lease(for: "cleanup") != nil
    #expect(again)
  }

  @Test("A lease that a child inherited is held until the child ends, however its parent ended")
  func inheritance() throws {
    let temporary = try TemporaryDirectory()
    let spool = Spool(root: temporary.path)
    try spool.create()
    var child: Int32 = 0
    do {
      guard let lease = try spool.lease(for: "submitter") else { throw Unexpected() }
      var program = Program("/bin/sleep", ["60"])
      program.inherited = [lease.descriptor]
      child = try Sys.spawn(program)
    }
    let busy = try spool.lease(for: "submitter") == nil
    #expect(busy)
    Sys.signal(child, 9)
    _ = Sys.wait(for: child)
    let free = try spool.lease(for: "submitter") != nil
    #expect(free)
  }

  struct Unexpected: Error {}
}
