import Formats
import Markup
import Parsing
import SystemCalls

/// The whole inspection and the text of a page, by the real parser program: whatever a document is, there is an answer that a
/// person can act on, and the text can be typeset.
package final class DocumentsTarget {
  private let directory: FilePath
  private let parsers: ParserPool

  /// Documents whose parser died, hung or took too much: each costs itself alone (law 17).
  package private(set) var casualties = 0
  /// Documents that came out as ones to process.
  package private(set) var accepted = 0

  /// A target in this directory, with one parser.
  package init(in directory: FilePath) {
    self.directory = directory
    parsers = ParserPool(ParserSettings(directory: directory, processorSeconds: 10), processes: 1)
  }

  /// Lets the bytes be inspected and read.
  package func take(_ bytes: [UInt8]) {
    let path = directory.appending("document.pdf")
    do {
      try Sys.writePrivate(bytes, at: path)
      defer { try? Sys.removeIfThere(path) }
      guard try judge(ask(ParserRequest(.inspect, path: "document.pdf", samplePages: 4))) else { return }
      try typeset(ask(ParserRequest(.text, path: "document.pdf", page: 1)))
    } catch {
      fatalError("no document stops the inspection of others: \(error)")
    }
  }

  private func ask(_ request: ParserRequest) -> Result<ParserReply, ParserFailure> {
    var work: ParserPool.Work? = .init(tag: 0, request, timeout: 10)
    var answers: [Result<ParserReply, ParserFailure>] = []
    parsers.run(
      next: {
        defer { work = nil }
        return work
      }, each: { answers.append($0.result) })
    precondition(answers.count == 1, "one answer for one request")
    return answers[0]
  }

  /// Takes a look at a document; whether it is one to process.
  private func judge(_ result: Result<ParserReply, ParserFailure>) throws -> Bool {
    switch result {
    case .success(let reply):
      if let inspection = reply.inspection {
        precondition(inspection.totalPages > 0, "a document to process has pages")
        accepted += 1
      } else {
        let failure = reply.failure
        precondition(failure.flatMap { Reason(code: $0.code) } != nil, "a reason that is in the table")
        precondition(failure?.message.isEmpty == false, "and a sentence for a person")
      }
      return reply.inspection != nil
    case .failure(let failure):
      guard failure.reason != nil else { throw failure }
      casualties += 1
      return false
    }
  }

  /// Takes a page's own text: where its lines stand fits it, and it can be typeset.
  private func typeset(_ result: Result<ParserReply, ParserFailure>) throws {
    switch result {
    case .success(let reply):
      guard let page = reply.page, let layout = page.layout else { return }
      var end = 0
      for line in layout.lines {
        precondition(line.start >= end && line.length > 0, "lines come one after the other")
        end = line.start + line.length
      }
      precondition(end <= page.text.unicodeScalars.count, "and are of the text")
      let spans: JSONValue = .array([
        .array([.integer(0), .integer(page.text.unicodeScalars.count), .integer(layout.page)])
      ])
      let record = DolmaRecord(
        id: "", text: page.text, source: "", added: "", created: "", metadata: [:],
        attributes: ["pdf_page_numbers": spans, TextLayout.attribute: .array([layout.json])])
      guard let document = DocumentText(record) else { preconditionFailure("what the parser says can be typeset") }
      FuzzTarget.typesetting(document)
    case .failure(let failure):
      guard failure.reason != nil else { throw failure }
      casualties += 1
    }
  }
}
