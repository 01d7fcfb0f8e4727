import JSONLines

extension RecordPages {
  /// Reads what a record says of its pages.
  init(_ record: borrowing FoundRecord) {
    var (withText, withoutText) = (PageSet(), PageSet())
    var furthest = 0
    let answer = record.forEachPage { start, end, page in
      furthest = max(furthest, end)
      if end > start { withText.insert(page) } else { withoutText.insert(page) }
    }
    switch answer {
    // Offsets count scalars, and a text never has more of them than bytes.
    case .listed:
      self = furthest > record.textLength ? .malformed : .listed(withText: withText, withoutText: withoutText)
    case .malformed: self = .malformed
    case .absent: self = record.totalPages.map { .total($0) } ?? .unknown
    }
  }
}

/// The pages that records of one item have given so far.
struct GivenPages: Sendable {
  private var withText = PageSet()
  private var listed = PageSet()

  mutating func add(_ pages: RecordPages) {
    guard case .listed(let withText, let withoutText) = pages else { return }
    self.withText.formUnion(withText)
    listed.formUnion(withText)
    listed.formUnion(withoutText)
  }

  /// Whether a record would add nothing: its pages with text are given with text, or it has none and its pages are listed.
  func cover(_ pages: RecordPages) -> Bool {
    guard case .listed(let withText, let withoutText) = pages else { return false }
    if !withText.isEmpty { return withText.isSubset(of: self.withText) }
    return !withoutText.isEmpty && withoutText.isSubset(of: listed)
  }
}
