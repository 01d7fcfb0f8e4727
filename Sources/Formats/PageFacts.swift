/// What is known of a page besides its text: how it was read, and what speaks against it.
public struct PageFacts: Sendable, Hashable, Codable {
  /// The share of the text that reads as words, 0 to 1; nil for a page without text.
  public var quality: Double?
  /// The language of most of it, as BCP 47 has it (`en`, `zh-Hant`); nil where it does not tell.
  public var language: String?
  /// Degrees clockwise by which the page as it is shown was turned to be read: 0, 90, 180 or 270.
  public var rotation: Int?
  /// Degrees clockwise by which its lines were brought level before recognition.
  public var skew: Double?
  /// Dots per inch of the picture that was recognised.
  public var dpi: Int?
  /// Characters of a recognised page that come from its own text.
  public var ownCharacters: Int?
  /// What speaks against the text; empty where nothing does.
  public var doubts: [PageDoubt]

  /// Makes the facts of a page.
  public init(
    quality: Double? = nil, language: String? = nil, rotation: Int? = nil, skew: Double? = nil, dpi: Int? = nil,
    ownCharacters: Int? = nil, doubts: [PageDoubt] = []
  ) {
    self.quality = quality
    self.language = language
    self.rotation = rotation
    self.skew = skew
    self.dpi = dpi
    self.ownCharacters = ownCharacters
    self.doubts = doubts
  }

  enum CodingKeys: String, CodingKey {
    case quality, language, rotation, skew, dpi, doubts
    case ownCharacters = "own_characters"
  }
}

/// Why a person should look at a page's text before trusting it.
public enum PageDoubt: String, Sendable, Hashable, Codable, CaseIterable {
  /// The recogniser was not sure of what it read.
  case lowConfidence = "low_confidence"
  /// The text does not read as words of any language, and nothing better could be had.
  case poorText = "poor_text"
  /// The page's language is none of those it was recognised with.
  case otherLanguage = "other_language"
  /// The library met an error in the document while it read or drew the page.
  case libraryError = "library_error"

  /// One sentence for a person.
  public var sentence: String {
    switch self {
    case .lowConfidence: "the recogniser was not sure of what it read"
    case .poorText: "the text does not read as words"
    case .otherLanguage: "the language is none of those it was recognised with"
    case .libraryError: "the document has errors where the page is read or drawn"
    }
  }
}

// MARK: In records

extension PageFacts {
  /// The names of the lists among a record's attributes: an entry for each span of `pdf_page_numbers`, olmOCR's names where it
  /// has one for the same.
  enum Attribute {
    static let language = "primary_language"
    static let isUpright = "is_rotation_valid"
    static let rotation = "rotation_correction"
    static let isTable = "is_table"
    static let isDiagram = "is_diagram"
    static let route = "page_routes"
    static let confidence = "page_confidences"
    static let quality = "page_qualities"
    static let skew = "page_skews"
    static let dpi = "page_dpi"
    static let doubts = "page_doubts"
  }

  /// What is known of pages, as a record's attributes; none where nothing is known of any.
  package static func attributes(of pages: [PageRecord]) -> [String: JSONValue] {
    guard pages.contains(where: { $0.facts != nil }) else { return [:] }
    func list(_ value: (PageRecord, PageFacts) -> JSONValue?) -> JSONValue {
      .array(pages.map { page in page.facts.flatMap { value(page, $0) } ?? .null })
    }
    return [
      Attribute.language: list { $1.language.map { .string($0) } },
      Attribute.isUpright: list { .bool(($1.rotation ?? 0) == 0) },
      Attribute.rotation: list { .integer($1.rotation ?? 0) },
      Attribute.isTable: list { page, _ in .bool(page.layout?.isTable ?? false) },
      Attribute.isDiagram: list { page, _ in .bool(page.route == .ocr && page.text?.isEmpty ?? true) },
      Attribute.route: list { page, _ in page.route.map { .string($0.rawValue) } },
      Attribute.confidence: list { page, _ in page.confidence.map { .number(($0 * 10).rounded() / 10) } },
      Attribute.quality: list { $1.quality.map { .number($0) } },
      Attribute.skew: list { $1.skew.map { .number($0) } },
      Attribute.dpi: list { $1.dpi.map { .integer($0) } },
      Attribute.doubts: list { .array($1.doubts.map { .string($0.rawValue) }) },
    ]
  }

  /// The numbers of a record's pages by what speaks against their text.
  package static func doubts(in record: DolmaRecord) -> [String: [Int]] {
    var pages: [String: [Int]] = [:]
    forEach(Attribute.doubts, in: record) { page, value in
      guard case .array(let doubts) = value else { return }
      for case .string(let doubt) in doubts { pages[doubt, default: []].append(page) }
    }
    return pages
  }

  /// How many of a record's pages are in which language.
  package static func languages(in record: DolmaRecord) -> [String: Int] {
    var pages: [String: Int] = [:]
    forEach(Attribute.language, in: record) { _, value in
      if case .string(let language) = value { pages[language, default: 0] += 1 }
    }
    return pages
  }

  private static func forEach(_ name: String, in record: DolmaRecord, _ body: (Int, JSONValue) -> Void) {
    guard case .array(let values)? = record.attributes[name],
      case .array(let spans)? = record.attributes["pdf_page_numbers"]
    else { return }
    for (span, value) in zip(spans, values) {
      if case .array(let parts) = span, parts.count == 3, case .integer(let page) = parts[2] { body(page, value) }
    }
  }
}

extension TextLayout {
  /// Whether most of the lines are cells of rows.
  var isTable: Bool { lines.count >= 6 && lines.count(where: { $0.joint == 2 }) * 2 > lines.count }
}
