import Digests
import Formats
import SystemCalls
import TestSupport
import Testing

/// The archive's two addresses, as the archive answers them.
extension FetchBench {
  struct File {
    var name: String
    var source = "original"
    var format = "Text PDF"
    var isPrivate = false
    var bytes: [UInt8]?
    var spoilt = false
  }

  /// Serves an item of the archive.
  func archive(_ identifier: String, _ files: [File], more: [String: JSONValue] = [:]) throws {
    var listed: [JSONValue] = []
    for file in files {
      let bytes = file.bytes ?? PDFBuilder().page(text: Self.prose("\(identifier) \(file.name)")).data()
      try serve(bytes, as: "download/\(identifier)/\(file.name)")
      var values: [String: JSONValue] = [
        "name": .string(file.name), "source": .string(file.source), "format": .string(file.format),
        "size": .string(String(bytes.count)), "sha1": .string(Digest.sha1Hex(bytes)),
        "md5": .string(file.spoilt ? String(repeating: "0", count: 32) : Digest.hex(Digest.of(bytes, .md5))),
      ]
      if file.isPrivate { values["private"] = .string("true") }
      listed.append(.object(values))
    }
    let facts: [String: JSONValue] = [
      "identifier": .string(identifier), "title": .string("Title of \(identifier)"),
      "creator": .array([.string("One"), .string("Two")]), "date": .string("1911-05-02"),
      "collection": .array([.string("letters"), .string("americana")]),
    ]
    let answer: [String: JSONValue] = ["files": .array(listed), "metadata": .object(facts)]
    let whole = answer.merging(more) { $1 }
    try serve(try FormatCoding.line(JSONValue.object(whole)), as: "metadata/\(identifier)")
  }
}

struct ArchiveTests {
  @Test func `of an item the best document is fetched and verified, with what the archive says of it`() throws {
    let bench = try FetchBench()
    try bench.archive(
      "diary1911",
      [
        .init(name: "diary1911_text.pdf"), .init(name: "notes.txt", format: "Text"),
        .init(name: "derived.pdf", source: "derivative"), .init(name: "scans/diary 1911.pdf"),
      ])
    try bench.drop("diary1911\nhttps://archive.org/details/diary1911\n", as: "ids.txt")
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["diary1911"])
    let metadata = try bench.workspace.metadata(of: "diary1911")
    #expect(metadata.sourceIdentifier == "diary1911" && metadata.fetch?.source == "archive.org")
    #expect(metadata.title == "Title of diary1911" && metadata.creator == "One; Two" && metadata.year == "1911")
    #expect(metadata.user?["source_collection"] == .array([.string("letters"), .string("americana")]))
    #expect(metadata.sourceURL == bench.server.url("download/diary1911/scans/diary%201911.pdf"))
    #expect(metadata.fetch?.expected?.md5 == metadata.md5)
    #expect(try bench.server.count(of: "metadata/diary1911")?.requests == 1, "the second line is known")
    try bench.expectSound()
  }

  @Test func `all documents of an item are fetched where the settings say so`() throws {
    let bench = try FetchBench()
    try bench.archive("box", (1...5).map { .init(name: "part\($0).pdf") } + [.init(name: "part1_text.pdf")])
    try bench.drop("box\n", as: "ids.txt")
    try bench.downloadAll("--set", "sources.archive_files=all")
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == 5)
    let progress = try bench.finished("ids")
    #expect(progress.entries == 5 && progress.counts.items == 5)
    try bench.expectSound()
  }

  @Test func `what the archive cannot give has an honest reason`() throws {
    let bench = try FetchBench("refused_tries: 1\n")
    try bench.serve(Array("{}".utf8), as: "metadata/nothere")
    try bench.serve(Array("{\"is_dark\": true, \"metadata\": {}, \"files\": []}".utf8), as: "metadata/withdrawn")
    try bench.serve(Array("<html>down for maintenance</html>".utf8), as: "metadata/maintenance")
    try bench.archive("film", [.init(name: "film.mp4", format: "MPEG4", bytes: [1])])
    try bench.archive("lent", [.init(name: "lent.pdf", isPrivate: true)])
    try bench.archive("spoilt", [.init(name: "spoilt.pdf", spoilt: true)])
    try bench.archive(
      "climbing", [.init(name: "ok.pdf")],
      more: [
        "files": .array([.object(["name": .string("../../etc/passwd.pdf"), "source": .string("original")])])
      ])
    let names = ["nothere", "withdrawn", "maintenance", "film", "lent", "spoilt", "climbing"]
    try bench.drop(names.joined(separator: "\n"), as: "ids.txt")
    try bench.downloadAll()
    #expect(
      try bench.workspace.failures() == [
        "not_in_source": ["nothere"], "dark": ["withdrawn"], "bad_answer": ["maintenance"], "no_document": ["film"],
        "restricted": ["lent"], "checksum_differs": ["spoilt"], "address": ["climbing"],
      ])
    #expect(try bench.workspace.error(of: "film").errorMessage.contains("MPEG4"))
    try bench.expectSound()
    // The archive gives it back, and the item is asked for afresh.
    try bench.archive("withdrawn", [.init(name: "withdrawn.pdf")])
    #expect(try bench.sluice("retry", "--reason", "dark").status == 0)
    #expect(try bench.sluice("download").status == 0)
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["withdrawn"])
    try bench.expectSound()
  }
}
