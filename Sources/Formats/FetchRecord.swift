/// One attempt at fetching a document.
public struct FetchAttempt: Sendable, Hashable, Codable {
  /// When it ended.
  public var at: Timestamp
  /// The address asked.
  public var url: String
  /// The last HTTP status; nil when no answer came.
  public var status: Int?
  /// The class of failure, by the table of error classes.
  public var kind: String
  /// What happened, as a sentence.
  public var message: String

  /// Makes the record of one attempt.
  public init(at: Timestamp, url: String, status: Int?, kind: String, message: String) {
    self.at = at
    self.url = url
    self.status = status
    self.kind = kind
    self.message = message
  }

  enum CodingKeys: String, CodingKey {
    case at, url, status, message
    case kind = "class"
  }
}

/// How a document was fetched, or how it could not be: a part of meta.json of what Sluice downloads.
public struct FetchRecord: Sendable, Hashable, Codable {
  /// Whether the document is here; false where every attempt failed.
  public var complete: Bool
  /// The list that asked for it; nil where a person sent it back.
  public var list: String?
  /// The line of the list.
  public var line: Int?
  /// The source that was asked, where there was one.
  public var source: String?
  /// The file the source was asked for, where it has several.
  public var file: String?
  /// The address that gave it, after redirects.
  public var finalURL: String?
  /// Redirects followed, in order, each the address it led to.
  public var redirects: [String]?
  /// The server's entity tag, as it wrote it.
  public var etag: String?
  /// The server's date of the last change, as it wrote it.
  public var lastModified: String?
  /// The server's word for what the body is.
  public var contentType: String?
  /// What the list or the source said the document's checksums and size are.
  public var expected: Expected?
  /// Attempts that failed, the oldest first.
  public var attempts: [FetchAttempt]?

  /// What was said of a document before it was fetched.
  public struct Expected: Sendable, Hashable, Codable {
    /// Bytes.
    public var size: Int64?
    /// SHA-256, lower-case hex.
    public var sha256: String?
    /// SHA-1, lower-case hex.
    public var sha1: String?
    /// MD5, lower-case hex.
    public var md5: String?

    /// Nothing said.
    public init(size: Int64? = nil, sha256: String? = nil, sha1: String? = nil, md5: String? = nil) {
      self.size = size
      self.sha256 = sha256
      self.sha1 = sha1
      self.md5 = md5
    }
  }

  /// A record of nothing yet.
  public init(complete: Bool) { self.complete = complete }

  enum CodingKeys: String, CodingKey {
    case complete, list, line, source, file, redirects, etag, expected, attempts
    case finalURL = "final_url"
    case lastModified = "last_modified"
    case contentType = "content_type"
  }
}

/// A document that was fetched, as the note of its arrival tells it.
public struct FetchedDocument: Sendable, Hashable, Codable {
  /// What asked for it: see `ListEntry.key`.
  public var entry: String
  /// What the source calls it.
  public var sourceIdentifier: String?
  /// Where it was fetched from, before redirects.
  public var sourceURL: String
  /// Its title, by the source or the list.
  public var title: String?
  /// Its creator, by the source or the list.
  public var creator: String?
  /// Its year, by the source or the list.
  public var year: String?
  /// Everything else the list says of it.
  public var user: [String: JSONValue]?
  /// How it was fetched.
  public var record: FetchRecord

  /// A document from an address.
  public init(entry: String, sourceURL: String, record: FetchRecord) {
    self.entry = entry
    self.sourceURL = sourceURL
    self.record = record
  }

  enum CodingKeys: String, CodingKey {
    case entry, title, creator, year, user, record
    case sourceIdentifier = "source_identifier"
    case sourceURL = "source_url"
  }
}
