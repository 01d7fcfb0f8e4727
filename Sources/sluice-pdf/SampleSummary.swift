import Formats

/// What the pages of a sample say together: the document's route, and why.
struct SampleSummary {
  private(set) var samples: [PageSample] = []
  private(set) var failed = 0
  private var pages: [PageFinding.Cause: [Int]] = [:]
  private var failedPages: [Int] = []
  private var notes: [String] = []

  /// Pages looked at.
  var count: Int { samples.count }

  /// Adds a sentence that is of no single page.
  mutating func note(_ sentence: String) { notes.append(sentence) }

  /// Adds a page that was looked at.
  mutating func add(_ finding: PageFinding, page: Int) {
    samples.append(finding.sample(page: page))
    pages[finding.cause, default: []].append(page)
  }

  /// Adds a page that cannot be loaded or drawn: it goes where the rest goes that has no text.
  mutating func addFailed(page: Int) {
    samples.append(
      PageSample(page: page, characters: 0, quality: 0, hidden: false, imageCoverage: 0, route: .ocr))
    failedPages.append(page)
    failed += 1
  }

  /// The document's route: pages that are blank or cannot be loaded do not decide.
  var route: Route {
    let bad = Set(failedPages)
    let routes = Set(samples.filter { !bad.contains($0.page) }.map(\.route)).subtracting([.blank])
    if routes == [.text] || routes.isEmpty { return .text }
    return routes == [.ocr] ? .ocr : .mixed
  }

  /// Short sentences, the weightiest first.
  var reasons: [String] {
    let sentences: [(PageFinding.Cause, String)] = [
      (.goodText, "good text"), (.trustedText, "good text hidden over a picture, which the settings trust"),
      (.hiddenText, "text hidden over a picture, which is not trusted"),
      (.partOfText, "good text beside a picture of more text"),
      (.poorText, "text that does not read as words"), (.picture, "images or drawings and no text"),
      (.blank, "nothing on it"),
    ]
    var result = sentences.compactMap { cause, what in pages[cause].map { sentence($0, what) } }
    if !failedPages.isEmpty { result.append("not to be loaded: \(Self.list(failedPages))") }
    return result + notes
  }

  private func sentence(_ numbers: [Int], _ what: String) -> String {
    if samples.count == 1 { return "the page looked at has \(what)" }
    if numbers.count == samples.count { return "all \(samples.count) pages looked at have \(what)" }
    let have = numbers.count == 1 ? "has" : "have"
    return "\(numbers.count) of \(samples.count) pages looked at \(have) \(what) (\(Self.list(numbers)))"
  }

  private static func list(_ numbers: [Int]) -> String {
    let shown = numbers.prefix(8).map(String.init).joined(separator: ", ")
    return (numbers.count == 1 ? "page " : "pages ") + shown + (numbers.count > 8 ? ", …" : "")
  }
}
