import Formats
import Manifest

extension FuzzTarget {
  /// The bytes as each of the small files: what can be read is written and read again as the same, and the numbers in it are within
  /// the bounds that those who reckon with them count on.
  package static func files(_ bytes: [UInt8]) {
    if let metadata = stays(ItemMetadata.self, bytes) {
      precondition((0...Stated.mostPages).contains(metadata.totalPages ?? 0), "pages that a document can have")
      precondition(metadata.fileSize.magnitude <= Stated.mostBytes, "a size that a file can have")
    }
    if let record = stays(BatchRecord.self, bytes) { _ = (record.items, record.pages) }
    if let progress = stays(ListProgress.self, bytes) { _ = (progress.waiting, progress.counts.ended) }
    _ = stays(Arrival.self, bytes)
    _ = stays(JobRecord.self, bytes)
    _ = stays(DoubtRecord.self, bytes)
    _ = stays(ErrorRecord.self, bytes)
    _ = stays(FetchTries.self, bytes)
    _ = stays(Outcome.self, bytes)
    _ = stays(ListEntry.self, bytes)
    _ = stays(JSONValue.self, bytes)
    _ = stays(ParserRequest.self, bytes)
    _ = stays(ParserReply.self, bytes)
    if let time = Timestamp(String(decoding: bytes, as: UTF8.self)) {
      precondition(Timestamp(time.description) == time, "a time comes back as it was written")
      _ = (time.advanced(bySeconds: .greatestFiniteMagnitude), time.seconds(since: Timestamp(seconds: .max)))
    }
  }

  /// Reads a value, and what it is written as.
  private static func stays<Value: Codable & Equatable>(_ type: Value.Type, _ bytes: [UInt8]) -> Value? {
    guard let value = try? FormatCoding.decode(type, from: bytes) else { return nil }
    guard let written = try? FormatCoding.file(value), let again = try? FormatCoding.decode(type, from: written) else {
      preconditionFailure("what is written can be read")
    }
    precondition(again == value, "and is the same")
    return value
  }
}
