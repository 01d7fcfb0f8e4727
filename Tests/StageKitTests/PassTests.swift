import Spool
import SystemCalls
import Testing

@testable import Manifest
@testable import StageKit

struct PassTests {
  @Test
  func `A step moves the item, tells it once, and counts it`() throws {
    let fixture = try Fixture()
    let items = try (1...5).map { try fixture.put("item-\($0)") }
    let report = try fixture.pass { try $0.commit(try items.map { try fixture.step($0) }) }
    #expect(report.items == 5 && report.units == 10 && report.troubles.isEmpty)
    for item in items { #expect(try fixture.isIn(.completed, item) && !fixture.isIn(.downloaded, item)) }
    #expect(try fixture.story() == items.map { "step \($0)" })
    #expect(try fixture.totals()?.items == 5)
  }

  @Test
  func `A target that exists is never overwritten: the step is taken back, named, and the others go on`() throws {
    let fixture = try Fixture()
    let (first, second) = (try fixture.put("first"), try fixture.put("second"))
    try fixture.put("first", in: .stage(.completed), visit: 1)
    let report = try fixture.pass { try $0.commit([try fixture.step(first), try fixture.step(second)]) }
    #expect(report.items == 1 && report.troubles.count == 1)
    #expect(try fixture.isIn(.downloaded, first))
    #expect(try fixture.isIn(.completed, second))
    #expect(try fixture.story() == ["step first", "step second", "void first"])
    #expect(try fixture.totals()?.items == 1)
  }

  @Test
  func `An item that somebody took away meanwhile is no error of the pass`() throws {
    let fixture = try Fixture()
    let item = try fixture.put("item")
    try Sys.removeTree(try #require(fixture.spool.item(item, in: .stage(.downloaded))))
    let report = try fixture.pass { try $0.commit([try fixture.step(item)]) }
    #expect(report.items == 0 && report.troubles.count == 1)
    #expect(try fixture.story() == ["step item", "void item"])
  }

  @Test
  func `A dry run moves nothing and tells nothing`() throws {
    let fixture = try Fixture()
    let item = try fixture.put("item")
    var options = PassOptions()
    options.dryRun = true
    let report = try fixture.pass(options) { try $0.commit([try fixture.step(item)]) }
    #expect(report.planned.map(\.id) == ["item"])
    #expect(try fixture.isIn(.downloaded, item))
    #expect(try fixture.story().isEmpty)
  }

  @Test
  func `A pass that finds another running does nothing and says so`() throws {
    let fixture = try Fixture()
    var inner: PassReport?
    let report = try fixture.pass { _ in inner = try fixture.passAtOnce() }
    #expect(!report.wasBusy)
    #expect(inner?.wasBusy == true)
  }

  @Test
  func `An idle pass leaves no segment behind`() throws {
    let fixture = try Fixture()
    try fixture.pass()
    #expect(try Segment.list(in: fixture.workspace.manifest(of: "cleanup").directory).isEmpty)
  }
}
