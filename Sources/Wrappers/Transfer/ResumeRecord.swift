import Formats
import SystemCalls

/// What stands beside a partial file, in `<name>.resume`: how much of it lasts, and what proves that the server still has the
/// same document. Published atomically after the bytes it speaks of are synced; bytes beyond it do not count.
public struct ResumeRecord: Sendable, Hashable {
  /// The address asked for, before redirects.
  public var address: String
  /// The value for `If-Range`: a strong entity tag or a date.
  public var validator: String
  /// Bytes of the partial file that were synced.
  public var synced: Int64
  /// The whole document's length, where the server stated it.
  public var total: Int64?
  /// The server's word for what the body is.
  public var contentType: String?

  /// The record's file beside a partial file.
  public static func path(beside target: FilePath) -> FilePath {
    // The bytes of the name and an ending: taking a path apart costs more than all else at the start of a small transfer.
    target.withPlatformString { name in
      var bytes = Array(UnsafeBufferPointer(start: name, count: target.length))
      bytes += ".resume".utf8.map { CChar(bitPattern: $0) } + [0]
      return FilePath(platformString: bytes)
    }
  }

  /// The record of a partial file; nil where there is none, or none that can be read.
  public static func read(beside target: FilePath) -> ResumeRecord? {
    contents(beside: target).flatMap { ResumeRecord(bytes: $0) }
  }

  /// The bytes of a partial file's record: nil where there is none, no bytes where there is one that cannot be read.
  static func contents(beside target: FilePath) -> [UInt8]? {
    // Two lines of at most 100 kB, libcurl's longest header line, and three short ones.
    do throws(SystemError) { return try Sys.contents(of: path(beside: target), limit: 1 << 19) } catch {
      return error.errno == .noSuchFileOrDirectory ? nil : []
    }
  }

  /// Publishes the record; the partial file is synced before.
  func publish(beside target: FilePath) throws(SystemError) { try Sys.publish(bytes, at: Self.path(beside: target)) }

  /// Takes a partial file and its record away.
  public static func remove(_ target: FilePath) throws(SystemError) {
    // The record first: without it the partial file counts for nothing.
    try Sys.removeIfThere(path(beside: target))
    try Sys.removeIfThere(target)
  }

  private static let heading = "sluice-resume 1"

  /// One line for each field. A header's value holds no newline, so nothing needs to be quoted.
  var bytes: [UInt8] {
    var lines = [Self.heading, "address \(address)", "validator \(validator)", "synced \(synced)"]
    if let total { lines.append("total \(total)") }
    if let contentType { lines.append("content-type \(contentType)") }
    return Array((lines.joined(separator: "\n") + "\nend\n").utf8)
  }

  init?(bytes: [UInt8]) {
    let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first == Self.heading[...], lines.suffix(2) == ["end", ""] else { return nil }
    var fields: [Substring: String] = [:]
    for line in lines.dropFirst().dropLast(2) {
      let parts = line.split(separator: " ", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2 else { return nil }
      fields[parts[0]] = String(parts[1])
    }
    guard let address = fields["address"], let validator = fields["validator"],
      let synced = fields["synced"].flatMap({ Stated.bytes($0) }), synced > 0
    else { return nil }
    self.init(
      address: address, validator: validator, synced: synced, total: fields["total"].flatMap { Stated.bytes($0) },
      contentType: fields["content-type"])
  }

  init(address: String, validator: String, synced: Int64, total: Int64?, contentType: String?) {
    self.address = address
    self.validator = validator
    self.synced = synced
    self.total = total
    self.contentType = contentType
  }
}
