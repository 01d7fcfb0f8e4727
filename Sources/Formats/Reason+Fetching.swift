extension Reason {
  private static let laterRetry = "sluice show ID has the attempts; then: sluice retry ID"
  private static let lookFirst = "open the address in sluice show ID in a browser; if it works there: sluice retry ID"

  /// The document came with other contents than the list or the source says.
  public static let checksumDiffers = Reason(
    "checksum_differs", "The document that came is not the one the list or the source describes.", next: lookFirst)
  /// The source knows no such identifier.
  public static let notInSource = Reason(
    "not_in_source", "The source knows no document by this identifier.", next: lookFirst)
  /// The source has withdrawn the item.
  public static let dark = Reason("dark", "The source has withdrawn the document.", next: laterRetry)
  /// The source's item has no PDF.
  public static let noDocument = Reason("no_document", "The source's item holds no PDF.", next: lookFirst)
  /// The source lends the item and does not give it away.
  public static let restricted = Reason(
    "restricted", "The source lends the document and does not give it away.", next: laterRetry)

  /// Why a document could not be fetched, by the classes of failed transfers.
  static let fetching: [Reason] =
    [
      ("name_resolution", "The host's name could not be resolved.", laterRetry),
      ("connect", "The host did not take the connection.", laterRetry),
      ("proxy", "The proxy refused or failed.", laterRetry),
      ("tls", "No trusted encrypted connection came about.", laterRetry),
      ("time_out", "The transfer took too long.", laterRetry),
      ("slow", "The transfer was too slow.", laterRetry),
      ("reset", "The connection broke again and again.", laterRetry),
      ("short_body", "The document ended before its stated length.", laterRetry),
      ("http_408", "The server waited too long for the request (408).", laterRetry),
      ("http_425", "The server did not want the request yet (425).", laterRetry),
      ("http_429", "The server had too many requests (429).", laterRetry),
      ("http_5xx", "The server failed (500 to 599).", laterRetry),
      ("http_401", "The document needs a login (401).", lookFirst),
      ("http_403", "Access to the document is refused (403).", lookFirst),
      ("http_404", "There is no such document (404).", lookFirst),
      ("http_410", "The document is gone for good (410).", lookFirst),
      ("http_451", "The document is withheld for legal reasons (451).", lookFirst),
      ("http_4xx", "The server refused the request (400 to 499).", lookFirst),
      ("bad_answer", "The server's answer was none that HTTP allows, or held no document.", lookFirst),
      ("length_differs", "The document is not as long as the list or the source says.", lookFirst),
      (
        "too_large", "The document is larger than allowed.",
        "raise download.max_size in sluice.yaml, then: sluice retry ID"
      ),
      ("redirects", "The server sent the request round in a circle.", lookFirst),
      (
        "scheme", "The address, or a redirect from it, is neither http nor https.",
        "correct the list, then: sluice add --list FILE"
      ),
      ("address", "The address cannot be read.", "correct the list, then: sluice add --list FILE"),
    ].map { Reason($0.0, $0.1, next: $0.2) } + [checksumDiffers, notInSource, dark, noDocument, restricted]
}
