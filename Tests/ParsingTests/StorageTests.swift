import Digests
import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import Parsing

/// A storage that fails or gives other bytes says nothing of a document.
@Suite struct StorageTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  private func requests(_ name: String, _ bytes: [UInt8]) -> [ParserRequest] {
    let sha256 = Digest.sha256Hex(bytes)
    return [
      ParserRequest(.inspect, path: name, sha256: sha256, samplePages: 8),
      ParserRequest(.text, path: name, sha256: sha256, page: 1),
      ParserRequest(.page, path: name, sha256: sha256, page: 2),
    ]
  }

  private static let words = PDFBuilder().page(text: Sample.words).page(text: Sample.words).data()

  @Test func `other bytes than those that were taken give no page and no verdict`() throws {
    try directory.write(Self.words, as: "a.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    for request in requests("a.pdf", Self.words) {
      let reply = try parser.ask(request, timeout: Patience.seconds).get()
      #expect(reply.failure == nil, "\(reply)")
    }
    // What was read in their place is as good a document, or none at all.
    for other in [PDFBuilder().page(text: "others").blankPage().data(), Array(Self.words.dropLast(200))] {
      try directory.write(other, as: "a.pdf")
      for request in requests("a.pdf", Self.words) {
        let failure = try #require(try parser.ask(request, timeout: Patience.seconds).get().failure)
        #expect(failure.isStorages, "\(request.operation): \(failure)")
      }
    }
  }

  @Test func `a document that is cut between two of its pages gives no second page`() throws {
    try directory.write(Self.words, as: "a.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    #expect(try parser.ask(requests("a.pdf", Self.words)[1], timeout: Patience.seconds).get().page != nil)
    #expect(truncate(directory.path.appending("a.pdf").string, 100) == 0)
    let failure = try #require(
      try parser.ask(requests("a.pdf", Self.words)[2], timeout: Patience.seconds).get().failure)
    #expect(failure.isStorages, "\(failure)")
  }

  @Test func `bytes that the kernel cannot read while a page is drawn are the storage's`() throws {
    try directory.write(PDFBuilder().bombPage().data(), as: "bomb.pdf")
    let parser = ParserProcess(.built(in: directory.path))
    #expect(parser.begin(ParserRequest(.inspect, path: "bomb.pdf"), timeout: Patience.seconds) == nil)
    // As the kernel tells it where a page of a mapped file cannot be had.
    Sys.signal(try #require(parser.processID), SIGBUS)
    let failure = try #require(parser.finish().failure)
    #expect(failure.kind == .unreadable, "\(failure)")
  }

  @Test func `whichever read of a document fails, the answer is the document's or none`() throws {
    let scan = PDFBuilder().page(text: Sample.words).page(image: .init()).data()
    var right: [String: [ParserReply]] = [:]
    var points: [(name: String, requests: [ParserRequest], plan: String)] = []
    for (name, bytes) in [("a.pdf", Self.words), ("none.pdf", PDFBuilder().data()), ("scan.pdf", scan)] {
      try directory.write(bytes, as: name)
      let all = requests(name, bytes)
      let looks = directory.path.appending("\(name).looks")
      right[name] = try answers(all, ["SLUICE_INJECT_LOOKS": "sluice-pdf:\(looks)"])
      #expect(right[name]?.count == all.count)
      let count = String(decoding: try Sys.contents(of: looks, limit: 1 << 20), as: UTF8.self).lines.count
      #expect(count > 3, "reads were met")
      for errno in ["EIO", "ESTALE"] {
        for number in 1...count { points.append((name, all, "sluice-pdf:read-\(errno):\(number)")) }
      }
    }
    var met = 0
    for (name, requests, plan) in Draw.sample(points, 8, for: "reads of a document") {
      let found = try answers(requests, ["SLUICE_INJECT": plan])
      let expected = try #require(right[name])
      #expect(found.count == expected.count)
      for (answer, expected) in zip(found, expected) where answer != expected {
        met += 1
        #expect(answer.failure?.isStorages == true, "\(plan) of \(name), \(Draw.words): \(answer)")
      }
    }
    #expect(met > 0, "\(Draw.words)")
  }

  /// The answers of one parser to requests, disturbed or not.
  private func answers(_ requests: [ParserRequest], _ injection: [String: String]) throws -> [ParserReply] {
    let input = try directory.write(try requests.flatMap { try FormatCoding.line($0) }, as: "requests")
    let file = try Sys.open(input, .read)
    var command = Command(Command.built("sluice-pdf"))
    command.program.directory = directory.path
    command.program.input = file.raw
    for (name, value) in injection { command.program.environment[name] = value }
    let answer = try command.run()
    #expect(answer.status == 0, "\(answer.everything)")
    return try answer.output.lines.map { try FormatCoding.decode(ParserReply.self, from: Array($0.utf8)) }
  }
}
