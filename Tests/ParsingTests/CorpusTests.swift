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
    let work = names.enumerated().map { ParserPool.Work(tag: $0, ParserRequest(.inspect, path: $1), timeout: 120) }
    try ParserPool(ParserSettings(directory: folder)).run(work) { (answer) throws(ParserFailure) in
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
    let parser = ParserProcess(ParserSettings(directory: folder))
    for name in try Sys.entries(of: folder).map(\.name.string) where name.hasSuffix(".pdf") {
      guard let pages = try parser.ask(ParserRequest(.inspect, path: name), timeout: 120).get().inspection?.totalPages
      else { continue }
      for page in 1...min(pages, 10) {
        let reply = try parser.ask(ParserRequest(.text, path: name, page: page), timeout: 120).get()
        #expect(reply.page != nil, "\(name) page \(page): \(String(describing: reply.failure))")
      }
    }
  }

  @Test func `flipped and cut bytes never reach further than the document`() throws {
    let folder = try #require(corpus)
    let directory = try TemporaryDirectory()
    let names = ["pdflatex-outline.pdf", "libreoffice-form.pdf", "google-doc-document.pdf", "with-attachment.pdf"]
    var random = SplitMix(seed: 7)
    var work: [ParserPool.Work] = []
    for name in names {
      let whole = try Sys.contents(of: folder.appending(name))
      for variant in 0..<12 {
        var bytes = variant % 3 == 0 ? Array(whole.prefix(Int.random(in: 0..<whole.count, using: &random))) : whole
        for _ in 0..<variant where !bytes.isEmpty {
          bytes[Int.random(in: 0..<bytes.count, using: &random)] = UInt8.random(in: .min ... .max, using: &random)
        }
        try directory.write(bytes, as: "\(variant)-\(name)")
        work.append(.init(tag: work.count, ParserRequest(.inspect, path: "\(variant)-\(name)"), timeout: 60))
      }
    }
    var answers = 0
    ParserPool(ParserSettings(directory: directory.path)).run(work) { answer in
      answers += 1
      switch answer.result {
      case .success(let reply): #expect((reply.inspection == nil) != (reply.failure == nil))
      case .failure(let failure): #expect(failure.reason != nil, "\(failure)")
      }
    }
    #expect(answers == work.count)
  }
}

/// A generator with a seed, so that a failure comes again.
private struct SplitMix: RandomNumberGenerator {
  private var state: UInt64
  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
