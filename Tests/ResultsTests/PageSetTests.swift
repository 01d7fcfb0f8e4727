import Results
import Testing

@Suite struct PageSetTests {
  @Test func `a page set answers as a plain set does`() {
    var generator = Seeded(state: 42)
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
      #expect(pages.pages == plain.sorted() && pages.count == plain.count)
      #expect(pages.subtracting(other).pages == plain.subtracting(otherPlain).sorted())
      #expect(pages.union(other).pages == plain.union(otherPlain).sorted())
      #expect(pages.isSubset(of: other) == plain.isSubset(of: otherPlain))
      #expect((0..<50).allSatisfy { pages.contains($0) == plain.contains($0) })
      for (left, right) in zip(pages.ranges, pages.ranges.dropFirst()) {
        #expect(left.upperBound + 1 < right.lowerBound)
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

/// A small generator with a seed, so that a failure can be seen again (SplitMix64).
struct Seeded: RandomNumberGenerator {
  var state: UInt64
  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var z = state
    z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
    z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
    return z ^ (z >> 31)
  }
}
