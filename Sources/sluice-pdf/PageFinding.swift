import Documents
import Formats
import Reading

/// What one page shows, and so the way its text is best had.
///
/// **Hidden text.** Poppler's C interface does not tell text that is drawn from text that is not (rendering mode 3), as
/// archives put it over a scanned page. A text over images that cover at least 85 % of the page is taken as such. So a
/// slide with a picture behind all of it goes to recognition too, which costs time and loses nothing that can be seen.
struct PageFinding {
  /// Why the page has its route.
  enum Cause {
    /// Its own text is good.
    case goodText
    /// Its own text is good and lies over an image, and the settings trust such text.
    case trustedText
    /// Text over an image of the whole page.
    case hiddenText
    /// Text that does not read as words.
    case poorText
    /// Images or drawings, and no text.
    case picture
    /// Nothing.
    case blank
  }

  /// The share of the page from which images count as the page's own picture: scans have cut margins, figures do not fill.
  static let wholePage = 0.85
  /// Dots per inch at which a page without text and images is looked at for drawings.
  private static let glance = 36.0

  let cause: Cause
  let text: String
  let characters: Int
  let quality: Double
  let imageCoverage: Double

  /// Looks at a page.
  init(_ page: borrowing PDFPage, trustHiddenText: Bool, textQuality: Double) throws(DocumentError) {
    let raw = page.text
    text = PlainText.clean(raw)
    characters = PlainText.characters(raw)
    quality = TextQuality(raw).share
    imageCoverage = page.imageCoverage
    if characters == 0 {
      // Letters drawn as outlines are neither text nor image: only the picture tells.
      let isEmpty = imageCoverage == 0 ? try page.render(dotsPerInch: Self.glance).isUniform : false
      cause = isEmpty ? .blank : .picture
    } else if imageCoverage >= Self.wholePage && !trustHiddenText {
      cause = .hiddenText
    } else if quality < textQuality {
      cause = .poorText
    } else {
      cause = imageCoverage >= Self.wholePage ? .trustedText : .goodText
    }
  }

  /// The way the page's text is best had.
  var route: PageRoute {
    switch cause {
    case .goodText, .trustedText: .text
    case .hiddenText, .poorText, .picture: .ocr
    case .blank: .blank
    }
  }

  /// The finding as meta.json keeps it.
  func sample(page: Int) -> PageSample {
    PageSample(
      page: page, characters: characters, quality: (quality * 1000).rounded() / 1000,
      hidden: characters > 0 && imageCoverage >= Self.wholePage,
      imageCoverage: (imageCoverage * 1000).rounded() / 1000, route: route)
  }
}
