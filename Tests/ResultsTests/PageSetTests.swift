import Results
import TestSupport
import Testing

@Suite struct PageSetTests {
  @Test func `a page set answers as a plain set does`() {
    var generator = Draw.generator(for: "page sets")
    for _ in 0..<300 {
      var (pages, plain, other, otherPlain) = (PageSet(), Set<Int>(), PageSet(), Set<Int>())
      for _ in 0..<Int.random(in: 0..<30, using: &generator) {
        let low = Int.random(in: 0..<40, using: &generator)
        let high = low + Int.random(in: 0..<6, using: &generator)
        if Bool.random(using: &generator) {
          pages.insert(low...high)
          plain.formUnion(low...high)
        } else {
          other.insert(low...high)
          otherPlain.formUnion(low...high)
        }
      }
      #expect(pages.pages == plain.sorted() && pages.count == plain.count, "\(Draw.words)")
      #expect(pages.subtracting(other).pages == plain.subtracting(otherPlain).sorted(), "\(Draw.words)")
      #expect(pages.union(other).pages == plain.union(otherPlain).sorted(), "\(Draw.words)")
      #expect(pages.isSubset(of: other) == plain.isSubset(of: otherPlain), "\(Draw.words)")
      #expect((0..<50).allSatisfy { pages.contains($0) == plain.contains($0) }, "\(Draw.words)")
      for (left, right) in zip(pages.ranges, pages.ranges.dropFirst()) {
        #expect(left.upperBound + 1 < right.lowerBound, "\(Draw.words)")
      }
    }
  }

  @Test func `pages are shown as people write them`() {
    #expect(PageSet([3, 1, 2, 7, 9, 10]).description == "1-3, 7, 9-10")
    #expect(PageSet().description.isEmpty)
  }

  @Test func `numbers no page can have do no harm`() {
    var pages: PageSet = [5]
    pages.insert(.max)
    pages.insert(.min)
    #expect(pages.contains(5) && pages.count == 3)
  }
}
