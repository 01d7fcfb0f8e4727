import Formats
import Spool
import SystemCalls
import Testing

@testable import Manifest
@testable import StageKit

struct SettlingTests {
  private func event(_ item: Identifier, visit: Int = 0, from: String = "01_downloaded") -> Event {
    Event.step(.item, item.text, visit: visit, from: from, to: "04_ocr_completed", units: 2, bytes: 1)
  }

  @Test
  func `A step that was said and not made is voided by the next pass, and the item stays`() throws {
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

  @Test
  func `A step that was made counts, even where the item has travelled on since`() throws {
    let fixture = try Fixture()
    let (there, beyond) = (
      try fixture.put("there", in: .stage(.completed)), try fixture.put("beyond", in: .stage(.processed))
    )
    try fixture.say([event(there), event(beyond)])
    try fixture.pass()
    #expect(try fixture.story() == ["step there", "step beyond"])
    #expect(try fixture.totals()?.items == 2)
  }

  @Test
  func `An item that came back since has another visit: its old step was made`() throws {
    let fixture = try Fixture()
    let item = try fixture.put("item", visit: 1)
    try fixture.say([event(item, visit: 0)])
    try fixture.pass()
    #expect(try fixture.story() == ["step item"])
    #expect(try fixture.isIn(.downloaded, item))
  }

  @Test
  func `An item whose metadata cannot be read is voided: the pass decides afresh`() throws {
    let fixture = try Fixture()
    let item = try fixture.put("item")
    let path = try #require(fixture.spool.item(item, in: .stage(.downloaded)))
    try Sys.writePrivate([0], at: Spool.metadata(path, item))
    try fixture.say([event(item)])
    try fixture.pass()
    #expect(try fixture.story() == ["step item", "void item"])
  }

  @Test(arguments: [false, true])
  func `What was observed for a step that was not made is taken back with it`(made: Bool) throws {
    let fixture = try Fixture()
    let item = try fixture.put("item", in: made ? .stage(.completed) : .stage(.inbox))
    if !made {
      // Where a returning item is prepared.
      let incoming = fixture.spool.incoming(of: .draw())
      try Sys.ensurePath(incoming)
      try Sys.rename(fixture.spool.path(.inbox).appending("item"), to: incoming.appending("item"))
    }
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

  @Test
  func `An item that a person took back to the inbox after its step was made is not taken for one that never left`()
    throws
  {
    let fixture = try Fixture()
    let item = try fixture.put("item", in: .stage(.inbox))
    try fixture.say([event(item, from: "00_inbox")])
    try fixture.pass()
    #expect(try fixture.story() == ["step item"])
  }

  @Test
  func `A step whose reply was lost counts where its item has already travelled on, and not where it is gone`() throws {
    let fixture = try Fixture()
    let beyond = try fixture.put("beyond", in: .stage(.processed))
    try Sys.ensurePath(try fixture.step(beyond).source.removingLastComponent())
    let report = try fixture.pass { pass in
      try pass.commit([fixture.step(beyond), fixture.step(#require(Identifier("gone")))])
    }
    #expect(try fixture.story() == ["step beyond", "step gone", "void gone"])
    #expect(report.troubles.count == 1)
  }

  @Test
  func `A step counts whose item a person took from its target to the inbox, and not one taken from its source`() throws
  {
    let fixture = try Fixture()
    for (name, results) in [("target", true), ("source", false)] {
      let item = try fixture.put(name, in: .stage(.inbox))
      let path = fixture.spool.path(.inbox).appending(name)
      var metadata = try ItemFiles.metadata(path, item)
      if results { metadata.errorType = nil }
      metadata.results = results ? Self.results : nil
      try ItemFiles.publish(metadata, in: path, item)
      try Sys.ensurePath(try fixture.step(item).source.removingLastComponent())
    }
    try fixture.pass { pass in
      try pass.commit([
        fixture.step(#require(Identifier("target"))), fixture.step(#require(Identifier("source"))),
      ])
    }
    #expect(try fixture.story() == ["step target", "step source", "void source"])
  }

  private static let results = ItemResults(
    batchID: "batch_000001", slurmJobID: "", engine: "text", versions: [:], settingsFingerprint: "", submittedAt: .now,
    ocrCompletedAt: .now, processingSeconds: 0, pagesByRoute: [:], failedPages: [], characters: 0)

  @Test
  func `A batch is settled by its name alone`() throws {
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
