import Testing

@testable import Documents

@Suite struct RenderSizeTests {
  @Test func `an ordinary page gets the dots asked for`() throws {
    let size = try #require(RenderSize(width: 595, height: 842, dotsPerInch: 144))
    #expect((size.columns, size.rows) == (1190, 1684))
    #expect(size.scale == 2)
  }

  @Test(arguments: [(1e9, 1e9), (1e300, 1e-300), (14_400, 1), (0.001, 0.001), (200_000, 200_000)])
  func `any size fits`(_ width: Double, _ height: Double) throws {
    let size = try #require(RenderSize(width: width, height: height, dotsPerInch: 300))
    #expect(size.columns >= 1 && size.columns <= 30_000)
    #expect(size.rows >= 1 && size.rows <= 30_000)
    #expect(size.columns * size.rows < 60_000_000)
  }

  @Test(arguments: [(0.0, 5.0), (-3, 5), (.nan, 5), (.infinity, 5)])
  func `no size is no size`(_ width: Double, _ height: Double) {
    #expect(RenderSize(width: width, height: height, dotsPerInch: 300) == nil)
  }
}
