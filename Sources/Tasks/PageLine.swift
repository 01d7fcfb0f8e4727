import Formats

/// One page's line of `pages.ndjson`, encoded before anybody holds the ledger.
struct PageLine: Sendable {
  /// The record.
  let record: PageRecord
  /// Why the page failed; nil when it did not.
  let failure: PageFailure?
  /// The line, with its newline.
  let bytes: [UInt8]

  /// The lines of an answer, one for each page that was asked for. A page the engine said nothing of has failed.
  static func lines(
    of answer: EngineAnswer, for pages: ArraySlice<Int>, entry: ChunkEntry, fingerprint: String
  ) -> [PageLine] {
    guard case .pages(let answers) = answer else { return [] }
    let byPage = Dictionary(answers.map { ($0.page, $0) }, uniquingKeysWith: { first, _ in first })
    return pages.compactMap { page in
      let absent = PageFailure(kind: .failed, message: "the engine gave no result for this page")
      let given = byPage[page] ?? PageAnswer(page: page, result: .failure(absent), seconds: 0)
      let record = record(of: given, entry: entry, fingerprint: fingerprint)
      // Encoding text and numbers cannot fail; numbers that are none (NaN) have been kept out.
      guard let bytes = try? FormatCoding.line(record) else { return nil }
      if case .failure(let failure) = given.result {
        return PageLine(record: record, failure: failure, bytes: bytes)
      }
      return PageLine(record: record, failure: nil, bytes: bytes)
    }
  }

  /// The record of one page's fate.
  static func record(of answer: PageAnswer, entry: ChunkEntry, fingerprint: String) -> PageRecord {
    let seconds = (answer.seconds * 1000).rounded() / 1000
    switch answer.result {
    case .success(let page):
      return PageRecord(
        identifier: entry.identifier, page: answer.page, route: page.route, text: page.text, seconds: seconds,
        confidence: page.confidence.flatMap { $0.isFinite ? $0 : nil }, layout: page.layout,
        facts: page.facts, settingsFingerprint: fingerprint)
    case .failure(let failure):
      return PageRecord(
        identifier: entry.identifier, page: answer.page, route: nil, text: nil, errorType: failure.kind.rawValue,
        errorMessage: failure.message, seconds: seconds, settingsFingerprint: fingerprint)
    }
  }
}
