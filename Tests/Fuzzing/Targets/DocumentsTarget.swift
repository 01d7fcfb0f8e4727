import Formats
import Parsing
import SystemCalls

/// The whole inspection, by the real parser program: whatever a document is, there is an answer that a person can act on.
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

  /// Lets the bytes be inspected.
  package func take(_ bytes: [UInt8]) {
    let path = directory.appending("document.pdf")
    do {
      try Sys.writePrivate(bytes, at: path)
      defer { try? Sys.removeIfThere(path) }
      var work: ParserPool.Work? = .init(
        tag: 0, ParserRequest(.inspect, path: "document.pdf", samplePages: 4), timeout: 10)
      var answers = 0
      try parsers.run(
        next: {
          defer { work = nil }
          return work
        },
        each: { answer in
          answers += 1
          try judge(answer.result)
        })
      precondition(answers == 1, "one answer for one document")
    } catch {
      fatalError("no document stops the inspection of others: \(error)")
    }
  }

  private func judge(_ result: Result<ParserReply, ParserFailure>) throws {
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
    case .failure(let failure):
      guard failure.reason != nil else { throw failure }
      casualties += 1
    }
  }
}
