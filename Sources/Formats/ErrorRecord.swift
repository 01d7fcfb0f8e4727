/// `error.json` beside a quarantined item: what happened and what to do, for the person who looks.
public struct ErrorRecord: Sendable, Hashable, Codable {
  /// The version of this format.
  public var format = FormatCoding.version
  /// The item's identifier.
  public var identifier: String
  /// What the user called the file.
  public var originalName: String
  /// The reason's code, also the directory's name.
  public var errorType: String
  /// What happened, as a sentence.
  public var errorMessage: String
  /// The next command to type.
  public var next: String
  /// The worker that decided.
  public var worker: String
  /// When.
  public var quarantinedAt: Timestamp
  /// Attempts at processing before this.
  public var retryCount: Int
  /// The batch it was in, where it was in one.
  public var batchID: String?
  /// The identifier of the item with the same contents, for `duplicate`.
  public var twin: String?

  /// Makes the record.
  public init(
    identifier: String, originalName: String, reason: Reason, message: String, worker: String,
    quarantinedAt: Timestamp, retryCount: Int, batchID: String? = nil, twin: String? = nil
  ) {
    self.identifier = identifier
    self.originalName = originalName
    self.errorType = reason.code
    self.errorMessage = message
    self.next = reason.next(for: identifier)
    self.worker = worker
    self.quarantinedAt = quarantinedAt
    self.retryCount = retryCount
    self.batchID = batchID
    self.twin = twin
  }

  enum CodingKeys: String, CodingKey {
    case format, identifier, next, worker, twin
    case originalName = "original_name"
    case errorType = "error_type"
    case errorMessage = "error_message"
    case quarantinedAt = "quarantined_at"
    case retryCount = "retry_count"
    case batchID = "batch_id"
  }
}
