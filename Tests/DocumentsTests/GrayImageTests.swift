import Testing

@testable import Documents

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
