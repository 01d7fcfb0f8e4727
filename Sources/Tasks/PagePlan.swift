/// Which page is done next, and by which lane: pure bookkeeping, no more in memory than the pages that are missing.
///
/// A lane is one parser process. It stays with its document while pages of it are missing, so that the parser keeps it
/// open; then it takes the next document nobody has begun; at the end of the list it helps where most pages are left.
/// Lanes only ask when they are free, so nothing is ever queued ahead.
struct PagePlan: Sendable {
  /// What one lane does next: pages of one document.
  struct Assignment: Sendable, Equatable {
    /// The document's place in the list.
    var document: Int
    /// One page for an engine that works page by page; all missing pages for one that takes whole documents.
    var pages: ArraySlice<Int>
  }

  private var missing: [ArraySlice<Int>]
  private let wholeDocuments: Bool
  private var current: [Int?]
  private var begun = 0

  /// Plans the missing pages of each document for a number of lanes.
  init(missing: [[Int]], lanes: Int, wholeDocuments: Bool) {
    self.missing = missing.map { $0[...] }
    self.wholeDocuments = wholeDocuments
    current = Array(repeating: nil, count: max(1, lanes))
  }

  /// The lane's next pages; nil when nothing is left for it.
  mutating func next(lane: Int) -> Assignment? {
    guard let document = document(for: lane) else { return nil }
    current[lane] = document
    if wholeDocuments {
      defer { missing[document] = [] }
      return Assignment(document: document, pages: missing[document])
    }
    return Assignment(document: document, pages: missing[document].popFirst().map { [$0] } ?? [])
  }

  /// Takes a document's remaining pages out of the plan; how many those were.
  @discardableResult
  mutating func drop(_ document: Int) -> Int {
    defer { missing[document] = [] }
    return missing[document].count
  }

  /// Pages of a document that nobody has taken yet.
  func remaining(in document: Int) -> Int { missing[document].count }

  private mutating func document(for lane: Int) -> Int? {
    if let own = current[lane], !missing[own].isEmpty { return own }
    while begun < missing.count {
      defer { begun += 1 }
      if !missing[begun].isEmpty { return begun }
    }
    // Every document with pages left was begun by some lane and is still its current one.
    return current.compactMap { $0 }.filter { !missing[$0].isEmpty }
      .max { missing[$0].count < missing[$1].count }
  }
}
