import Documents

/// One page of a document of whatever kind: what can be asked of all.
protocol ReadablePage: ~Copyable {
  /// Its number, from 1.
  var number: Int { get }
  /// Its own text, whatever that is worth.
  func content() throws(DocumentError) -> PageContent
  /// What it shows, and so the way its text is best had.
  func finding(trustHiddenText: Bool, textQuality: Double) throws(DocumentError) -> PageFinding
  /// It in shades of grey on white; a picture comes at its own resolution, whatever is asked for.
  func render(dotsPerInch: Double) throws(DocumentError) -> GrayImage
  /// The dots per inch to draw it at so that it is read best, where some are wanted.
  func resolution(wanted: Double) -> PageResolution
  /// Whether an image that should be on it is missing on what was drawn.
  func lacksImage(_ drawn: GrayImage) -> Bool
}

extension PDFPage: ReadablePage {
  func content() throws(DocumentError) -> PageContent { try PageContent(self) }

  func finding(trustHiddenText: Bool, textQuality: Double) throws(DocumentError) -> PageFinding {
    try PageFinding(self, trustHiddenText: trustHiddenText, textQuality: textQuality)
  }

  func resolution(wanted: Double) -> PageResolution {
    let (width, height) = size
    return PageResolution(wanted: wanted, width: width, height: height) { imageDotsPerInch }
  }
}

/// A page of the document at hand.
enum OpenPage: ~Copyable {
  /// Of a PDF.
  case pdf(PDFPage)
  /// Of a file of pictures.
  case picture(PicturePage)
}
