import Formats
import SystemCalls
import TestSupport
import Testing

@Suite struct FinalizeTests {
  @Test(.workspace)
  func `what people dropped is kept, and the metadata licenses outputs that were read back`() throws {
    let workspace = try workspace()
    try workspace.complete(["one"])
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(try Sys.contents(of: workspace.source("one")) == Documents.text("one"))
    let results = try #require(try workspace.metadata(of: "one").results)
    #expect(results.verifiedAt != nil && results.source == "kept")
    #expect(Set(results.outputs?.keys ?? [:].keys) == ["one.ocr.json", "one.md", "one.txt"])
    for (name, file) in results.outputs ?? [:] {
      let path = try workspace.directory(of: "one").appending(name)
      #expect(try Sys.status(of: path).size == file.size)
      #expect(try Command("/usr/bin/sha256sum", [path.string]).run().output.hasPrefix(file.sha256))
    }
    let left = try workspace.entries(workspace.directory(of: "one")).compactMap { $0.lastComponent?.string }
    #expect(left == ["one.md", "one.meta.json", "one.ocr.json", "one.pdf", "one.txt"])
  }

  @Test(.workspace("retention:\n  dropped: delete\nfinalize:\n  markdown: false\n  text: false\n"))
  func `retention delete takes the source away, and outputs nobody wants are not written`() throws {
    let workspace = try workspace()
    try workspace.complete(["one"])
    #expect(try workspace.sluice("finalize").status == 0)
    let left = try workspace.entries(workspace.directory(of: "one")).compactMap { $0.lastComponent?.string }
    #expect(left == ["one.meta.json", "one.ocr.json"])
    #expect(try workspace.metadata(of: "one").results?.source == "deleted")
  }

  @Test(.workspace)
  func `retention archive copies the source elsewhere and then takes it away`() throws {
    let workspace = try workspace()
    let archive = try TemporaryDirectory()
    try workspace.set("retention:\n  dropped: archive \(archive.path)\n")
    try workspace.complete(["one"])
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(!Sys.exists(try workspace.source("one")))
    let shard = try #require(try workspace.entries(archive.path).first)
    #expect(try Sys.contents(of: shard.appending("one.pdf")) == Documents.text("one"))
    #expect(try workspace.metadata(of: "one").results?.source == "archived")
  }

