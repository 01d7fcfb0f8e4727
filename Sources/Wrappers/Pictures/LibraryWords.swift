internal import CLeptonica
internal import Glibc
import Synchronization

/// What Leptonica and libtiff say of errors while they decode; they would print it, or keep it to themselves.
enum LibraryWords {
  /// Sentences kept of one picture: a broken one can have thousands.
  private static let most = 8
  private static let said = Mutex<(own: [String], ofData: [String])>(([], []))
  private static let isListening: Bool = {
    leptSetStderrHandler { words in
      guard let words else { return }
      let sentence = String(cString: words)
      LibraryWords.said.withLock { if $0.own.count < most { $0.own.append(sentence) } }
    }
    return sluice_tiff_listen(
      { _, _, format, values in LibraryWords.note(format, values) },
      { _, module, format, values in
        // Of unknown tags libtiff warns as well; of data it has to guess, by the parts that unpack faxes and JPEG.
        let name = module.map { String(cString: $0) } ?? ""
        if name.hasPrefix("Fax") || name.hasPrefix("JPEG") { LibraryWords.note(format, values) }
      }) != 0
  }()

  /// Listens from now on.
  static func listen() { _ = isListening }

  /// Forgets what was said.
  static func forget() { said.withLock { $0 = ([], []) } }

  /// What libtiff said of the picture's data.
  static var ofData: [String] { said.withLock { $0.ofData } }

  /// Why a step gave nothing.
  static var failure: PictureDocument.Failure {
    let (own, ofData) = said.withLock { $0 }
    if own.contains(where: { $0.contains("alloc") }) { return .outOfMemory }
    // Leptonica's own begin with the function that failed.
    let words = own.first.map { $0.split(separator: ": ", maxSplits: 1).last.map(String.init) ?? $0 }
    return .damaged(line(ofData.first ?? words ?? "no reason given"))
  }

  private static func note(_ format: UnsafePointer<CChar>?, _ values: CVaListPointer?) {
    guard let format, let values else { return }
    var text = [CChar](repeating: 0, count: 256)
    vsnprintf(&text, text.count, format, values)
    let words = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    said.withLock { if $0.ofData.count < most { $0.ofData.append("libtiff: \(line(words))") } }
  }

  private static func line(_ words: String) -> String {
    words.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
