import Languages
import Recognition

/// In which languages pages are recognised: those that the settings name, or with `auto` what fits a page best of those installed.
///
/// A page's script is Tesseract's own guess. Where the letters do not tell the language (Latin has hundreds), the page is read once,
/// and what was read tells: words keep their shape also when the wrong language reads them. The next page of the same document
/// begins with the language of the last one.
final class LanguageChoice {
  /// The value of `ocr.languages` that leaves the choice to the page.
  static let auto = "auto"
  /// What a page is read in where nothing tells.
  private static let fallback = "eng"

  private let recognizer: Recognizer
  /// The document of the last page, its script and the languages it was read in.
  private var last: (document: String, script: String, languages: String)?

  init(_ recognizer: Recognizer) { self.recognizer = recognizer }

  /// The languages to begin with.
  ///
  /// - Parameter script: Tesseract's name of the page's script; nil where it does not tell.
  func first(_ wanted: String, of document: String, script: String?) -> String {
    guard wanted == Self.auto else { return wanted }
    if let last, last.document == document, script == nil || last.script == script { return last.languages }
    let fitting = script.flatMap { RecognizedLanguages.byScript[$0] } ?? [Self.fallback]
    let installed = recognizer.installedLanguages
    let known = fitting.first(where: installed.contains) ?? Self.fallback
    return installed.isEmpty || installed.contains(known) ? known : installed.sorted()[0]
  }

  /// The language to read a page in once more, as what was read in others is in it; nil where it was read in the right one, or
  /// that is not installed.
  func second(_ wanted: String, after languages: String, for text: String) -> String? {
    guard wanted == Self.auto, let language = LanguageGuess(text).sure?.language,
      RecognizedLanguages.lack(language, languages)
    else { return nil }
    let installed = recognizer.installedLanguages
    return RecognizedLanguages.codes(for: language).first(where: installed.contains)
  }

  /// Notes in what a page was read.
  func note(_ languages: String, of document: String, script: String?) {
    last = (document, script ?? last?.script ?? "", languages)
  }
}
