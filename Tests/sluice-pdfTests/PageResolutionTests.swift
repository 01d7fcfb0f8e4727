import Testing

@testable import sluice_pdf

@Suite struct PageResolutionTests {
  @Test(arguments: [
    // Sheets are drawn at what is wanted, whatever their image has.
    (595.0, 842.0, 600.0, 300.0), (595, 842, 72, 300), (842, 1191, 600, 300),
    // A phone's page of 9 × 13 cm: its own pixels, but no more than a sheet has.
    (255, 361, 690, 690), (255, 361, 2000, 700), (255, 361, 150, 300),
    // A point for each pixel, and a poster: no less than half of what a sheet has.
    (2480, 3509, 72, 72), (1240, 1754, 72, 72), (2000, 2828, 20, 44.6),
  ])
  func `a page of unusual size is drawn by the pixels of its image`(
    _ width: Double, _ height: Double, _ own: Double, _ drawn: Double
  ) {
    let resolution = PageResolution(wanted: 300, width: width, height: height) { own }
    #expect(abs(resolution.dotsPerInch - drawn) < 2)
  }

  @Test func `only where a page is one image its pixels count`() {
    #expect(PageResolution(wanted: 300, width: 100, height: 100) { nil }.dotsPerInch == 300)
  }
}
