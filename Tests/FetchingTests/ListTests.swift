import Digests
import Formats
import SystemCalls
import TestSupport
import Testing

struct ListTests {
  @Test func `each form of list gives its documents, with all that the list says of them`() throws {
    let bench = try FetchBench()
    for name in ["a", "b", "c", "d", "e", "f"] { try bench.serve("\(name).pdf") }
    let b = try bench.serve("papers/b1.pdf")
    let url = { (name: String) in bench.server.url("\(name).pdf") }
    try bench.drop("# pilot\n\(url("a"))\npapers:b1\n", as: "one.txt")
    try bench.drop(
      "\u{feff}sep=;\r\nurl;filename;md5;size;Shelf mark;title\r\n\(url("c"));\"The; \"\"C\"\".pdf\";;;B 7;Third\r\n",
      as: "two.csv")
    try bench.drop("url\tcollection\n\(url("d"))\tmaps\n", as: "folder/three.tsv")
    try bench.drop("{\"url\": \"\(url("e"))\", \"creator\": \"E\", \"year\": 1901}\n", as: "folder/four.ndjson")
    try bench.drop("{\"identifiers\": [\"\(url("f"))\"], \"collection\": \"five\"}", as: "five.json")
    try bench.downloadAll()
    #expect(
      try bench.workspace.identifiers(in: "01_downloaded") == ["The___C_", "a", "b1", "d", "e", "f"], "\(b.count)")
    let a = try bench.workspace.metadata(of: "a")
    #expect(a.origin == .downloaded)
    #expect(a.collection == "one")
    #expect(a.sourceURL == url("a"))
    #expect(a.fetch?.etag?.isEmpty == false && a.fetch?.lastModified?.isEmpty == false)
    #expect(a.fetch?.finalURL == url("a"))
    #expect(a.fetch?.list?.hasPrefix("one~") == true && a.fetch?.line == 2)
    #expect(a.sha256 == Digest.sha256Hex(try Sys.contents(of: bench.server.files.path.appending("a.pdf"))))
    let paper = try bench.workspace.metadata(of: "b1")
    #expect(paper.sourceIdentifier == "b1" && paper.fetch?.source == "papers")
    let c = try bench.workspace.metadata(of: "The___C_")
    #expect(c.originalName == "The; \"C\".pdf" && c.title == "Third" && c.user?["shelf mark"] == .string("B 7"))
    #expect(try bench.workspace.metadata(of: "d").collection == "maps")
    let e = try bench.workspace.metadata(of: "e")
    #expect(e.collection == "folder" && e.creator == "E" && e.year == "1901")
    #expect(try bench.workspace.metadata(of: "f").collection == "five")
    try bench.expectSound()
  }

  @Test func `a list that has grown is dropped again, and what is known is not fetched again`() throws {
    let bench = try FetchBench()
    for name in ["a", "b", "c"] { try bench.serve("\(name).pdf") }
    let line = { (name: String) in bench.server.url("\(name).pdf") + "\n" }
    try bench.drop(line("a") + line("gone") + line("a"))
    try bench.downloadAll()
    #expect(try bench.finished().counts.known == 1, "the second time in the same list it is known")
    try bench.drop(line("a") + line("gone") + line("b") + "nonsense://x\n" + line("c"), as: "more.txt")
    try bench.drop(line("c") + line("b"), as: "other.txt")
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["a", "b", "c"])
    let asked = try bench.server.counts().paths
    for name in ["a", "b", "c"] { #expect(asked["/\(name).pdf"]?.requests == 1, "\(name)") }
    let more = try bench.finished("more")
    let other = try bench.finished("other")
    // Which of the two got a document they both ask for is nobody's business; the other knows it.
    #expect(more.counts.items + other.counts.items == 2 && more.counts.known + other.counts.known == 4)
    #expect(more.counts.rejected == 1 && more.entries == 4 && other.entries == 2)
    #expect(try bench.workspace.failures() == ["http_404": ["gone"]])
    try bench.expectSound()
  }

  @Test func `lines that are no entries are told with their numbers and kept, and the rest goes on`() throws {
    let bench = try FetchBench()
    try bench.serve("a.pdf")
    try bench.drop("url,size\nftp://x,\n\(bench.server.url("a.pdf")),\nhttp://y/,many\n", as: "list.csv")
    let answer = try bench.sluice("download")
    #expect(answer.errors.contains("2 of its lines are no entries"), "\(answer.everything)")
    let shown = try bench.sluice("show", "list.csv").output
    #expect(shown.contains("line 2") && shown.contains("ftp://x") && shown.contains("line 4"), "\(shown)")
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["a"])
    try bench.expectSound()
  }

  @Test func `a list that cannot be read stays in the inbox and says why`() throws {
    let bench = try FetchBench()
    try bench.drop("name,year\nx,1900\n", as: "bad.csv")
    try bench.drop("{\"identifiers\": [", as: "bad.json")
    // The text of a scan, as archives deliver it beside the document.
    try bench.drop("The chamber of a lock is a box of stone\nwith a gate at either end.\n\nTwo\n", as: "scan_text.txt")
    let answer = try bench.sluice("download")
    #expect(answer.errors.contains("scan_text.txt"), "\(answer.everything)")
    #expect(answer.errors.contains("bad.csv") && answer.errors.contains("column url"), "\(answer.everything)")
    #expect(answer.errors.contains("bad.json"), "\(answer.everything)")
    #expect(Sys.exists(bench.workspace.inbox.appending("bad.csv")))
    let added = try bench.sluice("add", "--list", bench.workspace.inbox.appending("bad.csv").string)
    #expect(added.status == 1 && added.errors.contains("column url"), "\(added.everything)")
  }

  @Test func `a sample is fetched first, with the same seed the same one, and the rest later`() throws {
    let bench = try FetchBench()
    let names = (1...30).map { "d\($0)" }
    for name in names { try bench.serve("\(name).pdf") }
    let list = try TemporaryDirectory()
    let file = try list.write(Array(names.map { bench.server.url("\($0).pdf\n") }.joined().utf8), as: "all.txt")
    let add = ["add", "--list", file.string, "--collection", "pilot", "--sample", "7", "--seed", "3", "--route", "ocr"]
    #expect(try bench.command(add).run().status == 0)
    try bench.downloadAll()
    let first = try bench.workspace.identifiers(in: "01_downloaded")
    #expect(first.count == 7)
    #expect(try bench.workspace.metadata(of: first[0]).collection == "pilot")
    #expect(try bench.workspace.metadata(of: first[0]).choice == DocumentChoice(route: .ocr))
    #expect(try bench.command(add).run().status == 0)
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == first, "the same sample is known")
    #expect(try bench.sluice("add", "--list", file.string).status == 0)
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded").sorted() == names.sorted())
    let asked = try bench.server.counts().paths
    #expect(names.allSatisfy { asked["/\($0).pdf"]?.requests == 1 })
    try bench.expectSound()
  }

  @Test func `a dry run shows what would be fetched, and fetches and writes nothing`() throws {
    let bench = try FetchBench()
    try bench.serve("a.pdf")
    try bench.drop("\(bench.server.url("a.pdf"))\npapers:x/../y\nletters\n")
    let answer = try bench.sluice("download", "--dry-run")
    #expect(answer.output.contains("would fetch \(bench.server.url("a.pdf"))"), "\(answer.everything)")
    #expect(answer.output.contains("papers/x%2F..%2Fy.pdf") && answer.output.contains("/metadata/letters"))
    #expect(try bench.server.counts().paths.isEmpty)
    #expect(try bench.lists().isEmpty)
  }

  @Test func `hostile identifiers and names neither break nor escape anything`() throws {
    let (bench, outside) = (try FetchBench(), try TemporaryDirectory())
    // Out of whatever directory it is taken from.
    let climb = String(repeating: "../", count: 30) + "\(outside.path)/owned"
    let hostile = [
      climb, "/etc/passwd", "..", "a/../../b", "-rf", "x;touch owned", "$(touch owned)", "%2e%2e%2fx",
      String(repeating: "long", count: 200), "\u{202e}fdp.exe", "a b\u{a0}c", "é\u{301}", "NUL", "q?x=1#y",
    ]
    for (number, name) in hostile.enumerated() {
      try bench.serve("h\(number).pdf")
      try bench.serve("papers/\(number).pdf")
      _ = name
    }
    var lines = hostile.map { "{\"source\": \"papers\", \"identifier\": \(Self.json($0))}" }
    lines += hostile.enumerated().map { number, name in
      "{\"url\": \"\(bench.server.url("h\(number).pdf"))\", \"filename\": \(Self.json(name))}"
    }
    lines += ["{\"identifier\": \"a\\u0000b\"}", "{\"identifier\": \"a\\nb\"}", "{\"url\": \"http://h\\r\\nX: y/\"}"]
    try bench.drop(lines.joined(separator: "\n"), as: "list.ndjson")
    try bench.downloadAll()
    #expect(try bench.workspace.identifiers(in: "01_downloaded").count == hostile.count)
    let progress = try bench.finished()
    #expect(progress.counts.rejected == 4, "control characters, line ends in a host, and ..")
    // Every request stayed below papers/, whatever the identifier said.
    for path in try bench.server.counts().paths.keys where !path.hasPrefix("/h") {
      #expect(path.hasPrefix("/papers/") && !path.dropFirst(8).contains("/"), "\(path)")
    }
    #expect(try bench.workspace.entries(outside.path).isEmpty)
    let around = try bench.workspace.entries(bench.workspace.root).compactMap { $0.lastComponent?.string }
    #expect(!around.contains("owned"), "\(around)")
    try bench.expectSound()
  }

  private static func json(_ text: String) -> String {
    String(decoding: (try? FormatCoding.line(text)) ?? [], as: UTF8.self).lines.joined()
  }
}
