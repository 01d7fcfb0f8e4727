import SystemCalls
import TestSupport
import Testing

@testable import Spool

struct WalkTests {
  let temporary: TemporaryDirectory
  let spool: Spool

  init() throws {
    temporary = try TemporaryDirectory()
    spool = Spool(root: temporary.path)
    try spool.create()
  }

  private func put(_ name: String, in place: Place) throws -> Identifier {
    let identifier = try #require(Identifier(name))
    try Sys.ensurePath(try #require(spool.item(identifier, in: place)))
    return identifier
  }

  @Test
  func `A walk sees every item once, wherever in the circle it begins, and tells where to go on`() throws {
    let items = try Set((1...100).map { try put("item-\($0)", in: .stage(.downloaded)) })
    for start in [nil, Shard(number: 0), Shard(number: 128), Shard(number: 255)] {
      var seen: [Identifier] = []
      try spool.walk(.stage(.downloaded), from: start) {
        seen.append($0.identifier)
        return true
      }
      #expect(seen.count == items.count && Set(seen) == items)
    }
    var first: [Identifier] = []
    let next = try spool.walk(.stage(.downloaded), from: Shard(number: 200)) {
      first.append($0.identifier)
      return first.count < 10
    }
    #expect(next == first.last?.shard)
  }

  @Test
  func `Strays, links and items in a foreign shard are passed over, never followed`() throws {
    let item = try put("item", in: .stage(.completed))
    let shard = spool.path(.completed).appending(item.shard.description)
    try Sys.writePrivate([], at: shard.appending("file"))
    try Sys.makeDirectory(shard.appending("a b"))
    try Sys.makeDirectory(shard.appending(".private"))
    let foreign = try #require((1...).lazy.compactMap { Identifier("x\($0)") }.first { $0.shard != item.shard })
    try Sys.makeDirectory(shard.appending(foreign.text))
    try link(shard.appending("link"), to: "/tmp")
    try link(spool.path(.completed).appending("zz"), to: "/tmp")
    var seen: [String] = []
    try spool.walk(.stage(.completed)) {
      seen.append($0.identifier.text)
      return true
    }
    #expect(seen == ["item"])
  }

  @Test
  func `An item is located wherever it can be, and nowhere else`() throws {
    #expect(try spool.locate(try #require(Identifier("nobody"))) == nil)
    for place in [Place.stage(.downloaded), .stage(.completed), .stage(.processed), .quarantine("damaged")] {
      let item = try put("item-in-\(place.description.prefix(2))", in: place)
      #expect(try spool.locate(item)?.place == place)
    }
    let name = BatchName(number: 7)
    let inside = try #require(Identifier("inside"))
    let building = spool.building(name, of: .draw())
    try Sys.ensurePath(building.appending("items").appending(inside.text))
    #expect(try spool.locate(inside)?.place == .batch(name))
    try Sys.rename(building, to: spool.batch(name, in: .pending))
    #expect(try spool.locate(inside)?.path == spool.batch(name, in: .pending).appending("items").appending("inside"))
    #expect(try spool.locate(name)?.place == .stage(.pending))
    #expect(try spool.buildings().isEmpty)
  }

  @Test
  func `What a pass left is taken over by one of two, and not before its maker is gone`() throws {
    let elsewhere = "01234567-1-1-01234567-elsewhere"
    let ended = Maker.process.description.replacing("-\(Sys.processID)-", with: "-1-")
    for (maker, isLeft) in [(ended, true), (elsewhere, false)] {
      let left = spool.directory.appending(".pass@\(maker)")
      try Sys.ensurePath(left.appending("item"))
      let now = try Sys.status(of: left).modified
      let targets = [Maker.draw(), .draw()].map { spool.incoming(of: $0) }
      try Sys.ensurePath(spool.incoming)
      let taken = try targets.map { try spool.takeOver(left, to: $0, now: now) }
      #expect(taken == [isLeft, false])
      #expect(Sys.exists(left) != isLeft && Sys.exists(targets[0].appending("item")) == isLeft)
      if isLeft { continue }
      // Of another host's maker nothing can be known but when it last did anything.
      #expect(try spool.takeOver(left, to: targets[0], now: now + 3_601_000_000_000))
    }
  }
}
