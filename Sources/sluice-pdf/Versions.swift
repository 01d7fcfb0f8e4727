import Documents
import Formats
import Languages
import Recognition

/// What this program is made of, for the provenance of every text.
enum Versions {
  /// This program's own version.
  static let own = SluiceVersion.current

  /// Versions by name.
  static var all: [String: String] {
    [
      "poppler": PDFDocument.libraryVersion, "tesseract": Recognizer.libraryVersion,
      "cld2": LanguageGuess.libraryVersion,
      "sluice-pdf": own, ReaderVersion.name: String(ReaderVersion.current),
    ]
  }
}
