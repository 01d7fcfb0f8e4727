import SystemCalls

/// How one transfer ended, and what the server said.
public struct TransferResult: Sendable {
  /// How it ended.
  public enum Ending: Sendable {
    /// The whole document is in the target file, written but not synced: the caller syncs it with its group.
    case complete
    /// The document is at another address, whose host has limits of its own: start again there.
    case elsewhere(Address)
    /// It was stopped; progress is recorded as far as it could be.
    case stopped
    /// No document, and why.
    case failed(TransferFailure)
  }

  /// The request, with its tag.
  public let request: TransferRequest
  /// How it ended.
  public let ending: Ending
  /// The last HTTP status; nil when no answer came.
  public let status: Int?
  /// Bytes in the target file.
  public let bytes: Int64
  /// Bytes of the document that were there before this transfer and did not travel again.
  public let resumed: Int64
  /// Bytes of bodies that travelled now, those of thrown away pages included.
  public let received: Int64
  /// The address that answered last.
  public let finalAddress: String
  /// Redirects followed, in order, each the address it led to.
  public let redirects: [String]
  /// The server's entity tag, as it wrote it.
  public let etag: String?
  /// The server's date of the last change, as it wrote it.
  public let lastModified: String?
  /// The server's word for what the body is.
  public let contentType: String?
  /// The whole document's length as the server stated it.
  public let contentLength: Int64?
  /// Seconds after which the server wants the next request, from now.
  public let retryAfter: Int64?
  /// Seconds from start to end.
  public let seconds: Double
  /// `1.1` or `2`; nil when no answer came.
  public let httpVersion: String?
}

extension TransferResult {
  /// The result of a request for which there was not even a handle.
  init(unstarted request: TransferRequest, _ failure: TransferFailure) {
    self.init(
      request: request, ending: .failed(failure), status: nil, bytes: 0, resumed: 0, received: 0,
      finalAddress: request.address.text, redirects: request.redirects, etag: nil, lastModified: nil, contentType: nil,
      contentLength: nil, retryAfter: nil, seconds: 0, httpVersion: nil)
  }
}

/// Why a transfer gave no document.
public struct TransferFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// The class, which decides what is done about it.
  public let kind: FailureClass
  /// One sentence for a person.
  public let sentence: String
  /// Whether the storage is full (law 15), where the class is `storage`.
  public let isFull: Bool

  /// A failure of a class.
  public init(_ kind: FailureClass, _ sentence: String, isFull: Bool = false) {
    self.kind = kind
    self.sentence = sentence
    self.isFull = isFull
  }

  /// The sentence.
  public var description: String { sentence }
}

/// How far a transfer that goes on has come.
public struct TransferProgress: Sendable, Hashable {
  /// The caller's number.
  public let tag: UInt64
  /// Bytes in the target file.
  public let bytes: Int64
  /// Bytes that would survive a power cut.
  public let synced: Int64
  /// The whole document's length, where the server stated it.
  public let total: Int64?
}
