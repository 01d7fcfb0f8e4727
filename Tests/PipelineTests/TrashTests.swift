import Formats
import SystemCalls
import TestSupport
import Testing

/// Where sources go: the trash gives up only what Sluice put there and what is stood for, and an archive is compared.
@Suite struct TrashTests {
  private static let grace = "retention: {dropped: delete}\nfinalize: {grace: 3d}"

  @Test(.workspace)
  func `a document is known by its file as it lies in the spool, so that it is not read again before it goes`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    try workspace.drop(Documents.bad(.damaged), as: "bad.pdf")
    #expect(try workspace.sluice("download").status == 0)
    for name in ["one", "bad"] {
      #expect(try workspace.metadata(of: name).fileMark == Sys.status(of: workspace.source(name)).fullMark)
    }
    #expect(try workspace.sluice("retry", "bad").status == 0)
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.metadata(of: "bad").fileMark == Sys.status(of: workspace.source("bad")).fullMark)
  }

  @Test(
    .workspace(grace),
    arguments: [
      "it was written to", "it was overwritten, its time put back", "its item is gone", "an output is another",
      "an output is gone", "the metadata says nothing of it", "a hand put it under another day",
    ])
  func `the last copy of a document stays in the trash where nothing proven stands for it`(damage: String) throws {
    let workspace = try workspace()
    try workspace.complete(["one", "two"])
    #expect(try workspace.sluice("finalize").status == 0)
    let old = try workspace.age(trashOf: damage.contains("under another day") ? ["two"] : ["one", "two"])
    let (item, source) = (try workspace.directory(of: "one"), old.appending("one.pdf"))
    switch damage {
    case "it was written to": try Sys.write(Array("more".utf8), to: try Sys.open(source, .append))
    case "it was overwritten, its time put back": try workspace.overwrite(source)
    case "its item is gone": try Sys.removeTree(item)
    case "an output is another": try workspace.overwrite(item.appending("one.txt"))
    case "an output is gone": try Sys.unlink(item.appending("one.md"))
    case "the metadata says nothing of it":
      var metadata = try workspace.metadata(of: "one")
      metadata.results?.source = "kept"
      try Sys.publish(try FormatCoding.file(metadata), at: item.appending("one.meta.json"))
    default: break
    }
    let answer = try workspace.sluice("finalize")
    #expect(answer.status == 1 && answer.errors.contains("one.pdf") && !answer.errors.contains("two.pdf"))
    #expect(answer.errors.contains("it is kept; move it away, or remove it yourself"), "\(answer.everything)")
    #expect(try workspace.entries(old).map { $0.lastComponent?.string } == ["one.pdf"])
  }

  @Test(.workspace(grace))
  func `what Sluice did not put into the trash stays there, is named, and stops nothing`() throws {
    let workspace = try workspace()
    try workspace.complete(["one", "two"])
    #expect(try workspace.sluice("finalize", "--item", "one").status == 0)
    let old = try workspace.age(trashOf: ["one"])
    let elsewhere = try TemporaryDirectory()
    _ = try elsewhere.write([1], as: "one.pdf")
    for name in ["mine.pdf", "notes.txt"] { try Sys.writePrivate([1], at: old.appending(name)) }
    try Sys.makeDirectory(old.appending("sub"))
    let (link, file) = (workspace.trash.appending("2019-01-01"), workspace.trash.appending("2018-01-01"))
    #expect(try Command("/bin/ln", ["-s", elsewhere.path.string, link.string]).run().status == 0)
    try Sys.writePrivate([], at: file)

    let answer = try workspace.sluice("finalize")
    #expect(answer.status == 1, "\(answer.everything)")
    for name in ["mine.pdf", "notes.txt", "sub", "2019-01-01", "2018-01-01"] {
      #expect(answer.errors.contains(name), "\(name): \(answer.everything)")
    }
    #expect(try workspace.entries(old).map { $0.lastComponent?.string } == ["mine.pdf", "notes.txt", "sub"])
    #expect(Sys.exists(link) && Sys.exists(file) && Sys.exists(elsewhere.path.appending("one.pdf")))
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "two"], "the others go on")
  }

  @Test(.workspace, arguments: ["trash", "archive"])
  func `a link where sources are to go is not followed, and holds up only what would go there`(policy: String) throws {
    let workspace = try workspace()
    let (archive, elsewhere) = (try TemporaryDirectory(), try TemporaryDirectory())
    try workspace.set(policy == "trash" ? Self.grace : "retention: {dropped: archive \(archive.path)}")
    try workspace.complete(["one", "two"])
    let shard = try #require(try workspace.directory(of: "one").removingLastComponent().lastComponent)
    let link = policy == "trash" ? workspace.trash : archive.path.appending(shard)
    #expect(try Command("/bin/ln", ["-s", elsewhere.path.string, link.string]).run().status == 0)
    let waiting = policy == "trash" ? ["one", "two"] : ["one"]

    let answer = try workspace.sluice("finalize")
    #expect(answer.status == 1 && answer.errors.contains("\(link): is no directory"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "04_ocr_completed") == waiting)
    for name in waiting { #expect(try Sys.contents(of: workspace.source(name)) == Documents.text(name)) }
    #expect(try workspace.entries(elsewhere.path).isEmpty)

    try Sys.unlink(link)
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "two"])
  }

  @Test(.workspace)
  func `sources in the archive are compared with what was taken, and one archive that is gone is named once`() throws {
    let workspace = try workspace()
    let home = try TemporaryDirectory()
    let archive = home.path.appending("archive")
    try workspace.set("retention: {dropped: archive \(archive)}")
    try workspace.complete(["one", "two"])
    #expect(try workspace.sluice("finalize").status == 0)
    let clean = try workspace.sluice("audit", "--checksums")
    #expect(clean.status == 0, "\(clean.everything)")

    let shards = try workspace.entries(archive)
    let path = try #require(shards.map { $0.appending("one.pdf") }.first { Sys.exists($0) })
    try workspace.overwrite(path)
    #expect(try workspace.findings() == ["bad_source one"])
    #expect(try workspace.sluice("audit").status == 0, "nothing is read whole that was not asked for")
    try Sys.unlink(path)
    #expect(try workspace.findings() == ["missing_file one"])
    try Sys.rename(archive, to: home.path.appending("moved"))
    #expect(try workspace.findings() == ["missing_file "])
    try workspace.set("retention: {dropped: archive \(home.path)}")
    #expect(try workspace.findings() == [], "where an archive of before is now, nobody says")
  }
}

extension TestWorkspace {
  /// What an audit with checksums calls a breach: kinds and names.
  func findings() throws -> [String] {
    let answer = try sluice("audit", "--checksums", "--json")
    let report = try FormatCoding.decode(JSONValue.self, from: Array(answer.output.utf8))
    guard case .array(let breaches)? = report["breaches"] else { return [] }
    return breaches.map { "\($0["kind"]?.string ?? "") \($0["id"]?.string ?? "")" }
  }
}
