internal import CCLD2

/// What languages a text is written in, as CLD2 tells by its letters; it tells a language of garbage too.
public struct LanguageGuess: Sendable {
  /// One language of a text.
  public struct Share: Sendable, Equatable {
    /// Its code of BCP 47, the shortest there is: `en`, `he`, `zh-Hant`.
    public let language: String
    /// Its share of the text's letters, 0 to 1.
    public let share: Double
    /// CLD2's own score of 1,024 bytes of it: around 1,000 in real text, less in garbage; some languages have more.
    public let score: Double
  }

  /// The languages, the largest share first: at most three, fewer where CLD2 is not sure of any.
  public let languages: [Share]
  /// Whether CLD2 holds the first language to be it, and not its next rival.
  public let isReliable: Bool
  /// How many bytes of letters were weighed; CLD2 is made for 200 and more.
  public let bytes: Int

  /// The first language and its share of the letters, 0 to 1, if it is surely it; nil where its script alone told.
  public var sure: (language: String, share: Double)? {
    guard isReliable, let first = languages.first, !Self.toldByScript.contains(first.language) else { return nil }
    return (first.language, first.share)
  }

  /// Guesses; a text of 2 GiB or more has no languages.
  ///
  /// Costs about a third of a millisecond for a page of 3,000 letters. May be called from any thread.
  public init(_ text: String) {
    var text = text
    self = text.withUTF8 { bytes in
      bytes.withMemoryRebound(to: CChar.self) { LanguageGuess(sluice_languages_guess($0.baseAddress, $0.count)) }
    }
  }

  private init(_ found: sluice_languages) {
    let three = [found.languages.0, found.languages.1, found.languages.2]
    languages = three.prefix(found.count).compactMap { language in
      language.code.map {
        Share(
          language: Self.tag(String(cString: $0)), share: Double(language.percent) / 100, score: language.score)
      }
    }
    isReliable = found.is_reliable != 0
    bytes = Int(found.bytes)
  }

  /// CLD2's version and the day of its data.
  public static var libraryVersion: String { sluice_languages_version().map { String(cString: $0) } ?? "" }

  /// Languages whose script has no other in CLD2's tables: garbage of that script is "reliably" theirs (CLD2's README).
  private static let toldByScript: Set<String> = [
    "bo", "chr", "dv", "dz", "el", "gu", "hy", "iu", "ka", "km", "kn", "lif", "lo", "ml", "my", "or", "pa", "si", "syr",
    "ta", "te", "th",
  ]

  /// Codes that CLD2 writes as they once were, or as no registry has them (IANA Language Subtag Registry).
  private static let tags = [
    "iw": "he", "jw": "jv", "sr-ME": "cnr", "bh": "bho", "blu": "hmn", "mfe": "mfe", "mo": "ro",
  ]

  /// The tag of a language: `xx-Latn`, where only the script is known, is `und-Latn`.
  private static func tag(_ code: String) -> String {
    code.hasPrefix("xx-") ? "und" + code.dropFirst(2) : tags[code] ?? code
  }
}
