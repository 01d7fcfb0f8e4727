import Formats
import Testing

@testable import StageKit

/// A node that eats tasks must not eat them all.
struct BadNodesTests {
  private let start = Timestamp(milliseconds: 1_800_000_000_000)

  private func after(_ seconds: Double) -> Timestamp { start.advanced(bySeconds: seconds) }

  @Test
  func `A node that fails three tasks at once while others work is not used for a day`() {
    var nodes = BadNodes()
    for second in 0..<2 { nodes.failure(on: "n2", "exit 1", at: after(Double(second))) }
    nodes.work(on: "n1", at: after(3))
    #expect(nodes.excluded(at: after(3)) == [])
    nodes.failure(on: "n2", "exit 1", at: after(4))
    #expect(nodes.excluded(at: after(4)) == ["n2"])
    #expect(nodes.excluded(at: after(4 + 86_399)) == ["n2"])
    #expect(nodes.excluded(at: after(4 + 86_401)) == [])
  }

  @Test
  func `Where no node works it is not the nodes`() {
    var nodes = BadNodes()
    nodes.work(on: "n1", at: start)
    for second in 1..<20 { nodes.failure(on: "n\(second % 4)", "no such program", at: after(Double(second))) }
    #expect(nodes.excluded(at: after(20)) == [])
    // One of them works again: the others are seen for what they are.
    nodes.work(on: "n1", at: after(21))
    #expect(nodes.excluded(at: after(21)) == ["n0", "n2", "n3"])
  }

  @Test
  func `A task that works clears its node, and a node that comes back begins anew`() {
    var nodes = BadNodes()
    for second in 0..<2 { nodes.failure(on: "n2", "exit 1", at: after(Double(second))) }
    nodes.work(on: "n2", at: after(2))
    nodes.work(on: "n1", at: after(2))
    nodes.failure(on: "n2", "exit 1", at: after(3))
    nodes.work(on: "n1", at: after(4))
    #expect(nodes.excluded(at: after(4)) == [])
    for second in 5..<7 { nodes.failure(on: "n2", "exit 1", at: after(Double(second))) }
    #expect(nodes.excluded(at: after(7)) == ["n2"])
    nodes.failure(on: "n2", "exit 1", at: after(100_000))
    #expect(nodes.nodes["n2"]?.failures == 1)
    #expect(nodes.excluded(at: after(100_000)) == [])
  }
}
