import Formats
import SystemCalls
import TestSupport
import Testing

/// What tasks leave is changed between their end and cleanup, as a full disk, a lost node or a foreign program would.
@Suite struct CoverageTests {
  /// Four documents in the executor's hands, their task ended; answers the directory of its try.
  private func finished(_ workspace: TestWorkspace, pages: Int = 1) throws -> FilePath {
    for number in 1...4 { try workspace.drop(Documents.text("w\(number)p", pages: pages), as: "doc-\(number).pdf") }
    #expect(try workspace.sluice("download").status == 0)
    try workspace.submit()
    return try workspace.finishedTry()
  }

  /// Keeps only the lines of a file that fit.
  private func keep(_ path: FilePath, where fits: (JSONValue) -> Bool) throws {
    let lines = try values(path).filter(fits)
    try Sys.publish(try lines.flatMap { try FormatCoding.line($0) }, at: path)
  }

  private func values(_ path: FilePath) throws -> [JSONValue] {
    try String(decoding: Sys.contents(of: path), as: UTF8.self).lines
      .map { try FormatCoding.decode(JSONValue.self, from: Array($0.utf8)) }
  }

  /// Lets a task's last word vouch for none of its files, as those of other programs do.
  private func vouchForNothing(_ tried: FilePath) throws {
    let path = tried.appending("outcome.json")
    var outcome = try FormatCoding.decode(Outcome.self, from: try Sys.contents(of: path))
    outcome.files = nil
    try Sys.publish(try FormatCoding.file(outcome), at: path)
  }

  private func source(_ record: JSONValue) -> String? { record["metadata"]?["Source-File"]?.string }

