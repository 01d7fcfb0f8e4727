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

  /// One parser a read that fails: the n-th, until there is no n-th.
  @Test(arguments: ["EIO", "ESTALE"])
  func `whichever read of a document fails, the answer is the document's or none`(errno: String) throws {
    let scan = PDFBuilder().page(text: Sample.words).page(image: .init()).data()
    for (name, bytes) in [("a.pdf", Self.words), ("none.pdf", PDFBuilder().data()), ("scan.pdf", scan)] {
      try directory.write(bytes, as: name)
      let all = requests(name, bytes)
      let right = try answers(all, nil)
      #expect(right.count == all.count)
      var number = 0
      var met = 0
      repeat {
        number += 1
        let found = try answers(all, "sluice-pdf:read-\(errno):\(number)")
        #expect(found.count == right.count)
        met = zip(found, right).count { $0 != $1 }
        for (answer, expected) in zip(found, right) where answer != expected {
          #expect(answer.failure?.isStorages == true, "read \(number) of \(name): \(answer)")
        }
      } while met > 0 || number < 4
      #expect(number > 4, "reads were met")
    }
  }

  /// The answers of one parser to requests, disturbed or not.
  private func answers(_ requests: [ParserRequest], _ injection: String?) throws -> [ParserReply] {
    let input = try directory.write(try requests.flatMap { try FormatCoding.line($0) }, as: "requests")
    let file = try Sys.open(input, .read)
    var command = Command(Command.built("sluice-pdf"))
    command.program.directory = directory.path
    command.program.input = file.raw
    command.program.environment["SLUICE_INJECT"] = injection
    let answer = try command.run()
    #expect(answer.status == 0, "\(answer.everything)")
    return try answer.output.lines.map { try FormatCoding.decode(ParserReply.self, from: Array($0.utf8)) }
  }
}
