import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

@Suite struct SlotsTests {
  @Test func `as many slots as may run are given, and one again when one is free`() async throws {
    let place = try Place()
    let slots = Slots(place.root, count: 3)
    var first = try slots.take()
    let second = try slots.take()
    let third = try slots.take()
    let fourth = try slots.take()
    #expect([first == nil, second == nil, third == nil, fourth == nil] == [false, false, false, true])
    first = nil
    // Other tests fork: for a moment their children hold what we have just let go.
    try await eventually("a slot that is free again") {
      let again = try slots.take()
      return again != nil
    }
  }

  @Test(arguments: [(1, "slot-001"), (42, "slot-042"), (1000, "slot-1000")])
  func `a slot's name is its number`(_ number: Int, name: String) {
    #expect(Slots("/s", count: 1).path(number) == FilePath("/s").appending(name))
  }

  @Test func `where no slot can be made the cause is told`() {
    let error = #expect(throws: SystemError.self) { _ = try Slots("/nonexistent/slots", count: 1).take() }
    #expect(error?.errno == .noSuchFileOrDirectory)
  }
}
