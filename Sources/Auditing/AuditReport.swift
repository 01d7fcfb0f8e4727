import Formats

/// What an audit found: breaches, which need a person, and notices, which do not.
public struct AuditReport: Sendable, Codable {
  /// What is the matter with one thing.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// Booked in a place and found nowhere.
    case lost
    /// Booked in one place and found in another.
    case misplaced
    /// Found in a place and booked nowhere.
    case notBooked = "not_booked"
    /// Found in two places.
    case foundTwice = "found_twice"
    /// The manifests have it more or less than once.
    case bookedTwice = "booked_twice"
    /// The books of a place differ and no name explains it: lines of a manifest are lost.
    case booksDiffer = "books_differ"
    /// In a shard that is not its own, where no worker finds it.
    case wrongShard = "wrong_shard"
    /// In a batch, and in none of its chunks' lists.
    case unlisted
    /// A file that must be there is not.
    case missingFile = "missing_file"
    /// An output that is not what was verified.
    case badOutput = "bad_output"
    /// A source that is not what was taken.
    case badSource = "bad_source"
    /// Metadata, or what is said of an error, that is not what the manifests tell.
    case badMetadata = "bad_metadata"
    /// A file that cannot be read as what it must be.
    case unreadable
    /// A symbolic link in the spool.
    case symlink
    /// A line of a manifest that cannot be read.
    case damage
    /// A segment or events of a manifest are missing.
    case missingHistory = "missing_history"
    /// An event of a manifest does not follow the one before it.
    case outOfOrder = "out_of_order"
    /// A batch's records are not its own.
    case foreignBatch = "foreign_batch"
    /// A batch and the scheduler do not agree.
    case schedulerDiffers = "scheduler_differs"
    /// The scheduler has a job under a name of ours that belongs to no batch here.
    case foreignJob = "foreign_job"
    /// The entries of a list do not add up: one is neither ended nor waiting, or ended otherwise than the manifest tells.
    case listDiffers = "list_differs"
    /// A stored path that is not relative to its own place.
    case absolutePath = "absolute_path"
    /// A person moved an item to the inbox; the next download takes it and enters the move.
    case movedByHand = "moved_by_hand"
    /// A directory in the inbox that looks like an item and cannot be taken as one.
    case atTheDoor = "at_the_door"
    /// Private work that nobody finishes.
    case debris
    /// A name that is neither Sluice's nor an item's.
    case stray
    /// A batch in 03 that the executor has not answered for.
    case unanswered
  }

  /// One thing that was found.
  public struct Finding: Sendable, Codable, Hashable {
    /// What is the matter.
    public var kind: Kind
    /// The item or batch, where it is one.
    public var id: String?
    /// Where, relative to the workspace.
    public var path: String?
    /// A sentence, with what to do.
    public var message: String
    /// Who deals with it: a worker's verb, or `you`; nil where the message says it.
    public var owner: String?
    /// For debris and strays: seconds since it was last changed.
    public var ageSeconds: Int?

    /// Names one thing.
    public init(
      _ kind: Kind, id: String? = nil, path: String? = nil, _ message: String, owner: String? = nil,
      ageSeconds: Int? = nil
    ) {
      self.kind = kind
      self.id = id
      self.path = path
      self.message = message
      self.owner = owner
      self.ageSeconds = ageSeconds
    }

    enum CodingKeys: String, CodingKey {
      case kind, id, path, message, owner
      case ageSeconds = "age_seconds"
    }
  }

  /// The version of this format.
  public var format = FormatCoding.version
  /// What needs a person.
  public var breaches: [Finding] = []
  /// What is worth knowing.
  public var notices: [Finding] = []
  /// Further findings of a kind, beyond those that are listed, by kind.
  public var notListed: [String: Int] = [:]
  /// Workers that were running, so that what differs may be on its way.
  public var running: [String] = []
  /// Workers whose lease could not be taken, as on a full disk, each with the reason: they may have been running.
  public var unheld: [String] = []
  /// What `--repair` did before this audit; nil without it.
  public var repairs: [Repair.Deed]?
  /// What `--repair` could not try; nil without it.
  public var repairTroubles: [String]?
  /// Items found.
  public var items = 0
  /// Batches found.
  public var batches = 0
  /// Outputs and sources whose checksums were compared.
  public var checksums = 0

  /// Whether nothing needs a person.
  public var isClean: Bool { breaches.isEmpty }
  /// Whether what differs may only be on its way.
  public var isProvisional: Bool { !running.isEmpty || !unheld.isEmpty }
  /// Whether so much is named that a person has enough to do before more is looked for.
  var isFull: Bool { breaches.count >= Self.mostOfAKind }

  /// All breaches, those that are only counted among them.
  public var breachCount: Int { breaches.count + breachesNotListed }

  /// The most findings of a kind that are listed: an audit's memory does not grow with the damage.
  static let mostOfAKind = 1000

  /// Whether a breach names a path.
  func names(path: String) -> Bool { paths.contains(path) }

  private var paths: Set<String> = []
  private var counts: [Kind: Int] = [:]
  private var breachesNotListed = 0

  init() {}

  mutating func breach(_ finding: Finding) {
    if admits(finding) {
      breaches.append(finding)
      if let path = finding.path { paths.insert(path) }
    } else {
      breachesNotListed += 1
    }
  }
  mutating func notice(_ finding: Finding) { if admits(finding) { notices.append(finding) } }

  private mutating func admits(_ finding: Finding) -> Bool {
    counts[finding.kind, default: 0] += 1
    if counts[finding.kind, default: 0] <= Self.mostOfAKind { return true }
    notListed[finding.kind.rawValue, default: 0] += 1
    return false
  }

  enum CodingKeys: String, CodingKey {
    case format, breaches, notices, running, unheld, items, batches, checksums, repairs
    case notListed = "not_listed"
    case repairTroubles = "repair_troubles"
  }
}
