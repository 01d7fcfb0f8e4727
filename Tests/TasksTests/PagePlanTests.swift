import Testing

@testable import Tasks

@Suite struct PagePlanTests {
  private func drain(_ plan: inout PagePlan, lanes: [Int]) -> [String] {
    lanes.map { lane in
      plan.next(lane: lane).map { "\($0.document):\($0.pages.map(String.init).joined(separator: ","))" } ?? "-"
    }
  }

  @Test func `a lane stays with its document and then takes the next nobody has begun`() {
    var plan = PagePlan(missing: [[1, 2], [3], [1]], lanes: 2, wholeDocuments: false)
    #expect(drain(&plan, lanes: [0, 1, 0, 0, 0, 1]) == ["0:1", "1:3", "0:2", "2:1", "-", "-"])
  }

  @Test func `at the end of the list a free lane helps where most pages are left`() {
    var plan = PagePlan(missing: [[1, 2], [1, 2, 3, 4], [1]], lanes: 3, wholeDocuments: false)
    #expect(drain(&plan, lanes: [0, 1, 2, 2, 2]) == ["0:1", "1:1", "2:1", "1:2", "1:3"])
  }

  @Test func `an engine for whole documents gets all missing pages at once`() {
    var plan = PagePlan(missing: [[], [2, 5], [1]], lanes: 1, wholeDocuments: true)
    #expect(drain(&plan, lanes: [0, 0, 0]) == ["1:2,5", "2:1", "-"])
  }

  @Test func `a document given up takes no more of anybody's time`() {
    var plan = PagePlan(missing: [[1, 2, 3], [1]], lanes: 1, wholeDocuments: false)
    #expect(drain(&plan, lanes: [0]) == ["0:1"])
    #expect(plan.drop(0) == 2)
    #expect(drain(&plan, lanes: [0, 0]) == ["1:1", "-"])
  }

  @Test(arguments: [1, 2, 3, 8]) func `every missing page is given out exactly once`(lanes: Int) {
    let missing = [Array(1...7), [], [2], Array(5...40), [1, 9]]
    var plan = PagePlan(missing: missing, lanes: lanes, wholeDocuments: false)
    var given: [[Int]] = Array(repeating: [], count: missing.count)
    var lane = 0
    var idle = 0
    while idle < lanes {
      if let next = plan.next(lane: lane) {
        given[next.document] += next.pages
        idle = 0
      } else {
        idle += 1
      }
      lane = (lane + 1) % lanes
    }
    #expect(given.map { $0.sorted() } == missing)
  }
}
