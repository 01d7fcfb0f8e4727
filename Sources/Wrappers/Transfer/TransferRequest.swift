import SystemCalls

/// One document to fetch.
public struct TransferRequest: Sendable {
  /// The caller's own number for it, given back with the result.
  public var tag: UInt64
  /// Where from.
  public var address: Address
  /// The partial file it is written to: a private name. What is there is continued where `ResumeRecord` says that it can be.
  public var target: FilePath
  /// Bytes the document has, where a list or a source says so.
  public var expectedSize: Int64?
  /// Redirects that led here, where an earlier transfer ended as `elsewhere`.
  public var redirects: [String]
  /// Limits.
  public var limits: TransferLimits

  /// A request with the usual limits.
  public init(
    tag: UInt64 = 0, _ address: Address, to target: FilePath, expectedSize: Int64? = nil, redirects: [String] = [],
    limits: TransferLimits = TransferLimits()
  ) {
    self.tag = tag
    self.address = address
    self.target = target
    self.expectedSize = expectedSize
    self.redirects = redirects
    self.limits = limits
  }
}

/// The limits of one transfer. The defaults are those of the settings in `download`.
public struct TransferLimits: Sendable, Hashable {
  /// Seconds until a connection stands, TLS included.
  public var connectSeconds = 30.0
  /// Bytes a second below which a transfer is slow; 0 is none.
  public var lowSpeedBytes: Int64 = 1024
  /// Seconds a transfer may be slow.
  public var lowSpeedSeconds = 60.0
  /// Seconds a whole transfer may take; 0 is no limit.
  public var totalSeconds = 0.0
  /// Redirects followed.
  public var redirects = 10
  /// The largest document in bytes; 0 is no limit.
  public var maxBytes: Int64 = 0
  /// Bytes a second of this transfer at most; 0 is no limit.
  public var bytesPerSecond: Int64 = 0

  /// The usual limits.
  public init() {}
}

/// What holds for all transfers together.
public struct TransferOptions: Sendable {
  /// What we say we are, with a contact.
  public var userAgent = "sluice"
  /// A file of trusted certificates instead of the system's; for tests and institutions with an authority of their own.
  public var certificates: FilePath?
  /// Connections kept open for reuse.
  public var connections = 128
  /// Bytes between two checkpoints of a document; only checkpointed bytes are kept after a power cut.
  public var checkpointBytes: Int64 = 16 << 20
  /// Bytes a second of all transfers together; 0 is no limit.
  public var bytesPerSecond: Int64 = 0
  /// Whether a redirect is followed at once. Where not, the transfer ends as `elsewhere`, so that the caller can ask the
  /// other host's limits first.
  public var follows: @Sendable (_ from: Address, _ to: Address) -> Bool = { _, _ in true }

  /// The usual options.
  public init() {}
}
