/// A line of `rejects.ndjson` in a list's directory: a line of the list that is no entry, kept as it was.
public struct ListReject: Sendable, Hashable, Codable {
  /// The line's number in the list, from 1; for JSON in one piece, the entry's number.
  public var line: Int
  /// What is wrong with it, and what to do.
  public var message: String
  /// The line; what is longer than `longest` bytes is cut, bytes that are not UTF-8 are shown as U+FFFD.
  public var text: String

  /// The most bytes of a line that are kept.
  public static let longest = 4096

  /// Rejects a line.
  public init(line: Int, message: String, text: some Collection<UInt8>) {
    self.line = line
    self.message = message
    self.text = String(decoding: text.prefix(Self.longest), as: UTF8.self)
  }
}
