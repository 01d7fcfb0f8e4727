import Formats
import SystemCalls
import TestSupport
import Testing

@Suite struct FinalizeTests {
  private static let made = Shared<TestWorkspace>()

  /// Documents whose coverage is proven, waiting in 04: processed once for all tests, and copied into the workspace of this one.
  private func completed(_ workspace: TestWorkspace, _ names: [String]) throws {
    let made = try Self.made.value(names.joined(separator: " ")) {
      let made = try TestWorkspace()
      for name in names { try made.drop(Documents.text(name), as: "\(name).pdf") }
      #expect(try made.sluice("download").status == 0)
      try made.submit()
      try made.harvest()
      return made
    }
    let parts = ["stages", "manifests"].map { made.root.appending($0).string }
    let copied = try Command("/bin/cp", ["-a"] + parts + [workspace.root.string]).run()
    #expect(copied.status == 0, "\(copied.everything)")
    #expect(try workspace.identifiers(in: "04_ocr_completed") == names.sorted())
  }

  private func source(_ workspace: TestWorkspace, _ name: String) throws -> FilePath {
    try workspace.directory(of: name).appending("\(name).pdf")
  }

  @Test(.workspace)
  func `what people dropped is kept, and the metadata licenses outputs that were read back`() throws {
    let workspace = try workspace()
    try completed(workspace, ["one"])
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(try Sys.contents(of: source(workspace, "one")) == Documents.text("one"))
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
    try completed(workspace, ["one"])
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
    try completed(workspace, ["one"])
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(!Sys.exists(try source(workspace, "one")))
    let shard = try #require(try workspace.entries(archive.path).first)
    #expect(try Sys.contents(of: shard.appending("one.pdf")) == Documents.text("one"))
    #expect(try workspace.metadata(of: "one").results?.source == "archived")
  }

  @Test(.workspace)
  func `an archive that holds something else under that name keeps the source`() throws {
    let workspace = try workspace()
    let archive = try TemporaryDirectory()
    try workspace.set("retention:\n  dropped: archive \(archive.path)\n")
    try completed(workspace, ["one"])
    let shard = try #require(try workspace.directory(of: "one").removingLastComponent().lastComponent)
    try Sys.makeDirectory(archive.path.appending(shard))
    try Sys.writePrivate(Array("older".utf8), at: archive.path.appending(shard).appending("one.pdf"))
    let answer = try workspace.sluice("finalize")
    #expect(answer.status == 1)
    #expect(answer.errors.contains("its source is kept"))
    #expect(try Sys.contents(of: source(workspace, "one")) == Documents.text("one"))
    #expect(try Sys.contents(of: archive.path.appending(shard).appending("one.pdf")) == Array("older".utf8))
    #expect(try workspace.metadata(of: "one").results?.source == "kept", "the metadata does not say otherwise")
  }

  @Test(.workspace("retention:\n  dropped: delete\nfinalize:\n  grace: 3d\n"))
  func `in its grace a source lies in the dated trash, and goes when that is over`() throws {
    let workspace = try workspace()
    try completed(workspace, ["one"])
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(!Sys.exists(try source(workspace, "one")))
    let trash = workspace.root.appending("stages/04_ocr_completed/.trash")
    let day = try #require(try workspace.entries(trash).first)
    #expect(try workspace.metadata(of: "one").results?.source == "trash/\(day.lastComponent?.string ?? "")")
    #expect(try Sys.contents(of: day.appending("one.pdf")) == Documents.text("one"))
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(Sys.exists(day.appending("one.pdf")))

    let old = trash.appending("2020-01-01")
    try Sys.rename(day, to: old)
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(!Sys.exists(old))
  }

