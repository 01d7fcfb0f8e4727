import Formats
import SystemCalls

/// What a list's name says it is.
public enum ListKind: String, Sendable, CaseIterable {
  /// An address or identifier a line.
  case txt
  /// Fields separated by commas, semicolons, tabs or bars, with a header.
  case csv
  /// Fields separated by tabs, with a header.
  case tsv
  /// A JSON object a line.
  case ndjson
  /// The same under its other name.
  case jsonl
  /// One JSON text.
  case json

  /// The kind of a file; nil for what is no list.
  public init?(_ name: FilePath.Component) {
    guard let ending = name.string.lowercased().split(separator: ".").last, name.string.contains(".") else {
      return nil
    }
    self.init(rawValue: String(ending))
  }
}

/// Something found in a list before anyone made sense of it.
enum Found {
  /// Named values, the names in lower case.
  case values([String: JSONValue], line: Int, text: [UInt8])
  /// What is none, and why.
  case broken(line: Int, message: String, text: [UInt8])
}

/// Why a list as a whole cannot be read.
public struct ListFault: Error, Sendable, Hashable, CustomStringConvertible {
  /// What is wrong and what to do, as a sentence.
  public let message: String
  /// The sentence.
  public var description: String { message }
}
