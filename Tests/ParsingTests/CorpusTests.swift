import Formats
import Parsing
import SystemCalls
import TestSupport
import Testing

private let corpus = Sys.variable("SLUICE_CORPUS").map { FilePath($0) }

/// Real documents, where `$SLUICE_CORPUS` names a folder of them (py-pdf/sample-files).
@Suite(.enabled(if: corpus != nil, "SLUICE_CORPUS names no folder of PDFs"))
struct CorpusTests {
  @Test func `real documents are inspected or refused for what is wrong with them`() throws {
    let folder = try #require(corpus)
    let names = try Sys.entries(of: folder).map(\.name.string).filter { $0.hasSuffix(".pdf") }
    var refused: [String: String] = [:]
    var inspected = 0
    let work = names.enumerated().map {
      ParserPool.Work(tag: $0, ParserRequest(.inspect, path: $1), timeout: Patience.seconds)
    }
    try ParserPool(.built(in: folder)).run(work) { (answer) throws(ParserFailure) in
      let reply = try answer.result.get()
      if let failure = reply.failure { refused[names[answer.work.tag]] = failure.code }
      if let inspection = reply.inspection {
        inspected += 1
        #expect(inspection.totalPages > 0)
        #expect(!inspection.reasons.isEmpty)
      }
    }
    // The second has lost its page tree: neither Poppler nor qpdf finds a page in it.
    #expect(refused == ["libreoffice-writer-password.pdf": "encrypted", "unreadablemetadata.pdf": "damaged"])
    #expect(inspected == names.count - 2)
  }

  @Test func `every page of the real documents has an answer`() throws {
    let folder = try #require(corpus)
    let parser = ParserProcess(.built(in: folder))
    for name in try Sys.entries(of: folder).map(\.name.string) where name.hasSuffix(".pdf") {
      let reply = try parser.ask(ParserRequest(.inspect, path: name), timeout: Patience.seconds).get()
      guard let pages = reply.inspection?.totalPages else { continue }
      for page in 1...min(pages, 10) {
        let reply = try parser.ask(ParserRequest(.text, path: name, page: page), timeout: Patience.seconds).get()
        #expect(reply.page != nil, "\(name) page \(page): \(String(describing: reply.failure))")
      }
    }
  }

  @Test func `flipped and cut bytes never reach further than the document`() throws {
    let folder = try #require(corpus)
    let directory = try TemporaryDirectory()
    let names = ["pdflatex-outline.pdf", "libreoffice-form.pdf", "google-doc-document.pdf", "with-attachment.pdf"]
    var random = Draw.generator(for: "flipped and cut bytes")
    var work: [ParserPool.Work] = []
    for name in names {
      let whole = try Sys.contents(of: folder.appending(name))
      for variant in 0..<12 {
        var bytes = variant % 3 == 0 ? Array(whole.prefix(Int.random(in: 0..<whole.count, using: &random))) : whole
        for _ in 0..<variant where !bytes.isEmpty {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
        }
        try directory.write(bytes, as: "\(variant)-\(name)")
        // What is late has its answer, too.
        work.append(.init(tag: work.count, ParserRequest(.inspect, path: "\(variant)-\(name)"), timeout: 60))
      }
    }
    var answers = 0
    ParserPool(.built(in: directory.path)).run(work) { answer in
      answers += 1
      switch answer.result {
      case .success(let reply): #expect((reply.inspection == nil) != (reply.failure == nil), "\(Draw.words)")
      case .failure(let failure): #expect(failure.reason != nil, "\(failure), \(Draw.words)")
      }
    }
    #expect(answers == work.count)
  }
}
