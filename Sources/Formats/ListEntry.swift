/// One document that a list asks for.
public struct ListEntry: Sendable, Hashable, Codable {
  /// Its number in the list, from 1; what a source has several documents of shares one.
  public var number: Int
  /// The line it stands on, from 1; for JSON in one piece, its number.
  public var line: Int
  /// Where the document is; nil where a source must be asked.
  public var url: String?
  /// The source that knows the identifier; nil where the list gives an address.
  public var source: String?
  /// What the source calls the document.
  public var identifier: String?
  /// One file of what the source calls so, where it has several documents.
  public var file: String?
  /// What the document is to be called here.
  public var filename: String?
  /// The collection it belongs to.
  public var collection: String?
  /// Its SHA-256, lower-case hex, as the list says.
  public var sha256: String?
  /// Its SHA-1, lower-case hex, as the list says.
  public var sha1: String?
  /// Its MD5, lower-case hex, as the list says.
  public var md5: String?
  /// Its bytes, as the list says.
  public var size: Int64?
  /// Its title.
  public var title: String?
  /// Its creator.
  public var creator: String?
  /// Its year.
  public var year: String?
  /// Everything else the list says of it.
  public var user: [String: JSONValue]?
  /// What was tried so far.
  public var attempts: [FetchAttempt] = []
  /// When it may be tried again, where it was put off.
  public var notBefore: Timestamp?

  /// An entry that says nothing yet.
  public init(number: Int, line: Int) {
    self.number = number
    self.line = line
  }

  /// What makes two entries ask for the same: the address, or source, identifier and file.
  public var key: String {
    if let source, let identifier { return "\(source):\(identifier)" + (file.map { "/\($0)" } ?? "") }
    return url ?? ""
  }

  enum CodingKeys: String, CodingKey {
    case number, line, url, source, identifier, file, filename, collection, sha256, sha1, md5, size, title, creator
    case year, user, attempts
    case notBefore = "not_before"
  }

  /// Reads an entry.
  public init(from decoder: any Decoder) throws {
    let values = try decoder.container(keyedBy: CodingKeys.self)
    number = try values.decode(Int.self, forKey: .number)
    line = try values.decode(Int.self, forKey: .line)
    url = try values.decodeIfPresent(String.self, forKey: .url)
    source = try values.decodeIfPresent(String.self, forKey: .source)
    identifier = try values.decodeIfPresent(String.self, forKey: .identifier)
    file = try values.decodeIfPresent(String.self, forKey: .file)
    filename = try values.decodeIfPresent(String.self, forKey: .filename)
    collection = try values.decodeIfPresent(String.self, forKey: .collection)
    sha256 = try values.decodeIfPresent(String.self, forKey: .sha256)
    sha1 = try values.decodeIfPresent(String.self, forKey: .sha1)
    md5 = try values.decodeIfPresent(String.self, forKey: .md5)
    size = try values.decodeIfPresent(Int64.self, forKey: .size)
    title = try values.decodeIfPresent(String.self, forKey: .title)
    creator = try values.decodeIfPresent(String.self, forKey: .creator)
    year = try values.decodeIfPresent(String.self, forKey: .year)
    user = try values.decodeIfPresent([String: JSONValue].self, forKey: .user)
    attempts = try values.decodeIfPresent([FetchAttempt].self, forKey: .attempts) ?? []
    notBefore = try values.decodeIfPresent(Timestamp.self, forKey: .notBefore)
  }

  /// Writes an entry; what it does not say is left out.
  public func encode(to encoder: any Encoder) throws {
    var values = encoder.container(keyedBy: CodingKeys.self)
    try values.encode(number, forKey: .number)
    try values.encode(line, forKey: .line)
    try values.encodeIfPresent(url, forKey: .url)
    try values.encodeIfPresent(source, forKey: .source)
    try values.encodeIfPresent(identifier, forKey: .identifier)
    try values.encodeIfPresent(file, forKey: .file)
    try values.encodeIfPresent(filename, forKey: .filename)
    try values.encodeIfPresent(collection, forKey: .collection)
    try values.encodeIfPresent(sha256, forKey: .sha256)
    try values.encodeIfPresent(sha1, forKey: .sha1)
    try values.encodeIfPresent(md5, forKey: .md5)
    try values.encodeIfPresent(size, forKey: .size)
    try values.encodeIfPresent(title, forKey: .title)
    try values.encodeIfPresent(creator, forKey: .creator)
    try values.encodeIfPresent(year, forKey: .year)
    try values.encodeIfPresent(user, forKey: .user)
    if !attempts.isEmpty { try values.encode(attempts, forKey: .attempts) }
    try values.encodeIfPresent(notBefore, forKey: .notBefore)
  }
}
