/// `arrival.json` in a private directory of an arriving document: what is known before it has an identity's metadata.
///
/// `sluice add` publishes one beside the file; the downloader writes one before it takes a dropped file, so that a crash
/// between the two loses neither name nor collection.
public struct Arrival: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// What the user called the file; bytes that are not UTF-8 are shown as U+FFFD.
  public var originalName: String
  /// The exact bytes of the original name in base64, where they are not UTF-8.
  public var originalNameBytes: String?
  /// The user's name for items that belong together.
  public var collection: String?
  /// What the user decided of it before the settings decide.
  public var choice: DocumentChoice?
  /// When it was added or first taken.
  public var at: Timestamp
  /// The visit of a returning item when it was taken; nil for a new document. Metadata with a higher visit holds the
  /// decision on it.
  public var visit: Int?
  /// For a list: the random sample that is wanted of it.
  public var sample: ListProgress.Sample?
  /// For a document that was fetched: where from and how.
  public var fetched: FetchedDocument?

  /// Makes the note of an arrival.
  public init(
    originalName: String, originalNameBytes: String? = nil, collection: String? = nil, at: Timestamp, visit: Int? = nil
  ) {
    self.originalName = originalName
    self.originalNameBytes = originalNameBytes
    self.collection = collection
    self.at = at
    self.visit = visit
  }

  enum CodingKeys: String, CodingKey {
    case format, collection, choice, at, visit, sample, fetched
    case originalName = "original_name"
    case originalNameBytes = "original_name_bytes"
  }
}
