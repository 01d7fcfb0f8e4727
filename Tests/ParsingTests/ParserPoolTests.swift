import Formats
import Glibc
import SystemCalls
import TestSupport
import Testing

@testable import Parsing

@Suite struct ParserPoolTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  /// Looks at these documents; only what hangs has a limit that a document can meet.
  private func work(_ names: [String], hanging: [Int] = []) -> [ParserPool.Work] {
    names.enumerated().map { number, name in
      ParserPool.Work(
        tag: number, ParserRequest(.inspect, path: name), timeout: hanging.contains(number) ? 1 : Patience.seconds)
    }
  }

  @Test func `hostile documents in a group cost themselves and no other`() throws {
    let good = PDFBuilder().page(text: Sample.words).data()
    let names = (0..<40).map { "\($0).pdf" }
    for (index, name) in names.enumerated() {
      let bytes =
        switch index {
        case 7, 23: PDFBuilder().bombPage().data()
        case 11: Array(good.prefix(300))
        default: good
        }
      try directory.write(bytes, as: name)
    }
    var answers: [Int: Result<ParserReply, ParserFailure>] = [:]
    let pool = ParserPool(.built(in: directory.path), processes: 3)
    pool.run(work(names, hanging: [7, 23])) { answer in
      #expect(answers.updateValue(answer.result, forKey: answer.work.tag) == nil, "one answer each")
    }
    #expect(answers.count == names.count)
    for index in names.indices {
      let answer = try #require(answers[index])
      switch index {
      case 7, 23: #expect(answer.failure?.kind == .timeout)
      case 11: #expect(try answer.get().failure?.code == "truncated")
      default: #expect(try answer.get().inspection?.totalPages == 1, "document \(index)")
      }
    }
  }

  @Test func `a stop lets the requests under way finish and sends no more`() throws {
    let names = (0..<30).map { "\($0).pdf" }
    for name in names { try directory.write(PDFBuilder().page(text: Sample.words).data(), as: name) }
    var tags: Set<Int> = []
    let pool = ParserPool(.built(in: directory.path), processes: 2)
    pool.run(work(names), stop: { tags.count >= 5 }) { answer in
      #expect((try? answer.result.get().inspection) != nil)
      tags.insert(answer.work.tag)
    }
    #expect(tags.count >= 5 && tags.count <= 6)
    pool.run(work(["29.pdf"])) { _ in tags.insert(29) }
    #expect(tags.contains(29), "the pool works on")
  }

  @Test func `an error of the caller ends the work under way and leaves nothing behind`() throws {
    struct Full: Error {}
    for name in ["a.pdf", "b.pdf"] { try directory.write(PDFBuilder().page(text: Sample.words).data(), as: name) }
    try directory.write(PDFBuilder().bombPage().data(), as: "slow.pdf")
    let pool = ParserPool(.built(in: directory.path), processes: 2)
    #expect(throws: Full.self) {
      try pool.run(work(["slow.pdf", "a.pdf", "b.pdf"])) { (_) throws(Full) in throw Full() }
    }
    var answers = 0
    pool.run(work(["a.pdf", "b.pdf"])) { answer in
      answers += 1
      #expect((try? answer.result.get().inspection) != nil)
    }
    #expect(answers == 2)
  }

  @Test func `pages of a task come with text, route and time`() throws {
    let builder = PDFBuilder().page(text: Sample.words).blankPage()
    try directory.write(builder.data(), as: "a.pdf")
    var pages: [Int: ParserReply.PageText] = [:]
    let pool = ParserPool(.built(in: directory.path), processes: 2)
    let work = (1...2).map {
      ParserPool.Work(tag: $0, ParserRequest(.page, path: "a.pdf", page: $0), timeout: Patience.seconds)
    }
    pool.run(work) { answer in
      pages[answer.work.tag] = try? answer.result.get().page
      #expect(answer.seconds > 0)
    }
    #expect(pages[1]?.route == .text)
    #expect(pages[1]?.text.contains("seven wizards") == true)
    #expect(pages[2]?.route == .blank)
    #expect(pages[2]?.text == "")
  }
}
