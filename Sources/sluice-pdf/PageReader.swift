import Documents
import Formats
import Layout
import Reading
import Recognition

/// Has the text of one page in the way a request asks for.
struct PageReader {
  private let recognizer: Recognizer
  private let choice: LanguageChoice
  private let document: String
  private let languages: String
  private let dotsPerInch: Double
  private let trustHiddenText: Bool
  private let textQuality: Double

  /// Below, letters have no form; above, only time is lost.
  private static let usefulDotsPerInch = 36...1200

  /// Takes what the request names, and the standard for the rest.
  init(_ request: ParserRequest, _ recognizer: Recognizer, _ choice: LanguageChoice) {
    self.recognizer = recognizer
    self.choice = choice
    document = request.path
    languages = request.languages ?? RequestDesk.Standard.languages
    let wanted = request.dpi ?? RequestDesk.Standard.dotsPerInch
    let useful = Self.usefulDotsPerInch
    dotsPerInch = Double(min(max(wanted, useful.lowerBound), useful.upperBound))
    trustHiddenText = request.trustHiddenText ?? false
    textQuality = request.textQuality ?? RequestDesk.Standard.textQuality
  }

  /// The page's own text layer, whatever it is worth.
  func own(_ page: borrowing some ReadablePage & ~Copyable) throws(ParserReply.Failure) -> ParserReply.PageText {
    do throws(DocumentError) {
      let content = try page.content()
      return .init(text: content.text, route: content.characters == 0 ? .blank : .text, layout: content.givenLayout)
    } catch {
      throw .init(page: error)
    }
  }

  /// The page's own text where it is good, recognition where it is not.
  func better(_ page: borrowing some ReadablePage & ~Copyable) throws(ParserReply.Failure) -> ParserReply.PageText {
    let finding = try look(page)
    switch finding.route {
    case .text: return try believed(finding.ownText, finding)
    case .blank: return try believed(.init(text: "", route: .blank), finding)
    case .ocr:
      let read = try recognized(page, keeping: finding)
      return try believed(isBetter(finding, than: read) ? finding.doubtfulText : read, finding)
    }
  }

  /// What can be read on the page's picture, whatever its own text is.
  func read(_ page: borrowing some ReadablePage & ~Copyable) throws(ParserReply.Failure) -> ParserReply.PageText {
    try believed(recognized(page))
  }

  /// What can be read on the page's picture; Tesseract is not asked about a picture with nothing on it.
  ///
  /// - Parameter finding: what the page's own text tells; nil where only the picture counts.
  private func recognized(
    _ page: borrowing some ReadablePage & ~Copyable, keeping finding: PageFinding? = nil
  ) throws(ParserReply.Failure) -> ParserReply.PageText {
    let drawn: GrayImage
    let resolution = page.resolution(wanted: dotsPerInch)
    do throws(DocumentError) { drawn = try page.render(dotsPerInch: resolution.dotsPerInch) } catch {
      throw .init(page: error)
    }
    if page.lacksImage(drawn) {
      throw .init(code: Reason.parserMemory.code, message: "there is not enough memory for an image on the page")
    }
    if drawn.isUniform { return .init(text: "", route: .blank) }
    do throws(Recognizer.Failure) {
      let kept = finding?.kept ?? []
      let (reading, content, languages) = try reading(
        drawn, asSheetAt: resolution.asSheet, keeping: kept, page: page.number)
      return .init(
        text: content.text, route: .ocr, confidence: reading.confidence,
        layout: content.givenLayout, facts: facts(reading, content, kept, languages))
    } catch {
      throw .init(error)
    }
  }

  /// The better of at most two readings: in the languages that are wanted or likely, and in the one that the text turns out to be in.
  private func reading(
    _ drawn: GrayImage, asSheetAt sheet: Double?, keeping kept: [PageLayout.Source], page number: Int
  ) throws(Recognizer.Failure) -> (PictureReading, PageContent, languages: String) {
    var (script, used): (String?, String) = (nil, "")
    let first = try PictureReading(drawn, asSheetAt: sheet, keeping: kept, recognizer) { found in
      script = found
      used = choice.first(languages, of: document, script: found)
      return used
    }
    let content = PageContent(first.layout, page: number)
    defer { choice.note(used, of: document, script: script) }
    guard let other = choice.second(languages, after: used, for: content.text) else { return (first, content, used) }
    let second = try PictureReading(drawn, asSheetAt: sheet, keeping: kept, recognizer) { _ in other }
    guard second.confidence >= first.confidence else { return (first, content, used) }
    used = other
    return (second, PageContent(second.layout, page: number), used)
  }

  private func facts(
    _ reading: PictureReading, _ content: PageContent, _ kept: [PageLayout.Source], _ languages: String
  ) -> PageFacts {
    let own = kept.reduce(0) { $0 + PlainText.characters($1.word.text) }
    let judgement = TextJudgement(content.text, characters: content.characters, leastQuality: textQuality)
    var facts = PageFacts(
      quality: content.characters == 0 ? nil : judgement.quality.thousandths, language: judgement.language,
      rotation: reading.frame.quarters * 90,
      skew: reading.frame.skew == 0 ? nil : (reading.frame.skew * 100).rounded() / 100,
      dpi: Int(reading.dotsPerInch.rounded()), ownCharacters: own == 0 ? nil : own)
    if content.characters > 0 {
      if reading.confidence < Self.sureConfidence { facts.doubts.append(.lowConfidence) }
      if !judgement.isGood { facts.doubts.append(.poorText) }
      if let language = judgement.language, RecognizedLanguages.lack(language, languages) {
        facts.doubts.append(.otherLanguage)
      }
    }
    return facts
  }

  /// Chosen by eye, between pages that were read well and such that were not; no count of wrong words stands behind it.
  private static let sureConfidence = 70.0

  /// Whether a page's own text, though it is poor, tells more than what was read on its picture: signs and part numbers.
  private func isBetter(_ finding: PageFinding, than read: ParserReply.PageText) -> Bool {
    if read.text.isEmpty { return finding.cause == .poorText || finding.cause == .hiddenText }
    return finding.cause == .poorText && (read.confidence ?? 0) < Self.sureConfidence
      && finding.judgement.quality >= read.facts.quality ?? 0
  }

  /// A page's text with what libraries said of errors; a failure where an error or the look at the page speaks against nothing.
  private func believed(
    _ text: ParserReply.PageText, _ finding: PageFinding? = nil
  ) throws(ParserReply.Failure) -> ParserReply.PageText {
    let errors = LibraryErrors.sentences
    var text = text
    guard text.text.isEmpty else {
      if !errors.isEmpty { text.facts.doubts.append(.libraryError) }
      return text
    }
    if let first = errors.first {
      throw .init(code: "page_failed", message: "no text came of the page, and it has errors: \(first)")
    }
    if let finding, finding.characters > 0 {
      throw .init(
        code: "page_failed", message: "the page has \(finding.characters) characters, and none of them could be had")
    }
    return text
  }

  private func look(_ page: borrowing some ReadablePage & ~Copyable) throws(ParserReply.Failure) -> PageFinding {
    do throws(DocumentError) {
      return try page.finding(trustHiddenText: trustHiddenText, textQuality: textQuality)
    } catch {
      throw .init(page: error)
    }
  }
}
