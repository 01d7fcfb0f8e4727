import Formats
import SystemCalls
import TestSupport
import Testing

@Suite struct DispatchTests {
  /// Chunks of a batch as lists of identifiers.
  private func chunks(_ workspace: TestWorkspace, batch: Int = 1) throws -> [[String]] {
    let directory = try workspace.batchDirectory(batch).appending("chunks")
    return try workspace.entries(directory).map { chunk in
      let list = String(decoding: try Sys.contents(of: chunk.appending("list.ndjson")), as: UTF8.self)
      return try list.lines.map { try FormatCoding.decode(ChunkEntry.self, from: Array($0.utf8)).identifier }
    }
  }

  @Test(.workspace("dispatch:\n  chunk_pages: 4\n"))
  func `chunks hold so many pages at most, and a larger document travels alone and whole`() throws {
    let workspace = try workspace()
    for (name, pages) in [("one", 1), ("two", 2), ("three", 3), ("nine", 9), ("other", 1)] {
      try workspace.drop(Documents.text(name, pages: pages), as: "\(name).pdf")
    }
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.sluice("dispatch", "--now").status == 0)
    let batch = try workspace.batch(1)
    #expect(batch.items == 5 && batch.pages == 16)
    let chunks = try chunks(workspace)
    #expect(chunks.contains(["nine"]))
    #expect(Set(chunks.flatMap { $0 }) == ["one", "two", "three", "nine", "other"])
    for chunk in batch.chunks { #expect(chunk.pages <= 4 || chunk.items == 1) }
    #expect(chunks.count < 5)
    #expect(try workspace.sluice("run").status == 0)
    #expect(try workspace.text(of: "nine").contains("nine9."))
  }

  @Test(.workspace("dispatch:\n  chunk_time: 4s\nengines:\n  text:\n    seconds_per_page: 1s\n    startup: 10s\n"))
  func `chunks hold so much time's work at most, and ask for no more than that`() throws {
    let workspace = try workspace()
    for number in 1...10 { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.sluice("dispatch", "--now").status == 0)
    let batch = try workspace.batch(1)
    #expect(batch.chunks.map(\.pages).sorted() == [2, 4, 4])
    // (10 s start-up + 4 pages × 1 s) × 1.2
    #expect(batch.chunks.filter { $0.pages == 4 }.allSatisfy { $0.walltimeSeconds == 17 })
  }

  @Test(.workspace)
  func `a chunk of seconds' work does not ask for hours, whichever engine does it`() throws {
    let workspace = try workspace()
    // What a task may take as it is shipped, and not as tests have it.
    let settings = "inspection.timeout: \(Int(Patience.seconds))s\n"
    try Sys.publish(Array(settings.utf8), at: workspace.root.appending("sluice.yaml"))
    try workspace.drop(Documents.text("text"), as: "text.pdf")
    try workspace.drop(PDFBuilder().page(image: .init()).data(), as: "scan.pdf")
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.sluice("dispatch", "--now").status == 0)
    let batches = [try workspace.batch(1), try workspace.batch(2)]
    let walltimes = Dictionary(uniqueKeysWithValues: batches.map { ($0.engine, $0.chunks.map(\.walltimeSeconds)) })
    #expect(walltimes["tesseract"] == [368], "(300 s + 6 s) × 1.2")
    #expect(walltimes["text"] == [73], "(60 s + 0.05 s) × 1.2")
  }

  @Test(.workspace("dispatch:\n  max_wait: 30d\n"))
  func `a partial batch waits for company until its oldest item has waited long enough, or --now`() throws {
    let workspace = try workspace()
    try workspace.drop(Documents.text("early"), as: "early.pdf")
    #expect(try workspace.sluice("download").status == 0)
    let waiting = try workspace.sluice("dispatch")
    #expect(waiting.status == 0 && waiting.output == "" && waiting.errors == "")
    #expect(try workspace.batches() == [])
    #expect(try workspace.identifiers(in: "01_downloaded") == ["early"])

    let plan = try workspace.sluice("dispatch", "--now", "--dry-run")
    #expect(plan.output.contains("1 items") || plan.output.contains("1 item"))
    #expect(try workspace.batches() == [])

    #expect(try workspace.sluice("dispatch", "--set", "dispatch.max_wait=0").status == 0)
    #expect(try workspace.batches().count == 1)
  }

  @Test(.workspace("dispatch:\n  batch_items: 2\n  max_wait: 30d\n"))
  func `a full batch does not wait`() throws {
    let workspace = try workspace()
    for number in 1...5 { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.sluice("dispatch").status == 0)
    #expect(try workspace.batches().count == 2)
    #expect(try workspace.identifiers(in: "01_downloaded").count == 1)
  }

  @Test(.workspace("command:\n  argv: [/bin/false]\nrouting:\n  text: command\ndispatch:\n  attempts: 9\n"))
  func `company is halved for suspects until each travels alone`() throws {
    let workspace = try workspace()
    for number in 1...4 { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    var companies: [[Int]] = []
    for number in 1...3 {
      #expect(try workspace.sluice("dispatch", "--now").status == 0)
      companies.append(try workspace.batch(number).chunks.map(\.items))
      #expect(try workspace.sluice("submit").status == 0)
      try workspace.harvest()
    }
    #expect(companies == [[4], [2, 2], [1, 1, 1, 1]])
  }

  @Test(.workspace, arguments: ["high_water_items=4", "high_water_pages=4"])
  func `above the high-water mark nothing is packed, below the low one it goes on`(_ mark: String) throws {
    let workspace = try workspace()
    let low = mark.replacing("high", with: "low").replacing("4", with: "2")
    try workspace.set(
      "dispatch:\n  \(low.replacing("=", with: ": "))\n  \(mark.replacing("=", with: ": "))\n  batch_items: 2")
    for number in 1...7 { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.sluice("dispatch", "--now").status == 0)
    #expect(try workspace.batches().count == 2)
    let held = try workspace.sluice("dispatch", "--now", "--verbose")
    #expect(held.output.contains("held back") && held.output.contains("dispatch.low_water_"), "\(held.everything)")
    #expect(try workspace.batches().count == 2)
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed").count == 7)
  }

  @Test(.workspace)
  func `a high-water mark of 0 is no limit`() throws {
    let workspace = try workspace()
    try workspace.set("dispatch:\n  high_water_items: 0\n  high_water_pages: 0\nlimits:\n  high_water_items: 0\n")
    try workspace.drop(Documents.text("one"), as: "one.pdf")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == ["one"])
  }

  @Test(.workspace("limits:\n  high_water_items: 3\n  low_water_items: 1\n"))
  func `intake stops at its high-water mark, and goes on when what waits is done`() throws {
    let workspace = try workspace()
    for number in 1...5 { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    #expect(try workspace.identifiers(in: "01_downloaded").count == 3)
    let held = try workspace.sluice("download", "--verbose")
    #expect(held.output.contains("held back") && held.output.contains("limits."), "\(held.everything)")
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed").count == 5)
  }

  @Test(.workspace)
  func `--limit ends a pass after so many items`() throws {
    let workspace = try workspace()
    for number in 1...5 { try workspace.drop(Documents.text("w\(number)"), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("download", "--limit", "2").status == 0)
    #expect(try workspace.identifiers(in: "01_downloaded").count == 2)
  }
}