  @Test(.workspace)
  func `a task that ended well with one of its four documents has failed for the other three`() throws {
    let workspace = try workspace()
    let tried = try finished(workspace)
    try keep(tried.appending("pages.ndjson")) { $0["identifier"]?.string == "doc-1" }
    try keep(tried.appending("results.ndjson")) { source($0)?.contains("doc-1") == true }
    try vouchForNothing(tried)
    try workspace.harvest()
    #expect(try workspace.identifiers(in: "04_ocr_completed") == ["doc-1"])
    #expect(try workspace.identifiers(in: "01_downloaded") == ["doc-2", "doc-3", "doc-4"])
    for identifier in ["doc-2", "doc-3", "doc-4"] {
      let history = try workspace.metadata(of: identifier).history
      #expect(history.map(\.reason) == ["no_result"])
      #expect(history.first?.message.contains("1") == true, "names the page: \(history)")
      #expect(history.first?.company == 4 && history.first?.ownFailure == false)
    }
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try workspace.identifiers(in: "05_processed").count == 4)
    #expect(try workspace.metadata(of: "doc-2").results?.batchID == "batch_000002")
  }

  @Test(.workspace)
  func `a document whose pages are not all there goes back with those it has, and only the others are done again`()
    throws
  {
    let workspace = try workspace()
    let tried = try finished(workspace, pages: 3)
    try keep(tried.appending("pages.ndjson")) { $0["identifier"]?.string != "doc-2" || $0["page"] != .integer(2) }
    try keep(tried.appending("results.ndjson")) { source($0)?.contains("doc-2") != true }
    try Sys.unlink(tried.appending("outcome.json"))
    try workspace.harvest()
    #expect(try workspace.identifiers(in: "01_downloaded") == ["doc-2"])
    #expect(try workspace.metadata(of: "doc-2").history.first?.message.contains("2") == true)
    let kept = try values(workspace.directory(of: "doc-2").appending("doc-2.pages.ndjson"))
    #expect(kept.map { $0["page"] } == [.integer(1), .integer(3)])

    try workspace.submit()
    let second = try workspace.finishedTry(batch: 2)
    #expect(try values(second.appending("pages.ndjson")).map { $0["page"] } == [.integer(2)])
    let answer = try workspace.sluice("run")
    #expect(answer.status == 0, "\(answer.everything)")
    let text = try workspace.text(of: "doc-2")
    for page in 1...3 { #expect(text.contains("w2p\(page).")) }
    #expect(!Sys.exists(try workspace.directory(of: "doc-2").appending("doc-2.pages.ndjson")))
  }

  @Test(.workspace)
  func `combined results in nested folders, written as foreign programs do, find their documents`() throws {
    let workspace = try workspace()
    let tried = try finished(workspace)
    let records = try values(tried.appending("results.ndjson"))
    #expect(records.count == 4)
    let nested = tried.appending("results/results")
    try Sys.ensurePath(nested)
    var lines = try records.enumerated().flatMap { try FormatCoding.line(Self.foreign($1, style: $0)) }
    let stranger: JSONValue = .object([
      "text": .string("whose?"), "metadata": .object(["Source-File": .string("x.pdf")]),
    ])
    lines += try FormatCoding.line(stranger) + Array("{\"text\": \"torn".utf8)
    try Sys.writePrivate(lines, at: nested.appending("output_1.jsonl"))
    for name in ["results.ndjson", "pages.ndjson"] { try Sys.unlink(tried.appending(name)) }
    try vouchForNothing(tried)

    try workspace.harvest()
    #expect(try workspace.identifiers(in: "04_ocr_completed") == ["doc-1", "doc-2", "doc-3", "doc-4"])
    let rejects = try values(workspace.batchDirectory(1).appending("rejects-0001.ndjson"))
    #expect(rejects.count == 2)
    #expect(rejects.contains { $0["record"]?["text"]?.string == "whose?" && $0["reason"]?.string != nil })
    #expect(rejects.allSatisfy { $0["file"]?.string?.hasSuffix("results/results/output_1.jsonl") == true })
    #expect(try workspace.sluice("run").status == 0)
    for number in 1...4 { #expect(try workspace.text(of: "doc-\(number)").contains("w\(number)p1.")) }
  }

  /// A record as other programs write it: the document's name in other places, metadata as an object or as a string.
  private static func foreign(_ record: JSONValue, style: Int) throws -> JSONValue {
    guard case .object(var members) = record, case .object(var metadata)? = members["metadata"] else { return record }
    let name = metadata["Source-File"]?.string?.split(separator: "/").last.map(String.init) ?? ""
    metadata["Source-File"] = nil
    switch style {
    case 0: metadata["pdf_name"] = .string("/scratch/job/" + name)
    case 1: metadata["filename"] = .string(name)
    case 2: members["source"] = .string("s3://bucket/" + name)
    default: metadata["path"] = .string("./" + name)
    }
    members["metadata"] =
      style == 1
      ? .string(String(decoding: try FormatCoding.line(JSONValue.object(metadata)), as: UTF8.self)) : .object(metadata)
    return .object(members)
  }

  @Test(.workspace)
  func `what a harvested batch leaves is one directory with its raw results, compressed and indexed`() throws {
    let workspace = try workspace()
    let tried = try finished(workspace)
    let results = try Sys.contents(of: tried.appending("results.ndjson"))
    try workspace.harvest()
    #expect(try workspace.entries(workspace.root.appending("stages/03_ocr_processing/batch_000001")) == [])
    let rest = try workspace.batchDirectory(1)
    let names = try workspace.entries(rest).compactMap { $0.lastComponent?.string }
    #expect(names == ["batch.json", "job.json", "raw.gz", "raw.index.json"])

    struct Raw: Decodable {
      var path: String
      var size: Int
    }
    let index = try workspace.read([Raw].self, rest.appending("raw.index.json"))
    let unpacked = try Command("/bin/gzip", ["-dc", rest.appending("raw.gz").string]).run()
    #expect(unpacked.output.utf8.count == index.reduce(0) { $0 + $1.size })
    #expect(unpacked.output.contains(String(decoding: results, as: UTF8.self)))
    for name in ["outcome.json", "pages.ndjson", "results.ndjson", "list.ndjson"] {
      #expect(index.contains { $0.path.hasPrefix("chunks/0001/") && $0.path.hasSuffix("/\(name)") }, "\(name)")
    }
    #expect(index.contains { $0.path.hasPrefix("logs/") })
  }
}
