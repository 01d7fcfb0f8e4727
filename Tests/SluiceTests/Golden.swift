import SystemCalls
import Testing

/// Texts that were agreed on, and the switch that agrees on new ones: `SLUICE_GOLDEN=update`.
enum Golden {
  /// Where the texts are.
  static let directory = FilePath(#filePath).removingLastComponent().appending("Golden")

  /// Whether this run writes the texts instead of comparing with them.
  static var isUpdating: Bool { Sys.variable("SLUICE_GOLDEN") == "update" }

  /// Compares a text with the one agreed on.
  static func compare(_ text: String, with file: FilePath, sourceLocation: SourceLocation = #_sourceLocation) throws {
    if isUpdating { return try Sys.publish(Array(text.utf8), at: file) }
    let agreed = Sys.exists(file) ? try Programs.text(file) : ""
    #expect(
      text == agreed, "if this is meant: SLUICE_GOLDEN=update swift test --filter HelpTests",
      sourceLocation: sourceLocation)
  }
}
