import Formats
import Sweeping
import SystemCalls
import TestSupport
import Testing

/// Breaches that sweeps and proofs once found, each held by a test of its own.
struct BreachTests {
  /// Items in quarantine, each with its place.
  private func quarantined(_ root: FilePath) throws -> [FilePath] {
    let errors = root.appending("stages/99_errors")
    var found: [FilePath] = []
    for reason in try Sys.entries(of: errors) where reason.name != "README.md" {
      for shard in try Sys.entries(of: errors.appending(reason.name)) {
        let path = errors.appending(reason.name).appending(shard.name)
        found += try Sys.entries(of: path).map { path.appending($0.name) }
      }
    }
    return found
  }

  private func moveByHand(_ items: [FilePath], _ root: FilePath) throws {
    for item in items {
      guard let name = item.lastComponent else { continue }
      try Sys.rename(item, to: root.appending("stages/00_inbox").appending(name))
    }
  }

  @Test
  func `Retried, killed at any call, then moved by hand, an item stays right in the books and comes to the same end`()
    throws
  {
    let pipeline = try Pipeline.shared(.retry)
    let points = Draw.sample(pipeline.trace.distinctKills, 4, for: "by hand, retry")
    var moved = 0
    for point in points {
      let root = try pipeline.copy()
      let answer = try Tool.sluice(
        ["retry", "--all"], in: root, ["SLUICE_INJECT": "retry:\(point.action):\(point.call)"])
      #expect(answer.wasKilled)
      let items = try quarantined(root)
      moved += items.count
      try moveByHand(items, root)
      try Pipeline.must(["run"], in: root)
      let audit = try Tool.sluice(["audit", "--checksums"], in: root)
      #expect(audit.status == 0, "\(point), \(Draw.words): \(audit.output)")
      let difference = try Trees.difference(Trees.outputs(root), from: pipeline.outputs)
      #expect(difference == nil, "\(point), \(Draw.words)")
      try Sys.removeTree(root)
    }
    #expect(moved > 0)
  }

  @Test
  func `Quarantined by a download that was killed, then moved by hand, an item stays right in the books`() throws {
    let pipeline = try Pipeline.shared(.download)
    let arrivals = pipeline.trace.calls.filter { OrderProof.isStep($0) && $0.target.hasPrefix("stages/99_errors/") }
    try #require(!arrivals.isEmpty)
    for arrival in arrivals {
      let root = try pipeline.copy()
      let before = Set(try quarantined(root))
      let answer = try Tool.sluice(["download"], in: root, ["SLUICE_INJECT": "download:kill-after:\(arrival.number)"])
      #expect(answer.wasKilled)
      let items = try quarantined(root).filter { !before.contains($0) }
      #expect(!items.isEmpty)
      try moveByHand(items, root)
      try Pipeline.must(["run"], in: root)
      let audit = try Tool.sluice(["audit", "--checksums"], in: root)
      #expect(audit.status == 0, "\(arrival): \(audit.output)")
      try Sys.removeTree(root)
    }
  }

  @Test
  func `Directories of chunks that a stopped dispatch left empty are gone for good before their batch is published`()
    throws
  {
    let pipeline = try Pipeline.shared(.dispatch)
    let root = try pipeline.copy()
    let file = pipeline.newFile()
    // A batch of several chunks, of which the first item has moved and no other.
    let second = try #require(pipeline.trace.calls.first { $0.name == "mkdir" && $0.path.hasSuffix("/chunks/0002") })
    let building = String(second.path.dropLast("chunks/0002".count))
    let first = try #require(
      pipeline.trace.calls.first { OrderProof.isStep($0) && $0.target.hasPrefix("\(building)items/") })
    let trace = ["SLUICE_INJECT_TRACE": "any:\(file)"]
    let killed = try Tool.sluice(
      ["dispatch", "--now"], in: root,
      trace.merging(["SLUICE_INJECT": "dispatch:kill-after:\(first.number)"]) { $1 })
    #expect(killed.wasKilled)
    let again = try Tool.sluice(["dispatch", "--now"], in: root, trace)
    #expect(again.status == 0, "\(again.output)")

