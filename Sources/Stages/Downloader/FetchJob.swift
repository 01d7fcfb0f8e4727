import Digests
import Formats
import Lists
import Spool
import StageKit
import SystemCalls
import Transfer

/// One document on its way: who wants it, where it is asked for now, and where it is put.
final class FetchJob {
  /// Who wants it.
  enum Origin {
    /// An entry of a list.
    case list(ListWork, ListQueue.Handed)
    /// An item that came back without a document.
    case item(Identifier, ItemMetadata, FilePath)
  }

  let origin: Origin
  /// The entry, with what the source said of it.
  var entry: ListEntry
  /// What is asked for now.
  var request: SourceRequest?
  /// Redirects that led there.
  var redirects: [String] = []
  /// The address of the document before redirects.
  private(set) var documentURL: String
  /// Its private directory.
  let directory: FilePath
  let key: String

  init(_ origin: Origin, _ entry: ListEntry, _ request: SourceRequest?, in incoming: FilePath) {
    self.origin = origin
    self.entry = entry
    self.request = request
    key = entry.key
    documentURL = request?.address.text ?? entry.url ?? entry.key
    directory = incoming.appending(Spool.fetchingPrefix + Self.hash(entry.key))
  }

  /// 32 digits of the key's SHA-256: enough that two entries never meet.
  static func hash(_ key: String) -> String { String(Digest.sha256Hex(Array(key.utf8)).prefix(32)) }

  /// Where the answer goes.
  var target: FilePath { request?.isQuestion == true ? Spool.answer(directory) : Spool.fetched(directory) }

  /// Goes on to the document that a source named.
  func follow(_ request: SourceRequest) {
    self.request = request
    redirects = []
    documentURL = request.address.text
  }

  /// What the document is to be called: the list's word, what the source calls it, or the end of its address.
  var name: [UInt8] {
    if let filename = entry.filename { return Array(filename.utf8) }
    if let file = entry.file { return Array((file.split(separator: "/").last ?? "").utf8) }
    if let identifier = entry.identifier { return Array(identifier.utf8) }
    return request?.address.fileName ?? Array("document".utf8)
  }

  /// What stands in the private directory once the document is whole, and goes with it.
  func note(complete: Bool, result: TransferResult?) -> Arrival {
    var record = FetchRecord(complete: complete)
    var collection = entry.collection
    var choice: DocumentChoice?
    var visit: Int?
    switch origin {
    case .list(let work, _):
      record.list = work.name
      record.line = entry.line
      choice = work.choice
    case .item(_, let metadata, _):
      record.list = metadata.fetch?.list
      record.line = metadata.fetch?.line
      collection = metadata.collection
      choice = metadata.choice
      visit = metadata.visit
    }
    record.source = entry.source
    record.file = entry.file
    record.finalURL = result?.finalAddress
    record.redirects = result.flatMap { $0.redirects.isEmpty ? nil : $0.redirects }
    record.etag = result?.etag
    record.lastModified = result?.lastModified
    record.contentType = result?.contentType
    record.attempts = entry.attempts.isEmpty ? nil : entry.attempts
    let expected = FetchRecord.Expected(size: entry.size, sha256: entry.sha256, sha1: entry.sha1, md5: entry.md5)
    record.expected = expected == FetchRecord.Expected() ? nil : expected
    var fetched = FetchedDocument(entry: key, sourceURL: documentURL, record: record)
    fetched.sourceIdentifier = entry.identifier
    fetched.title = entry.title
    fetched.creator = entry.creator
    fetched.year = entry.year
    fetched.user = entry.user
    var arrival = Arrival(name: name, collection: collection)
    arrival.visit = visit
    arrival.choice = choice
    arrival.fetched = fetched
    return arrival
  }
}

extension ListEntry {
  /// What is asked for anew for an item that has no document.
  init(_ metadata: ItemMetadata, _ tries: FetchTries?) {
    self.init(number: 0, line: metadata.fetch?.line ?? 0)
    source = metadata.fetch?.source
    file = metadata.fetch?.file
    identifier = metadata.sourceIdentifier
    // A source is asked afresh; an address is the same.
    url = source == nil ? metadata.sourceURL : nil
    filename = metadata.originalName
    collection = metadata.collection
    let expected = source == nil ? metadata.fetch?.expected : nil
    (size, sha256, sha1, md5) = (expected?.size, expected?.sha256, expected?.sha1, expected?.md5)
    (title, creator, year, user) = (metadata.title, metadata.creator, metadata.year, metadata.user)
    attempts = tries?.attempts ?? []
    notBefore = tries?.notBefore
  }
}
