/// `progress.json` in a list's directory: what the list is, and how far it has come.
///
/// Published after everything it counts was synced; what ended later is found again in the manifest and in the files of
/// entries put off, so that a crash counts nothing twice.
public struct ListProgress: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// The list's directory: its name and eight digits of its SHA-256.
  public var list: String
  /// What the user called the file; bytes that are not UTF-8 are shown as U+FFFD.
  public var originalName: String
  /// The collection of entries that name none.
  public var collection: String?
  /// What the user decided of its documents before the settings decide.
  public var choice: DocumentChoice?
  /// When the list was taken.
  public var takenAt: Timestamp
  /// The list's bytes.
  public var size: Int64
  /// The list's SHA-256, lower-case hex.
  public var sha256: String
  /// The random sample that was asked for; nil for the whole list.
  public var sample: Sample?
  /// Entries to work off; nil until the list was read once.
  public var entries: Int?
  /// How entries ended so far.
  public var counts = Counts()
  /// How far each file of entries was worked off, in bytes: everything before has ended.
  public var positions: [String: Int64] = [:]
  /// Entries behind the position that have ended too, by the byte they begin at.
  public var beyond: [String: [Int64]] = [:]
  /// Bytes of each file of entries put off that are counted.
  public var lengths: [String: Int64] = [:]
  /// The last event of the downloader's manifest that is counted.
  public var manifestSequence: UInt64 = 0
  /// When the first entry that was put off may be tried; nil where none waits.
  public var notBefore: Timestamp?
  /// Bytes of documents that travelled.
  public var bytes: Int64 = 0
  /// When this was written.
  public var updatedAt: Timestamp
  /// When the last entry ended; nil while there is one left.
  public var finishedAt: Timestamp?

  /// A random sample.
  public struct Sample: Sendable, Hashable, Codable {
    /// Entries.
    public var size: Int
    /// What makes it the same sample again.
    public var seed: Int

    /// A sample of so many entries.
    public init(size: Int, seed: Int) {
      self.size = size
      self.seed = seed
    }
  }

  /// How entries ended.
  public struct Counts: Sendable, Hashable, Codable {
    /// Became items.
    public var items = 0
    /// Were here already.
    public var known = 0
    /// Were quarantined, by reason.
    public var quarantined: [String: Int] = [:]
    /// Lines that are no entries.
    public var rejected = 0
    /// Wait for a later time.
    public var deferred = 0
    /// Were left out by the sample.
    public var notSampled = 0
    /// Attempts that failed, by the table of error classes.
    public var failedAttempts: [String: Int] = [:]

    /// Nothing yet.
    public init() {}

    /// Entries that need nothing more.
    public var ended: Int { items + known + quarantined.values.reduce(0, +) }

    enum CodingKeys: String, CodingKey {
      case items, known, quarantined, rejected, deferred
      case notSampled = "not_sampled"
      case failedAttempts = "failed_attempts"
    }
  }

  /// A list that was just taken.
  public init(
    list: String, originalName: String, collection: String?, takenAt: Timestamp, size: Int64, sha256: String,
    sample: Sample?
  ) {
    self.list = list
    self.originalName = originalName
    self.collection = collection
    self.takenAt = takenAt
    self.size = size
    self.sha256 = sha256
    self.sample = sample
    updatedAt = takenAt
  }

  /// Entries that nobody has looked at yet or that are in flight; nil until the list was read once.
  public var waiting: Int? { entries.map { $0 - counts.ended - counts.deferred } }

  enum CodingKeys: String, CodingKey {
    case format, list, collection, choice, size, sha256, sample, entries, counts, positions, beyond, lengths, bytes
    case originalName = "original_name"
    case takenAt = "taken_at"
    case manifestSequence = "manifest_sequence"
    case notBefore = "not_before"
    case updatedAt = "updated_at"
    case finishedAt = "finished_at"
  }
}
