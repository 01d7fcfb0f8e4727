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

@Suite struct RenderSizeTests {
  @Test func `an ordinary page gets the dots asked for`() throws {
    let size = try #require(RenderSize(width: 595, height: 842, dotsPerInch: 144))
    #expect((size.columns, size.rows) == (1190, 1684))
    #expect(size.scale == 2)
  }

  @Test(arguments: [(1e9, 1e9), (1e300, 1e-300), (14_400, 1), (0.001, 0.001), (200_000, 200_000)])
  func `any size fits`(_ width: Double, _ height: Double) throws {
    guard let size = RenderSize(width: width, height: height, dotsPerInch: 300) else { return }
    #expect(size.columns >= 1 && size.columns <= 30_000)
    #expect(size.rows >= 1 && size.rows <= 30_000)
    #expect(size.columns * size.rows < 60_000_000)
  }

  @Test(arguments: [(0.0, 5.0), (-3, 5), (.nan, 5), (.infinity, 5)])
  func `no size is no size`(_ width: Double, _ height: Double) {
    #expect(RenderSize(width: width, height: height, dotsPerInch: 300) == nil)
  }
}

@Suite struct GrayImageTests {
  @Test func `a speck makes a sheet a page`() {
    var pixels = [UInt8](repeating: 252, count: 100)
    #expect(GrayImage(width: 10, height: 10, dotsPerInch: 72, pixels: pixels).isUniform)
    pixels[50] = 246
    #expect(GrayImage(width: 10, height: 10, dotsPerInch: 72, pixels: pixels).isUniform)
    pixels[50] = 200
    #expect(!GrayImage(width: 10, height: 10, dotsPerInch: 72, pixels: pixels).isUniform)
  }

  @Test func `no pixels are uniform`() {
    #expect(GrayImage(width: 0, height: 0, dotsPerInch: 72, pixels: []).isUniform)
  }
}