  @Test(.workspace)
  func `an archive that holds something else under that name keeps the source`() throws {
    let workspace = try workspace()
    let archive = try TemporaryDirectory()
    try workspace.set("retention:\n  dropped: archive \(archive.path)\n")
    try workspace.complete(["one"])
    let shard = try #require(try workspace.directory(of: "one").removingLastComponent().lastComponent)
    try Sys.makeDirectory(archive.path.appending(shard))
    try Sys.writePrivate(Array("older".utf8), at: archive.path.appending(shard).appending("one.pdf"))
    let answer = try workspace.sluice("finalize")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("its source is kept"))
    #expect(try Sys.contents(of: workspace.source("one")) == Documents.text("one"))
    #expect(try Sys.contents(of: archive.path.appending(shard).appending("one.pdf")) == Array("older".utf8))
    #expect(try workspace.metadata(of: "one").results?.source == "kept", "the metadata does not say otherwise")
  }

  @Test(.workspace("retention:\n  dropped: delete\nfinalize:\n  grace: 3d\n"))
  func `in its grace a source lies in the dated trash, and goes when that is over`() throws {
    let workspace = try workspace()
    try workspace.complete(["one"])
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(!Sys.exists(try workspace.source("one")))
    let day = try #require(try workspace.entries(workspace.trash).first)
    #expect(try workspace.metadata(of: "one").results?.source == "trash/\(day.lastComponent?.string ?? "")")
    #expect(try Sys.contents(of: day.appending("one.pdf")) == Documents.text("one"))
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(Sys.exists(day.appending("one.pdf")))

    let old = try workspace.age(trashOf: ["one"])
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(!Sys.exists(old))
  }

  @Test(
    .workspace, arguments: ["delete", "trash", "archive"],
    ["longer", "written again", "overwritten, its time put back"])
  func `a source that somebody has written to since it was taken stays and is named`(
    policy: String, change: String
  ) throws {
    let workspace = try workspace()
    let archive = try TemporaryDirectory()
    try workspace.set(
      policy == "archive"
        ? "retention: {dropped: archive \(archive.path)}"
        : "retention: {dropped: delete}\nfinalize: {grace: \(policy == "trash" ? "3d" : "0")}")
    try workspace.complete(["one", "two"])
    let path = try workspace.source("one")
    switch change {
    case "longer":
      let file = try Sys.open(path, .append)
      try Sys.write(Array("and what the scanner wrote after that".utf8), to: file)
    case "overwritten, its time put back":
      try workspace.remark("one")
      try workspace.overwrite(path)
    default:
      try Sys.setModified(path, to: try Sys.status(of: path).modified + 1_000_000_000)
    }
    let answer = try workspace.sluice("finalize")
    #expect(answer.status == 1 && answer.errors.contains("one.pdf"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "two"])
    #expect(Sys.exists(try workspace.source("one")))
    #expect(try workspace.metadata(of: "one").results?.source == "kept")
    #expect(!Sys.exists(try workspace.source("two")), "what was not touched goes")
  }

  @Test(.workspace("retention:\n  dropped: delete\n"))
  func `finalize --dry-run says what would become of each source and does nothing`() throws {
    let workspace = try workspace()
    try workspace.complete(["one", "two"])
    let answer = try workspace.sluice("finalize", "--dry-run")
    #expect(answer.status == 0)
    #expect(answer.output.contains("would finalize one: 1 page, source deleted"), "\(answer.output)")
    #expect(try workspace.identifiers(in: "04_ocr_completed") == ["one", "two"])
    #expect(Sys.exists(try workspace.source("one")))
  }

  @Test(.workspace)
  func `finalize --item finishes that one only`() throws {
    let workspace = try workspace()
    try workspace.complete(["one", "two"])
    #expect(try workspace.sluice("finalize", "--item", "two").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["two"])
    #expect(try workspace.identifiers(in: "04_ocr_completed") == ["one"])
  }

  @Test(.workspace("retention:\n  dropped: delete\nfinalize:\n  max_deletions: 2\n"))
  func `no pass deletes more sources than it may, and run goes on until all are done`() throws {
    let workspace = try workspace()
    try workspace.complete(["a", "b", "c", "d", "e"])
    let answer = try workspace.sluice("finalize", "--verbose")
    #expect(answer.output.contains("finalize.max_deletions"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed").count == 2)
    let waiting = try workspace.items(in: "04_ocr_completed")
    #expect(waiting.count == 3 && waiting.allSatisfy { Sys.exists($1.appending("\($0).pdf")) })
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.identifiers(in: "05_processed").count == 5)
  }

  @Test(
    .workspace("retention:\n  dropped: delete\n"),
    arguments: [
      "a word is changed for a longer one", "a word is changed for another", "the file is gone", "the file is empty",
      "a line is torn",
    ])
  func `results that do not prove complete license nothing: the item is quarantined and its source kept`(
    _ tampering: String
  ) throws {
    let workspace = try workspace()
    try workspace.complete(["one", "two"])
    let records = try workspace.directory(of: "one").appending("one.ocr.jsonl")
    let before = try Sys.contents(of: records)
    switch tampering {
    case "the file is gone": try Sys.unlink(records)
    case "the file is empty": try Sys.publish([], at: records)
    case "a line is torn": try Sys.publish(Array(before.prefix(before.count / 2)), at: records)
    case "a word is changed for another":
      let text = String(decoding: before, as: UTF8.self).replacing("paddles", with: "saddles")
      try Sys.publish(Array(text.utf8), at: records)
    default:
      let text = String(decoding: before, as: UTF8.self).replacing("paddles", with: "paddlesteamers")
      try Sys.publish(Array(text.utf8), at: records)
    }
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["two"])
    #expect(try workspace.failures() == ["output_invalid": ["one"]])
    #expect(try Sys.contents(of: workspace.source("one")) == Documents.text("one"))
    // What is torn on purpose is no file of ours; the rest must fit the schemas.
    if Sys.exists(try workspace.directory(of: "one").appending("one.ocr.jsonl")) {
      try Sys.unlink(try workspace.directory(of: "one").appending("one.ocr.jsonl"))
    }
    try Sys.removeIfThere(try workspace.directory(of: "one").appending("one.ocr.json"))

    #expect(try workspace.sluice("retry", "one").status == 0)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "two"])
  }
}