    let whole = try Trace(file, root: root)
    let removed = try #require(
      whole.calls.firstIndex { $0.name == "rmdir" && $0.path.contains("/.building-") && $0.path.contains("/chunks/") })
    #expect(try OrderProof(whole, root: root).breaches.isEmpty)
    // The proof is one: without that sync it fails.
    let chunks = String(whole.calls[removed].path.split(separator: "/").dropLast().joined(separator: "/"))
    var calls = whole.calls
    let late = calls.indices.filter { $0 > removed && calls[$0].isSync && calls[$0].path == chunks }
    #expect(!late.isEmpty)
    for index in late.reversed() { calls.remove(at: index) }
    #expect(try OrderProof(Trace(calls), root: root).breaches.contains { $0.rule == .publish })
  }

  @Test(arguments: ["EACCES", "EIO", "ESTALE"])
  func `What add handed over and could not be moved keeps its name, and is taken when it can be`(_ cause: String) throws
  {
    let pipeline = try Pipeline.shared(.download)
    let move = try #require(
      pipeline.trace.calls.first { $0.name == "rename" && $0.path.hasPrefix("stages/00_inbox/.added/") })
    let sweep = Sweep(pipeline, toTheEndEvery: 1)
    #expect(try sweep.fail(at: Point(cause, move.number), number: 0) == [])
  }

  @Test(.workspace("inbox: {settle: 0}"))
  func `What add leaves of a document that a stopped pass took goes after a day, and not before`() throws {
    let workspace = try #require(TestWorkspace.current)
    let source = workspace.root.removingLastComponent().appending("one.pdf")
    try Sys.writePrivate(PDFBuilder().page(text: "One page of words.").data(), at: source)
    #expect(try workspace.sluice("add", source.string).status == 0)
    let added = workspace.inbox.appending(".added")
    let handover = added.appending(try #require(try Sys.entries(of: added).first?.name))
    let note = handover.appending("arrival.json")
    let bytes = try Sys.contents(of: note)
    func age(hours: Int64) throws {
      for path in [note, handover] {
        try Sys.setModified(path, to: try Sys.status(of: path).modified - hours * 3_600_000_000_000)
      }
    }
    // Whole, it is taken however old it is.
    try age(hours: 100)
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.identifiers(in: "01_downloaded") == ["one"])
    #expect(!Sys.exists(handover))

    // As a pass leaves it that is killed between the document's move and the note's removal.
    try Sys.makeDirectory(handover)
    try Sys.writePrivate(bytes, at: note)
    try age(hours: 23)
    #expect(try workspace.sluice("download").status == 0)
    #expect(Sys.exists(note))
    #expect(try !workspace.sluice("audit").output.contains("debris"))
    try age(hours: 2)
    let audit = try workspace.sluice("audit")
    #expect(audit.status == 0 && audit.output.contains("debris"), "\(audit.output)")
    #expect(try workspace.sluice("download").status == 0)
    #expect(!Sys.exists(handover))
    #expect(try !workspace.sluice("audit").output.contains("debris"))
    #expect(try workspace.identifiers(in: "01_downloaded") == ["one"])
  }

  @Test(.workspace("inbox: {settle: 0}"))
  func `Results say which version of Sluice made them`() throws {
    let workspace = try #require(TestWorkspace.current)
    try workspace.drop(PDFBuilder().page(text: "One page of words.").data(), as: "one.pdf")
    #expect(try workspace.sluice("run").status == 0)
    let version = try #require(try workspace.metadata(of: "one").results?.versions["sluice"])
    let printed = try workspace.sluice("--version").output
    #expect(!version.isEmpty && version != "0" && printed.contains(version), "\(version), \(printed)")
  }
}
