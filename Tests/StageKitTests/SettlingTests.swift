import Spool
import SystemCalls
import Testing

@testable import Manifest
@testable import StageKit

struct SettlingTests {
  private func event(_ item: Identifier, visit: Int = 0, from: String = "01_downloaded") -> Event {
    Event.step(.item, item.text, visit: visit, from: from, to: "04_ocr_completed", units: 2, bytes: 1)
  }

  @Test("A step that was said and not made is voided by the next pass, and the item stays")
  func notMade() throws {
    let fixture = try Fixture()
    let item = try fixture.put("item")
    try fixture.say([event(item)])
    try fixture.pass()
    #expect(try fixture.story() == ["step item", "void item"])
    #expect(try fixture.isIn(.downloaded, item))
    #expect(try fixture.totals()?.items == 0)
    try fixture.pass()
    #expect(try fixture.story() == ["step item", "void item"])
  }

  @Test("A step that was made counts, even where the item has travelled on since")
  func made() throws {
    let fixture = try Fixture()
    let (there, beyond) = (
      try fixture.put("there", in: .stage(.completed)), try fixture.put("beyond", in: .stage(.processed))
    )
    try fixture.say([event(there), event(beyond)])
    try fixture.pass()
    #expect(try fixture.story() == ["step there", "step beyond"])
    #expect(try fixture.totals()?.items == 2)
  }

  @Test("An item that came back since has another visit: its old step was made")
  func cameBack() throws {
    let fixture = try Fixture()
    let item = try fixture.put("item", visit: 1)
    try fixture.say([event(item, visit: 0)])
    try fixture.pass()
    #expect(try fixture.story() == ["step item"])
    #expect(try fixture.isIn(.downloaded, item))
  }

  @Test("An item whose metadata cannot be read is voided: the pass decides afresh")
  func unreadable() throws {
    let fixture = try Fixture()
    let item = try fixture.put("item")
    let path = try #require(fixture.spool.item(item, in: .stage(.downloaded)))
    try Sys.writePrivate([0], at: Spool.metadata(path, item))
    try fixture.say([event(item)])
    try fixture.pass()
    #expect(try fixture.story() == ["step item", "void item"])
  }

  @Test("What was observed for a step that was not made is taken back with it", arguments: [false, true])
  func observation(made: Bool) throws {
    let fixture = try Fixture()
    let item = try fixture.put("item", in: made ? .stage(.completed) : .stage(.inbox))
    var observed = event(item, from: "99_errors/damaged")
    (observed.kind, observed.to) = (.observed, "00_inbox")
    try fixture.say([observed, event(item, from: "00_inbox")])
    try fixture.pass()
    #expect(
      try fixture.story()
        == (made ? ["observed item", "step item"] : ["observed item", "step item", "void item", "void item"]))
    var books = try fixture.workspace.manifest(of: "cleanup").books().books
    books.enter("item", in: made ? "04_ocr_completed" : "99_errors/damaged", count: made ? -1 : 1)
    books.enter("item", in: "99_errors/damaged", count: made ? 1 : -1)
    #expect(books == Books())
  }

  @Test("A batch is settled by its name alone")
  func batch() throws {
    let fixture = try Fixture()
    let (one, two) = (BatchName(number: 1), BatchName(number: 2))
    try Sys.ensurePath(fixture.spool.batch(one, in: .pending))
    try Sys.ensurePath(fixture.spool.batch(two, in: .processing))
    try fixture.say(
      [one, two].map {
        Event.step(
          .batch, $0.description, visit: 0, from: "02_ocr_pending", to: "03_ocr_processing", units: 0, bytes: 0)
      })
    try fixture.pass()
    #expect(try fixture.story() == ["step batch_000001", "step batch_000002", "void batch_000001"])
    #expect(try fixture.totals()?.batches == 1)
  }
}
