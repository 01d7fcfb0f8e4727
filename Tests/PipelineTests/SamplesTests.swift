import Formats
import SystemCalls
import TestSupport
import Testing

/// The repository's samples through `sluice add` and `sluice run`, once for all tests of this file.
private struct SamplesRun: Sendable {
  let workspace: TestWorkspace
  let added: Command.Answer
  let first: Command.Answer
  let second: Command.Answer

  static let shared = Result { try SamplesRun() }

  init() throws {
    workspace = try TestWorkspace()
    let samples = try Sys.entries(of: Repository.root.appending("samples")).map(\.name.string)
    let paths = samples.filter { $0.hasSuffix(".pdf") }.map { Repository.root.appending("samples/\($0)").string }
    added = try workspace.command(["add", "--collection", "samples", "--"] + paths).run()
    first = try workspace.sluice("run")
    second = try workspace.sluice("run")
  }
}

@Suite struct SamplesTests {
  private let run: SamplesRun
  private var workspace: TestWorkspace { run.workspace }

  init() throws { run = try SamplesRun.shared.get() }

  struct Sample: Sendable, CustomTestStringConvertible {
    let name: String
    let identifier: String
    let pages: Int
    let route: Route
    let truth: [String]
    /// The share of the true words that must be in the text.
    let share: Double
    var testDescription: String { name }

    init(_ name: String, _ identifier: String, _ pages: Int, _ route: Route, _ truth: [String], share: Double = 1) {
      (self.name, self.identifier, self.pages, self.route, self.truth, self.share) =
        (name, identifier, pages, route, truth, share)
    }
  }

  static let samples = [
    Sample("locks-and-sluices.pdf", "locks-and-sluices", 4, .text, ["text.txt"]),
    Sample("scanned-report.pdf", "scanned-report", 3, .ocr, ["scanned.txt"], share: 0.9),
    Sample("scan-with-poor-text.pdf", "scan-with-poor-text", 2, .ocr, ["hidden.txt"], share: 0.9),
    Sample("mixed-exhibition.pdf", "mixed-exhibition", 5, .mixed, ["mixed-text.txt", "mixed-scan.txt"], share: 0.9),
    Sample("many-scripts.pdf", "many-scripts", 5, .text, ["nonlatin.txt"]),
    Sample("annual report 1998.pdf", "annual_report_1998", 1, .text, []),
    Sample("O'Brien \"draft\".pdf", "O_Brien__draft_", 1, .text, []),
    Sample("-dash first.pdf", "_dash_first", 1, .text, []),
    Sample("Überblick – Łódź.pdf", "Überblick___Łódź", 1, .text, []),
  ]

  @Test func `the samples come out processed, and the three that cannot be read under their reasons`() throws {
    #expect(run.added.output.contains("12 files added"))
    #expect(run.first.status == 0, "\(run.first.everything)")
    #expect(try workspace.identifiers(in: "05_processed") == Self.samples.map(\.identifier).sorted())
    #expect(
      try workspace.failures() == [
        "encrypted": ["encrypted-letter"], "truncated": ["truncated-letter"], "not_a_pdf": ["not-a-pdf"],
      ])
    #expect(try workspace.entries(workspace.inbox).allSatisfy { $0.lastComponent?.isHidden == true })
  }

  @Test(arguments: samples)
  func `each sample keeps its name and its collection and takes the expected route`(_ sample: Sample) throws {
    let metadata = try workspace.metadata(of: sample.identifier)
    #expect(metadata.originalName == sample.name)
    #expect(metadata.collection == "samples")
    #expect(metadata.totalPages == sample.pages)
    #expect(metadata.inspection?.route == sample.route)
    #expect(metadata.results?.failedPages == [])
    let directory = try workspace.directory(of: sample.identifier)
    let original = try Sys.contents(of: Repository.root.appending("samples/\(sample.name)"))
    #expect(try Sys.contents(of: directory.appending("\(sample.identifier).pdf")) == original)
    for ending in ["md", "txt"] {
      let output = try Sys.contents(of: directory.appending("\(sample.identifier).\(ending)"))
      #expect(output.isEmpty == (try workspace.text(of: sample.identifier)).isEmpty)
    }
  }

  @Test(arguments: samples.filter { !$0.truth.isEmpty })
  func `the text of a sample holds the words that were printed on it`(_ sample: Sample) throws {
    let plain = try workspace.directory(of: sample.identifier).appending("\(sample.identifier).txt")
    let texts = [
      try workspace.text(of: sample.identifier), String(decoding: try Sys.contents(of: plain), as: UTF8.self),
    ]
    .map { $0.filter { !$0.isWhitespace } }
    let words = try sample.truth.flatMap { name in
      let path = Repository.root.appending("scripts/sample-texts/\(name)")
      return String(decoding: try Sys.contents(of: path), as: UTF8.self).split { $0.isWhitespace || $0 == "#" }
    }
    let missing = words.filter { word in !texts.allSatisfy { $0.contains(word) } }
    #expect(Double(missing.count) <= Double(words.count) * (1 - sample.share), "missing: \(missing)")
  }

  @Test(arguments: ["encrypted-letter", "truncated-letter", "not-a-pdf"])
  func `a sample that cannot be read is kept and says what to type next`(_ identifier: String) throws {
    let error = try workspace.error(of: identifier)
    #expect(error.next.contains("sluice "))
    #expect(error.errorMessage.count > 10)
    #expect(error.errorMessage.first?.isUppercase == true)
    #expect(error.errorMessage.last == ".")
    let original = try Sys.contents(of: Repository.root.appending("samples/\(identifier).pdf"))
    let directory = try workspace.directory(of: identifier)
    #expect(try Sys.contents(of: directory.appending("\(identifier).pdf")) == original)
    #expect(try workspace.metadata(of: identifier).collection == "samples")
  }

  @Test func `the summary counts items, pages, routes and failures, and names the next command`() throws {
    let lines = run.first.output.lines
    #expect(lines.contains { $0.hasPrefix("  items") && $0.hasSuffix("9 processed, 3 quarantined") })
    #expect(lines.contains { $0.hasPrefix("  pages") && $0.hasSuffix("23 (text 15, ocr 7, blank 1)") })
    for reason in ["encrypted", "truncated", "not_a_pdf"] {
      #expect(lines.contains { $0.contains("1  \(reason) ") })
    }
    #expect(lines.contains { $0.hasPrefix("  time") })
    #expect(lines.last?.hasPrefix("next: sluice ") == true)
  }

  @Test func `a second run says at once that there is nothing to do`() throws {
    #expect(run.second.status == 0)
    #expect(run.second.output.lines.first?.hasPrefix("Nothing to do") == true, "\(run.second.everything)")
    #expect(run.second.output.lines.last?.hasPrefix("next: ") == true)
  }

  @Test func `every file the samples left fits its schema`() throws {
    let (status, lines) = try SchemaCheck.run(on: workspace.root)
    #expect(status == .exited(0), "\(lines)")
    #expect(lines.last?.contains("12 meta") == true)
  }
}
