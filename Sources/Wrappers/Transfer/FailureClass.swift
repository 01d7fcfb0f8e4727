/// Why a transfer did not give a document. The table of what each class gets is here and nowhere else.
public enum FailureClass: String, Sendable, Hashable, CaseIterable {
  case nameResolution = "name_resolution"
  case connect
  case proxy
  case tls
  case timeOut = "time_out"
  case slow
  case reset
  case shortBody = "short_body"
  case requestTimeOut = "http_408"
  case tooEarly = "http_425"
  case tooManyRequests = "http_429"
  case serverError = "http_5xx"
  case unauthorized = "http_401"
  case forbidden = "http_403"
  case notFound = "http_404"
  case gone = "http_410"
  case legalReasons = "http_451"
  case refused = "http_4xx"
  case badAnswer = "bad_answer"
  case lengthDiffers = "length_differs"
  case tooLarge = "too_large"
  case redirects
  case scheme
  case address
  case storage

  /// What is done about it.
  public enum Treatment: String, Sendable, Hashable, CaseIterable {
    /// Tried again later, with exponential backoff, until the tries for passing trouble are used up.
    case deferred
    /// Tried again later like passing trouble, but only a few times.
    case doubtful
    /// Never tried again unless a person says so.
    case final
    /// No fault of the entry or its host: the pass stops fetching, and no try is counted.
    case ours
  }

  /// What is done about it.
  public var treatment: Treatment {
    switch self {
    case .nameResolution, .connect, .proxy, .tls, .timeOut, .slow, .reset, .shortBody, .requestTimeOut, .tooEarly,
      .tooManyRequests, .serverError:
      .deferred
    case .unauthorized, .forbidden, .notFound, .gone, .legalReasons, .refused, .badAnswer, .lengthDiffers: .doubtful
    case .tooLarge, .redirects, .scheme, .address: .final
    case .storage: .ours
    }
  }

  /// Whether it is a sign that the host as a whole is in trouble: some in a row put it aside.
  public var countsAgainstHost: Bool {
    switch self {
    case .nameResolution, .connect, .proxy, .tls, .timeOut, .slow, .reset, .tooManyRequests, .serverError: true
    default: false
    }
  }

  /// What happened, as a phrase for tables.
  public var meaning: String {
    switch self {
    case .nameResolution: "the host's name cannot be resolved"
    case .connect: "the host does not take the connection"
    case .proxy: "the proxy refuses or fails"
    case .tls: "no trusted encrypted connection comes about"
    case .timeOut: "the connection or the whole transfer took too long"
    case .slow: "fewer bytes a second than `download.low_speed` came for `download.low_speed_time`"
    case .reset: "the connection broke"
    case .shortBody: "the body ended before its stated length"
    case .requestTimeOut: "408: the server waited too long for the request"
    case .tooEarly: "425: the server does not want the request yet"
    case .tooManyRequests: "429: too many requests"
    case .serverError: "500 to 599: the server failed"
    case .unauthorized: "401: a login is needed"
    case .forbidden: "403: access is refused"
    case .notFound: "404: there is no such document"
    case .gone: "410: the document is gone for good"
    case .legalReasons: "451: withheld for legal reasons"
    case .refused: "another status from 400 to 499"
    case .badAnswer: "an answer that HTTP does not allow here, or without a document"
    case .lengthDiffers: "the document is not as long as the list or the source says"
    case .tooLarge: "the document is larger than `download.max_size`"
    case .redirects: "redirects go round in a circle or beyond `download.max_redirects`"
    case .scheme: "an address, or a redirect, that is neither http nor https"
    case .address: "the address cannot be read"
    case .storage: "the document could not be written here"
    }
  }

  /// The class of a status that brings no document; nil for 200 to 399.
  public init?(status: Int) {
    switch status {
    case 200..<400: return nil
    case 401: self = .unauthorized
    case 403: self = .forbidden
    case 404: self = .notFound
    case 408: self = .requestTimeOut
    case 410: self = .gone
    case 425: self = .tooEarly
    case 429: self = .tooManyRequests
    case 451: self = .legalReasons
    case 400..<500: self = .refused
    case 500..<600: self = .serverError
    default: self = .badAnswer
    }
  }
}
