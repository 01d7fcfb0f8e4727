import Languages
import Reading

/// Whether a page's text is language, and which.
struct TextJudgement {
  /// Whether it may be believed.
  let isGood: Bool
  /// How much of it is language, 0 to 1.
  let quality: Double
  /// The language of most of it, as BCP 47 has it; nil where it does not tell.
  let language: String?

  /// Text of fewer letters tells no language: a label, a title, a page number.
  private static let fewCharacters = 40

  /// Judges a text; where it does not tell its language, its form decides (`routing.text_quality`).
  init(_ text: String, characters: Int, leastQuality: Double) {
    let form = TextQuality(text)
    guard characters >= Self.fewCharacters else {
      // A single letter is a little, characters that stand for nothing or for others are none.
      let isGarbage = LanguageJudgement(text).verdict == .garbage
      self.init(isGood: form.share > 0 && !isGarbage, quality: form.share, language: nil)
      return
    }
    let guess = LanguageGuess(text)
    let judgement = LanguageJudgement(text, sure: guess.sure)
    let language = guess.isReliable ? guess.languages.first?.language : nil
    switch judgement.verdict {
    case .good: self.init(isGood: true, quality: max(judgement.score, form.share), language: language)
    case .garbage: self.init(isGood: false, quality: min(judgement.score, form.share), language: nil)
    case .unsure: self.init(isGood: form.share >= leastQuality, quality: form.share, language: language)
    }
  }

  private init(isGood: Bool, quality: Double, language: String?) {
    self.isGood = isGood
    self.quality = quality
    self.language = language
  }
}

/// Tesseract's languages by the names that BCP 47 has for them.
enum RecognizedLanguages {
  /// Whether a page's language is none of those it was recognised with; false where a name is not known here.
  static func lack(_ language: String, _ configured: String) -> Bool {
    let codes = configured.split(separator: "+").map { names[String($0)] }
    let subtag = language.prefix { $0 != "-" }
    return !codes.contains(nil) && !codes.contains(String(subtag))
  }

  /// Tesseract's codes for a language, the likeliest first.
  static func codes(for language: String) -> [String] {
    if language == "zh-Hant" { return ["chi_tra", "chi_sim"] }
    let subtag = String(language.prefix { $0 != "-" })
    return names.filter { $0.value == subtag }.map(\.key).sorted()
  }

  /// Tesseract's codes for a script as its detection names it, the one with most readers first (Tesseract's `osd` data).
  static let byScript: [String: [String]] = [
    "Latin": ["eng", "deu", "fra", "spa", "por", "ita", "nld", "pol"], "Fraktur": ["deu_latf", "frk", "deu"],
    "Cyrillic": ["rus", "ukr", "bul", "srp", "bel", "mkd", "kaz"], "Arabic": ["ara", "fas", "urd"],
    "Han": ["chi_sim", "chi_tra", "jpn"], "Japanese": ["jpn"], "Hiragana": ["jpn"], "Katakana": ["jpn"],
    "Korean": ["kor"], "Hangul": ["kor"], "Devanagari": ["hin", "mar", "nep"], "Greek": ["ell"], "Hebrew": ["heb"],
    "Thai": ["tha"], "Tamil": ["tam"], "Telugu": ["tel"], "Bengali": ["ben"], "Gujarati": ["guj"], "Kannada": ["kan"],
    "Malayalam": ["mal"], "Gurmukhi": ["pan"], "Georgian": ["kat"], "Armenian": ["hye"], "Ethiopic": ["amh"],
  ]

  /// By ISO 639-2, which Tesseract's names follow, and ISO 639-1 (Library of Congress, code list of 2024).
  private static let names: [String: String] = [
    "afr": "af", "amh": "am", "ara": "ar", "aze": "az", "bel": "be", "ben": "bn", "bul": "bg", "cat": "ca", "ces": "cs",
    "chi_sim": "zh", "chi_tra": "zh", "cym": "cy", "dan": "da", "deu": "de", "ell": "el", "eng": "en", "epo": "eo",
    "est": "et",
    "eus": "eu", "fas": "fa", "fin": "fi", "fra": "fr", "gle": "ga", "glg": "gl", "guj": "gu", "heb": "he", "hin": "hi",
    "hrv": "hr", "hun": "hu", "hye": "hy", "ind": "id", "isl": "is", "ita": "it", "jpn": "ja", "kan": "kn", "kat": "ka",
    "kaz": "kk", "kor": "ko", "lat": "la", "lav": "lv", "lit": "lt", "mal": "ml", "mar": "mr", "mkd": "mk", "msa": "ms",
    "nep": "ne", "nld": "nl", "nor": "no", "pan": "pa", "pol": "pl", "por": "pt", "ron": "ro", "rus": "ru", "slk": "sk",
    "slv": "sl", "spa": "es", "sqi": "sq", "srp": "sr", "swa": "sw", "swe": "sv", "tam": "ta", "tel": "te", "tha": "th",
    "tur": "tr", "ukr": "uk", "urd": "ur", "vie": "vi",
  ]
}
