import Testing

@testable import Documents

@Suite struct CoverageGridTests {
  typealias Rectangle = (Double, Double, Double, Double)

  @Test(
    arguments: [
      ([(0, 0, 100, 200)], 1.0), ([(0, 0, 50, 200)], 0.5), ([(0, 0, 50, 200), (0, 0, 50, 100)], 0.5),
      ([(0, 0, 50, 200), (50, 0, 100, 200)], 1.0), ([(-900, -900, 9000, 9000)], 1.0), ([(100, 200, 0, 0)], 1.0),
      ([(200, 0, 300, 200)], 0.0), ([(.nan, 0, 10, .infinity)], 0.0), ([], 0.0),
    ] as [([Rectangle], Double)])
  func `images count once however they lie`(_ rectangles: [Rectangle], _ share: Double) {
    var grid = CoverageGrid(width: 100, height: 200)
    for (x1, y1, x2, y2) in rectangles { grid.cover(x1, y1, x2, y2) }
    #expect(abs(grid.share - share) < 0.02)
  }

  @Test func `a page without size is covered by nothing`() {
    var grid = CoverageGrid(width: 0, height: .nan)
    grid.cover(0, 0, 1, 1)
    #expect(grid.share == 0)
  }
}
