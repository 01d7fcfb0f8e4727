import Results
import Testing

@Suite struct CoverageTests {
  /// What was found of one document, in order.
  enum Fact: Sendable {
    case done(ClosedRange<Int>), blank(ClosedRange<Int>), failed(ClosedRange<Int>)
    case record(text: PageSet, none: PageSet), total(Int), unknown, malformed
  }

  func coverage(units: Int, _ facts: [Fact]) -> Coverage {
    var coverage = Coverage(units: units)
    for fact in facts {
      switch fact {
      case .done(let pages): for page in pages { coverage.add(page: page, .done) }
      case .blank(let pages): for page in pages { coverage.add(page: page, .blank) }
      case .failed(let pages): for page in pages { coverage.add(page: page, .failed) }
      case .record(let text, let none): coverage.add(record: .listed(withText: text, withoutText: none))
      case .total(let total): coverage.add(record: .total(total))
      case .unknown: coverage.add(record: .unknown)
      case .malformed: coverage.add(record: .malformed)
      }
    }
    return coverage
  }

  static let table: [(Int, [Fact], Coverage.Verdict)] = [
    (3, [], .incomplete(missing: [1, 2, 3])),
    (3, [.done(1...3)], .complete),
    (3, [.done(1...1), .done(3...3)], .incomplete(missing: [2])),
    (3, [.done(1...2), .blank(3...3)], .complete),
    (3, [.blank(1...3)], .complete),
    (3, [.record(text: [1, 2, 3], none: [])], .complete),
    (3, [.record(text: [1, 3], none: [2])], .complete),
    (3, [.record(text: [1], none: []), .record(text: [3], none: [])], .incomplete(missing: [2])),
    (3, [.record(text: [1], none: []), .done(2...3)], .complete),
    (3, [.done(1...2), .failed(3...3)], .completeWithFailedPages([3])),
    (3, [.failed(3...3), .done(1...3)], .complete),
    (3, [.done(1...3), .failed(3...3)], .complete),
    (3, [.failed(3...3), .blank(3...3), .done(1...2)], .complete),
    (3, [.failed(3...3), .record(text: [1, 2], none: [3])], .completeWithFailedPages([3])),
    (3, [.done(1...1), .failed(2...3)], .tooManyFailedPages([2, 3])),
    (3, [.done(1...1), .failed(2...2)], .incomplete(missing: [3])),
    (2, [.done(1...1), .failed(2...2)], .tooManyFailedPages([2])),
    (1, [.failed(1...1)], .tooManyFailedPages([1])),
    (3, [.done(1...9)], .complete),
    (3, [.done(0...2)], .incomplete(missing: [3])),
    (3, [.record(text: [1, 2, 4], none: [9])], .incomplete(missing: [3])),
    (3, [.total(3)], .complete),
    (3, [.total(2)], .incomplete(missing: [1, 2, 3])),
    (3, [.total(4)], .incomplete(missing: [1, 2, 3])),
    (3, [.unknown], .incomplete(missing: [1, 2, 3])),
    (3, [.malformed], .incomplete(missing: [1, 2, 3])),
    (0, [], .incomplete(missing: [])),
    (0, [.unknown], .complete),
  ]

  @Test(arguments: table)
  func `a document is complete when every page has a result`(
    units: Int, facts: [Fact], verdict: Coverage.Verdict
  ) {
    #expect(coverage(units: units, facts).verdict() == verdict)
  }

  @Test(arguments: [
    (1, 1, false), (2, 1, false), (3, 1, true), (4, 2, false), (249, 1, true), (249, 2, false), (250, 1, true),
    (499, 2, false),
    (500, 2, true), (500, 3, false), (750, 3, true), (1000, 4, true), (1000, 5, false), (1, 0, true), (0, 0, true),
  ])
  func `one page or four in a thousand may fail, and never half`(units: Int, failed: Int, passes: Bool) {
    #expect(Coverage.Rule().passes(failed: failed, of: units) == passes)
  }

  @Test func `the rule is the user's`() {
    let facts: [Fact] = [.done(1...6), .failed(7...10)]
    let generous = Coverage.Rule(allowedPages: 0, allowedShare: 0.4)
    #expect(coverage(units: 10, facts).verdict(generous) == .completeWithFailedPages([7, 8, 9, 10]))
    #expect(coverage(units: 10, facts).verdict() == .tooManyFailedPages([7, 8, 9, 10]))
    #expect(
      coverage(units: 3, [.done(1...2), .failed(3...3)]).verdict(.init(allowedPages: 0)) == .tooManyFailedPages([3]))
  }

  @Test func `a program that knows no pages may be trusted with whole documents`() {
    #expect(coverage(units: 3, [.unknown]).verdict(anyRecordIsWhole: true) == .complete)
    #expect(coverage(units: 3, [.malformed]).verdict(anyRecordIsWhole: true) == .incomplete(missing: [1, 2, 3]))
    #expect(coverage(units: 3, []).verdict(anyRecordIsWhole: true) == .incomplete(missing: [1, 2, 3]))
  }

  @Test func `tries add up in any order`() {
    let first = coverage(units: 4, [.done(1...2), .failed(3...3)])
    let second = coverage(units: 4, [.record(text: [3], none: []), .blank(4...4)])
    var (one, other) = (first, second)
    one.formUnion(second)
    other.formUnion(first)
    #expect(one == other && one.verdict() == .complete && one.failed.isEmpty && one.everFailed == [3])
  }

  @Test func `a document that claims two thousand million pages costs nothing`() {
    let covered = coverage(units: 2_000_000_000, [.done(1...3)])
    #expect(covered.verdict() == .incomplete(missing: PageSet(4...2_000_000_000)))
  }
}
