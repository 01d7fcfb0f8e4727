/// What is proven of one item's pages, over all tries: the union of what its records and its finished pages say.
///
/// A page that one try did and another failed is done. What a record lists without text says least: the page was blank or
/// failed, which only a finished page can tell.
public struct Coverage: Sendable, Hashable {
  /// What one finished page says.
  public enum PageState: Sendable, Hashable {
    /// It has text.
    case done
    /// Nothing is on it, which is a fact and no failure.
    case blank
    /// It could not be done.
    case failed
  }

  /// How many pages may fail.
  public struct Rule: Sendable, Hashable {
    /// Failed pages that are always allowed.
    public var allowedPages: Int
    /// The share of all pages that may fail.
    public var allowedShare: Double
    /// The share of all pages that must not be reached by failures, whatever else is allowed.
    public var refusedShare: Double

    /// Makes a rule; by default at most the larger of one page and 0.4 %, and fewer than half.
    public init(allowedPages: Int = 1, allowedShare: Double = 0.004, refusedShare: Double = 0.5) {
      self.allowedPages = allowedPages
      self.allowedShare = allowedShare
      self.refusedShare = refusedShare
    }

    /// Whether a document with so many failed pages passes.
    public func passes(failed: Int, of units: Int) -> Bool {
      if failed == 0 { return true }
      // Without the tiny addition 0.4 % of 250 pages would not be one page, as 0.004 is no binary number.
      let most = max(allowedPages, Int(allowedShare * Double(units) + 1e-9))
      return failed <= most && Double(failed) < refusedShare * Double(units)
    }
  }

  /// What the pages prove of an item.
  public enum Verdict: Sendable, Hashable {
    /// Every page has a result.
    case complete
    /// Every page was tried, some failed, and not too many.
    case completeWithFailedPages(PageSet)
    /// Every page was tried and too many failed.
    case tooManyFailedPages(PageSet)
    /// Pages have neither a result nor a failure.
    case incomplete(missing: PageSet)
  }

  /// Pages with text.
  public private(set) var done = PageSet()
  /// Pages on which nothing is.
  public private(set) var blank = PageSet()
  /// Pages a try failed on, whatever others did.
  public private(set) var everFailed = PageSet()
  /// Pages a record lists without text.
  public private(set) var listed = PageSet()
  /// Records of the item.
  public private(set) var records = 0
  /// Whether a record without page numbers is of as many pages as the document.
  public private(set) var hasWholeRecord = false
  /// Whether a record says nothing of pages.
  public private(set) var hasUnlistedRecord = false
  /// Pages beyond the document's, which count for nothing: the record or the page count is wrong.
  public private(set) var beyond = PageSet()
  /// The pages the document has.
  public let units: Int

  /// Nothing is proven yet of a document of so many pages.
  public init(units: Int) { self.units = units }

  /// Adds a finished page.
  public mutating func add(page: Int, _ state: PageState) {
    guard page >= 1 && page <= units else { return beyond.insert(page) }
    switch state {
    case .done: done.insert(page)
    case .blank: blank.insert(page)
    case .failed: everFailed.insert(page)
    }
  }

  /// Adds what a record lists: pages with text and without.
  public mutating func add(record: RecordPages) {
    records += 1
    switch record {
    case .listed(let withText, let withoutText):
      done.formUnion(withText.limited(to: units))
      listed.formUnion(withoutText.limited(to: units))
      beyond.formUnion(withText.subtracting(withText.limited(to: units)))
      beyond.formUnion(withoutText.subtracting(withoutText.limited(to: units)))
    case .total(let total): if total == units { hasWholeRecord = true }
    case .unknown: hasUnlistedRecord = true
    case .malformed: break
    }
  }

  /// Adds what other tries proved of the same item.
  public mutating func formUnion(_ other: Coverage) {
    done.formUnion(other.done)
    blank.formUnion(other.blank)
    everFailed.formUnion(other.everFailed)
    listed.formUnion(other.listed)
    beyond.formUnion(other.beyond)
    records += other.records
    hasWholeRecord = hasWholeRecord || other.hasWholeRecord
    hasUnlistedRecord = hasUnlistedRecord || other.hasUnlistedRecord
  }

  /// Pages that failed and that no try did.
  public var failed: PageSet { everFailed.subtracting(done).subtracting(blank) }

  /// Pages with neither a result nor a failure.
  public var missing: PageSet {
    guard units > 0, !hasWholeRecord else { return PageSet() }
    return PageSet(1...units).subtracting(done).subtracting(blank).subtracting(listed).subtracting(everFailed)
  }

  /// What is proven, under a rule.
  ///
  /// An item of no units proves nothing and is complete only with a record. `anyRecordIsWhole` takes a record that says
  /// nothing of pages for the whole document, as programs that know no pages write it.
  public func verdict(_ rule: Rule = Rule(), anyRecordIsWhole: Bool = false) -> Verdict {
    if units <= 0 && records == 0 { return .incomplete(missing: PageSet()) }
    let missing = anyRecordIsWhole && hasUnlistedRecord ? PageSet() : missing
    guard missing.isEmpty else { return .incomplete(missing: missing) }
    let failed = failed
    if failed.isEmpty { return .complete }
    return rule.passes(failed: failed.count, of: units) ? .completeWithFailedPages(failed) : .tooManyFailedPages(failed)
  }
}

/// What a record says of its document's pages.
public enum RecordPages: Sendable, Hashable {
  /// `attributes.pdf_page_numbers`: pages that have text and pages that have none.
  case listed(withText: PageSet, withoutText: PageSet)
  /// No list, but `metadata.pdf-total-pages`: the record is the text of so many pages.
  case total(Int)
  /// Nothing.
  case unknown
  /// Something that cannot be true: no list of `[start, end, page]`, or spans beyond the text. It proves nothing.
  case malformed
}

extension PageSet {
  fileprivate func limited(to units: Int) -> PageSet {
    guard let last = ranges.last, let first = ranges.first else { return self }
    if first.lowerBound >= 1 && last.upperBound <= units { return self }
    var result = PageSet()
    for range in ranges where range.upperBound >= 1 && range.lowerBound <= units {
      result.insert(max(1, range.lowerBound)...min(units, range.upperBound))
    }
    return result
  }
}