  @Test(.workspace, arguments: ["delete", "trash", "archive"], ["longer", "written again"])
  func `a source that somebody has written to since it was taken stays and is named`(
    policy: String, change: String
  ) throws {
    let workspace = try workspace()
    let archive = try TemporaryDirectory()
    try workspace.set(
      policy == "archive"
        ? "retention: {dropped: archive \(archive.path)}"
        : "retention: {dropped: delete}\nfinalize: {grace: \(policy == "trash" ? "3d" : "0")}")
    try completed(workspace, ["one", "two"])
    let path = try source(workspace, "one")
    if change == "longer" {
      let file = try Sys.open(path, .append)
      try Sys.write(Array("and what the scanner wrote after that".utf8), to: file)
    } else {
      try Sys.setModified(path, to: try Sys.status(of: path).modified + 1_000_000_000)
    }
    let answer = try workspace.sluice("finalize")
    #expect(answer.status == 1 && answer.errors.contains("one.pdf"), "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["one", "two"])
    #expect(Sys.exists(try source(workspace, "one")))
    #expect(try workspace.metadata(of: "one").results?.source == "kept")
    #expect(!Sys.exists(try source(workspace, "two")), "what was not touched goes")
  }

  @Test(.workspace("retention: {dropped: delete}\nfinalize: {grace: 3d}"))
  func `a source that is written to in the trash is not deleted when its grace is over`() throws {
    let workspace = try workspace()
    try completed(workspace, ["one", "two"])
    #expect(try workspace.sluice("finalize").status == 0)
    let trash = workspace.root.appending("stages/04_ocr_completed/.trash")
    let day = try #require(try workspace.entries(trash).first)
    try Sys.write(Array("more".utf8), to: try Sys.open(day.appending("one.pdf"), .append))
    let old = trash.appending("2020-01-01")
    try Sys.rename(day, to: old)
    let answer = try workspace.sluice("finalize")
    #expect(answer.status == 1 && answer.errors.contains("one.pdf"), "\(answer.everything)")
    #expect(try workspace.entries(old).map { $0.lastComponent?.string } == ["one.pdf"])
  }

  @Test(.workspace("retention:\n  dropped: delete\n"))
  func `finalize --dry-run says what would become of each source and does nothing`() throws {
    let workspace = try workspace()
    try completed(workspace, ["one", "two"])
    let answer = try workspace.sluice("finalize", "--dry-run")
    #expect(answer.status == 0)
    #expect(answer.output.contains("would finalize one: 1 page, source deleted"), "\(answer.output)")
    #expect(try workspace.identifiers(in: "04_ocr_completed") == ["one", "two"])
    #expect(Sys.exists(try source(workspace, "one")))
  }

  @Test(.workspace)
  func `finalize --item finishes that one only`() throws {
    let workspace = try workspace()
    try completed(workspace, ["one", "two"])
    #expect(try workspace.sluice("finalize", "--item", "two").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["two"])
    #expect(try workspace.identifiers(in: "04_ocr_completed") == ["one"])
  }

  @Test(.workspace("retention:\n  dropped: delete\nfinalize:\n  max_deletions: 2\n"))
  func `no pass deletes more sources than it may, and run goes on until all are done`() throws {
    let workspace = try workspace()
    try completed(workspace, ["a", "b", "c", "d", "e"])
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
    arguments: ["a word is changed for a longer one", "the file is gone", "the file is empty", "a line is torn"])
  func `results that do not prove complete license nothing: the item is quarantined and its source kept`(
    _ tampering: String
  ) throws {
    let workspace = try workspace()
    try completed(workspace, ["one", "two"])
    let records = try workspace.directory(of: "one").appending("one.ocr.jsonl")
    let before = try Sys.contents(of: records)
    switch tampering {
    case "the file is gone": try Sys.unlink(records)
    case "the file is empty": try Sys.publish([], at: records)
    case "a line is torn": try Sys.publish(Array(before.prefix(before.count / 2)), at: records)
    default:
      let text = String(decoding: before, as: UTF8.self).replacing("paddles", with: "paddlesteamers")
      try Sys.publish(Array(text.utf8), at: records)
    }
    #expect(try workspace.sluice("finalize").status == 0)
    #expect(try workspace.identifiers(in: "05_processed") == ["two"])
    #expect(try workspace.failures() == ["output_invalid": ["one"]])
    #expect(try Sys.contents(of: source(workspace, "one")) == Documents.text("one"))
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
