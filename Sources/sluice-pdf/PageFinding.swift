import Documents
import Formats
import Layout
import Pictures
import Reading

/// What one page shows, and so the way its text is best had.
///
/// **Seen text.** Where a page has images, or little text, it is drawn once on a coarse raster (`PageDrawing`) that tells
/// which words are seen. Words that are not, over a picture, are an archive's own recognition: they do not count, unless the
/// settings trust them.
///
/// **All of the ink.** Ink in which no seen word lies is looked at once more: where it forms rows of letters, the page's own
/// text is only a part of it (a stamp on a scan, a page number beside outlines), and the page is recognised as well.
struct PageFinding {
  /// Why the page has its route.
  enum Cause: CaseIterable {
    /// Its own text is good, and all there is.
    case goodText
    /// Its own text is good and lies hidden over a picture, and the settings trust such text.
    case trustedText
    /// Text hidden over a picture.
    case hiddenText
    /// Text that does not read as words.
    case poorText
    /// Good text beside a picture of text.
    case partOfText
    /// Images or drawings, and no text.
    case picture
    /// Nothing.
    case blank
  }

  let cause: Cause
  /// The text that is seen; all of it where the settings trust what is hidden.
  let content: PageContent
  /// All of its text, where some is hidden.
  let whole: PageContent?
  /// The words of a page to be recognised that stand as they are.
  let kept: [PageLayout.Source]
  /// All of its characters that are no white space, hidden ones too.
  let characters: Int
  let judgement: TextJudgement
  let imageCoverage: Double
  /// How large it is, where the document is a picture.
  var picture: PictureSize?
  let isHidden: Bool

  /// Images cover at least so much of a page on which letters are looked for in them: a half page has 0.5, a logo 0.01.
  private static let leastPicture = 0.1
  /// Words cover at least so much of a page of text, boxes of words being as high as their font; a title page has less.
  private static let leastText = 0.08
  /// Ink without words from which on it is looked at closely: a page number over a scanned line of text leaves as much.
  private static let leastInk = 0.002
  /// The share of hidden letters from which on a page's text is taken for an archive's.
  private static let mostHidden = 0.2
  /// Letters in rows that make a page one to recognise, whatever text it has besides: some three lines.
  private static let mostLetters = 300
  /// Letters in rows that do where its own text is at most twice as long: a line.
  private static let leastLetters = 60

  /// Looks at a page.
  init(_ page: borrowing PDFPage, trustHiddenText: Bool, textQuality: Double) throws(DocumentError) {
    let (width, height) = page.size
    let words = try page.words()
    let images = page.imageAreas
    imageCoverage = images.share
    let mustBeSeen = Self.mustBeSeen(words, images, width * height)
    let drawing = mustBeSeen ? try page.drawing() : nil
    let sights = words.list.map {
      drawing?.sight(left: $0.left, top: $0.top, right: $0.right, bottom: $0.bottom) ?? .shown
    }
    func letters(_ wanted: PageDrawing.Sight...) -> Int {
      zip(words.list, sights).reduce(0) { wanted.contains($1.1) ? $0 + PlainText.characters($1.0.text) : $0 }
    }
    characters = letters(.shown, .hidden, .nothing)
    let isHidden = letters(.hidden) > Int(Self.mostHidden * Double(characters))
    let isTrusted = trustHiddenText && isHidden
    self.isHidden = isHidden
    let taken = words.sources { isTrusted || sights[$0] == .shown || sights[$0] == .nothing && !isHidden }
    content = PageContent(PageLayout(taken, width: width, height: height), page: page.number)
    whole =
      isHidden ? PageContent(PageLayout(words.sources(), width: width, height: height), page: page.number) : nil
    judgement = TextJudgement(content.text, characters: content.characters, leastQuality: textQuality)
    let isGood = content.characters > 0 && judgement.isGood
    var cause: Cause
    if characters == 0 {
      cause = drawing?.isBlank == true && imageCoverage == 0 ? .blank : .picture
    } else if isTrusted {
      cause = isGood ? .trustedText : .poorText
    } else if isHidden {
      cause = .hiddenText
    } else if !isGood {
      cause = content.characters == 0 ? .picture : .poorText
    } else {
      cause = .goodText
    }
    if cause == .goodText, imageCoverage >= Self.leastPicture || drawing != nil {
      let boxes = taken.map(\.word.box)
      if drawing.map({ $0.unexplained(by: boxes.lazy.map(\.edges)) >= Self.leastInk }) ?? true,
        try Self.hasMoreText(page, than: boxes, content.characters)
      {
        cause = .partOfText
      }
    }
    self.cause = cause
    kept = isGood && (cause == .hiddenText || cause == .partOfText) ? taken : []
  }

  /// Whether a page has to be drawn to know which of its words are seen.
  private static func mustBeSeen(_ words: PageWords, _ images: ImageAreas, _ area: Double) -> Bool {
    if images.share > 0 && words.pageTurns != 0 { return true }
    let cover = words.list.reduce(0) { $0 + ($1.right - $1.left) * ($1.bottom - $1.top) } / max(1, area)
    if cover < leastText { return true }
    return words.list.contains { images.cover(left: $0.left, top: $0.top, right: $0.right, bottom: $0.bottom) }
  }

  /// Whether letters stand in rows where the page has no words.
  private static func hasMoreText(
    _ page: borrowing PDFPage, than words: [Box], _ characters: Int
  ) throws(DocumentError) -> Bool {
    var drawn = try page.render(dotsPerInch: LetterRows.dotsPerInch)
    let scale = drawn.dotsPerInch / 72
    for word in words {
      drawn.erase(
        columns: (word.left * scale, word.right * scale + 1), rows: (word.top * scale, word.bottom * scale + 1))
    }
    guard let picture = Picture(drawn) else { throw .outOfMemory }
    let letters = LetterRows(picture).letters
    return letters >= mostLetters || letters >= leastLetters && letters * 2 >= characters
  }

  /// The way the page's text is best had.
  var route: PageRoute {
    switch cause {
    case .goodText, .trustedText: .text
    case .hiddenText, .poorText, .partOfText, .picture: .ocr
    case .blank: .blank
    }
  }

  /// The page's own text.
  var ownText: ParserReply.PageText {
    .init(
      text: content.text, route: .text, layout: content.givenLayout,
      facts: PageFacts(
        quality: content.characters == 0 ? nil : judgement.quality.thousandths, language: judgement.language))
  }

  /// The page's own text, hidden or not, where nothing better can be had.
  var doubtfulText: ParserReply.PageText {
    let content = whole ?? content
    return .init(
      text: content.text, route: .text, layout: content.givenLayout,
      facts: PageFacts(quality: judgement.quality.thousandths, doubts: [.poorText]))
  }

  /// The finding as meta.json keeps it.
  func sample(page: Int) -> PageSample {
    PageSample(
      page: page, characters: characters, quality: judgement.quality.thousandths, hidden: isHidden,
      imageCoverage: imageCoverage.thousandths, route: route, picture: picture)
  }
}

extension Picture {
  /// Copies a drawn page, at its own dots per inch or at others that it is taken for; nil without memory.
  convenience init?(_ drawn: GrayImage, dotsPerInch: Double? = nil) {
    self.init(
      pixels: drawn.pixels, width: drawn.width, height: drawn.height, dotsPerInch: dotsPerInch ?? drawn.dotsPerInch)
  }
}

extension Double {
  /// With three digits, as shares are written down.
  var thousandths: Double { (self * 1000).rounded() / 1000 }
}

extension Box {
  fileprivate var edges: (left: Double, top: Double, right: Double, bottom: Double) { (left, top, right, bottom) }
}
