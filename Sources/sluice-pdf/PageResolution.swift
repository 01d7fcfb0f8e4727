import Documents

/// The dots per inch that a page is drawn at to be recognised.
///
/// Letters are as large as they are on a sheet, and what a page says of its size holds for most: there, drawing at what is wanted
/// is read as well as the image in its own pixels, or better. Where a page is smaller than a postcard or larger than A3 and is one
/// image, its size tells nothing: a phone's page of 9 × 13 cm holds a whole sheet, and so does one that has a point for each pixel.
struct PageResolution {
  /// The sizes of sheets in square inches (ISO 216).
  private static let sheets = (
    a6: 105.0 * 148 / 25.4 / 25.4, a4: 210.0 * 297 / 25.4 / 25.4, a3: 297.0 * 420 / 25.4 / 25.4
  )
  /// A margin around A3, which printers have.
  private static let margin = 1.05

  /// Dots per inch.
  let dotsPerInch: Double
  /// What they would be if the page were a sheet of A4, which Tesseract takes it for; nil for a page that is a sheet.
  let asSheet: Double?

  /// Takes what is wanted, and for a page of unusual size that is one image, what that image has.
  ///
  /// - Parameters:
  ///   - width: the page's in points.
  ///   - height: the page's in points.
  ///   - own: the dots per inch of the page's image; asked for only where it counts, as the image is decoded.
  init(wanted: Double, width: Double, height: Double, own: () -> Double?) {
    let area = width * height / 72 / 72
    guard area > 0, area < Self.sheets.a6 || area > Self.sheets.a3 * Self.margin, let own = own() else {
      (dotsPerInch, asSheet) = (wanted, nil)
      return
    }
    let shrinking = (Self.sheets.a4 / area).squareRoot()
    if area < Self.sheets.a6 {
      // As many pixels as a sheet has are enough, whatever the image has.
      dotsPerInch = max(wanted, min(own, wanted * shrinking))
    } else {
      // Letters on a sheet at less than half of what is wanted would be too small: the image is enlarged, as pictures are.
      dotsPerInch = min(wanted, max(own, wanted / 2 * shrinking))
    }
    asSheet = dotsPerInch / shrinking
  }
}
