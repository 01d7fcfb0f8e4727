/// One request to the parser program `sluice-pdf`: a line of JSON on its standard input.
///
/// The program answers each with exactly one line, in order. Paths are relative to the directory it was started in.
public struct ParserRequest: Sendable, Hashable, Codable {
  /// What is asked.
  public var operation: Operation
  /// The document.
  public var path: String
  /// The document's SHA-256, lower-case hex: nothing counts that is read of other bytes; nil where any will do.
  public var sha256: String?
  /// The page, from 1; for `text` and `recognize`.
  public var page: Int?
  /// The most pages to look at; for `inspect`.
  public var samplePages: Int?
  /// Whether hidden text is trusted; for `inspect` and `page`.
  public var trustHiddenText: Bool?
  /// The least quality at which a page's own text is used; for `inspect` and `page`.
  public var textQuality: Double?
  /// Tesseract's language codes joined by `+`, or `auto`; for `recognize` and `page`.
  public var languages: String?
  /// Dots per inch to render at; for `recognize` and `page`.
  public var dpi: Int?

  /// What can be asked of the parser.
  public enum Operation: String, Sendable, Codable {
    /// Look at a document: an `Inspection` or a verdict.
    case inspect
    /// The page's own text layer.
    case text
    /// The page's text by recognition of its picture.
    case recognize
    /// The better of the two, page by page: the engine `auto`.
    case page
    /// The versions of the libraries.
    case versions
  }

  /// Makes a request.
  public init(
    _ operation: Operation, path: String = "", sha256: String? = nil, page: Int? = nil, samplePages: Int? = nil,
    trustHiddenText: Bool? = nil, textQuality: Double? = nil, languages: String? = nil, dpi: Int? = nil
  ) {
    self.operation = operation
    self.path = path
    self.sha256 = sha256
    self.page = page
    self.samplePages = samplePages
    self.trustHiddenText = trustHiddenText
    self.textQuality = textQuality
    self.languages = languages
    self.dpi = dpi
  }
}

/// The parser program's answer: exactly one of `inspection`, `page`, `versions` and `failure` is there.
public struct ParserReply: Sendable, Hashable, Codable {
  /// What a look at a document found.
  public var inspection: Inspection?
  /// One page's text.
  public var page: PageText?
  /// Library versions by name.
  public var versions: [String: String]?
  /// Why there is no result.
  public var failure: Failure?

  /// One page's text.
  public struct PageText: Sendable, Hashable, Codable {
    /// The text, NFC, lines ended by `\n`.
    public var text: String
    /// How it was had.
    public var route: PageRoute
    /// The recogniser's mean confidence, 0 to 100.
    public var confidence: Double?
    /// Where its lines stand; nil for a page without text.
    public var layout: TextLayout?
    /// What else is known of it.
    public var facts: PageFacts

    /// Makes one page's text.
    public init(
      text: String, route: PageRoute, confidence: Double? = nil, layout: TextLayout? = nil,
      facts: PageFacts = PageFacts()
    ) {
      self.text = text
      self.route = route
      self.confidence = confidence
      self.layout = layout
      self.facts = facts
    }
  }

  /// A refusal: a reason's code (`encrypted`, `damaged`, …) or `page_failed`, with a sentence.
  public struct Failure: Sendable, Hashable, Codable, Error {
    /// The code.
    public var code: String
    /// The sentence.
    public var message: String

    /// Makes a refusal.
    public init(code: String, message: String) {
      self.code = code
      self.message = message
    }

    /// The code where the storage failed, or gave other bytes than were taken: that says nothing of the document, which is
    /// read again later.
    public static let unreadable = "unreadable"

    /// Whether it is the storage's and no verdict.
    public var isStorages: Bool { code == Self.unreadable }
  }

  /// Makes a reply.
  public init(
    inspection: Inspection? = nil, page: PageText? = nil, versions: [String: String]? = nil, failure: Failure? = nil
  ) {
    self.inspection = inspection
    self.page = page
    self.versions = versions
    self.failure = failure
  }
}
