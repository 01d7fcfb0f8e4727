/// One line of `pages.ndjson`: a finished page, appended as it is made (law 9).
public struct PageRecord: Sendable, Hashable, Codable {
  /// The item's identifier.
  public var identifier: String
  /// The page's number, from 1.
  public var page: Int
  /// How its text was had; nil when the page failed.
  public var route: PageRoute?
  /// Its text; empty for a blank page; nil when the page failed.
  public var text: String?
  /// Why it failed: `page_timeout`, `page_crashed`, `page_memory`, `page_failed`; nil when it did not.
  public var errorType: String?
  /// The sentence that goes with it.
  public var errorMessage: String?
  /// Seconds of work.
  public var seconds: Double
  /// The recogniser's mean confidence, 0 to 100; nil where none recognised.
  public var confidence: Double?
  /// Where its lines stand; nil where that is not known.
  public var layout: TextLayout?
  /// What else is known of it; nil where nothing is, or it failed.
  public var facts: PageFacts?
  /// The engine that made it, where its text is doubtful and it goes on to another batch; nil otherwise.
  public var engine: String?
  /// The fingerprint of the settings it was made under: a page is reused only under the same.
  public var settingsFingerprint: String

  /// Whether the page failed.
  public var failed: Bool { errorType != nil }

  /// Whether a page has to be made again by an engine: it is doubtful, and another engine's.
  public static func isToBeMadeAgain(madeBy maker: String?, by engine: String) -> Bool {
    maker.map { $0 != engine } ?? false
  }

  /// Makes the record of a page.
  public init(
    identifier: String, page: Int, route: PageRoute?, text: String?, errorType: String? = nil,
    errorMessage: String? = nil, seconds: Double, confidence: Double? = nil, layout: TextLayout? = nil,
    facts: PageFacts? = nil, settingsFingerprint: String
  ) {
    self.identifier = identifier
    self.page = page
    self.route = route
    self.text = text
    self.errorType = errorType
    self.errorMessage = errorMessage
    self.seconds = seconds
    self.confidence = confidence
    self.layout = layout
    self.facts = facts
    self.settingsFingerprint = settingsFingerprint
  }

  enum CodingKeys: String, CodingKey {
    case identifier, page, route, text, seconds, confidence, layout, facts, engine
    case errorType = "error_type"
    case errorMessage = "error_message"
    case settingsFingerprint = "settings_fingerprint"
  }
}
