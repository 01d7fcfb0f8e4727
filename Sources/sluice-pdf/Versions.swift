import Documents
import Formats
import Recognition

/// What this program is made of, for the provenance of every text.
enum Versions {
  /// This program's own version.
  static let own = SluiceVersion.current

  /// Versions by name.
  static var all: [String: String] {
    ["poppler": PDFDocument.libraryVersion, "tesseract": Recognizer.libraryVersion, "sluice-pdf": own]
  }
}
