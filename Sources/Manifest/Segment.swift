import Formats
import SystemCalls

/// One numbered file of a manifest: a pass's own (`000042.ndjson`) or several merged (`000001-000420.ndjson.gz`).
public struct Segment: Sendable, Hashable, Comparable {
  /// The first number it holds.
  public let first: Int
  /// The last number it holds; `first` for a pass's own.
  public let last: Int

  /// Whether it is merged and compressed.
  public let isMerged: Bool

  /// A pass's own segment.
  public init(number: Int) {
    first = number
    last = number
    isMerged = false
  }

  /// The merger of a range.
  public init(merging range: ClosedRange<Int>) {
    first = range.lowerBound
    last = range.upperBound
    isMerged = true
  }

  /// A segment by its file's name; nil for any other name.
  public init?(name: String) {
    let merged = name.hasSuffix(".ndjson.gz")
    guard merged || name.hasSuffix(".ndjson") else { return nil }
    let numbers = name.dropLast(merged ? 10 : 7).split(separator: "-", omittingEmptySubsequences: false).map {
      Stated.count($0)
    }
    guard numbers.count == (merged ? 2 : 1), let first = numbers[0], let last = numbers[numbers.count - 1],
      first > 0, last >= first
    else { return nil }
    self.first = first
    self.last = last
    isMerged = merged
    guard self.name == name else { return nil }
  }

  /// The file's name.
  public var name: String {
    func digits(_ number: Int) -> String {
      let text = String(number)
      return String(repeating: "0", count: max(0, 6 - text.count)) + text
    }
    return isMerged ? "\(digits(first))-\(digits(last)).ndjson.gz" : "\(digits(first)).ndjson"
  }

  /// In the order they were written; a merged one before the plain ones it covers.
  public static func < (left: Segment, right: Segment) -> Bool {
    (left.first, right.last) < (right.first, left.last)
  }

  /// The segments of one worker's directory that count, oldest first: plain ones inside a merged range do not.
  public static func list(in directory: FilePath) throws(SystemError) -> [Segment] {
    let all = try everything(in: directory)
    let merged = all.filter(\.isMerged)
    return all.filter { segment in
      !merged.contains { $0 != segment && $0.first <= segment.first && segment.last <= $0.last }
    }
  }

  /// All segments, covered ones too.
  static func everything(in directory: FilePath) throws(SystemError) -> [Segment] {
    guard Sys.exists(directory) else { return [] }
    var segments: [Segment] = []
    try Sys.forEachEntry(in: directory) { (entry) throws(SystemError) in
      if let segment = Segment(name: entry.name.string) { segments.append(segment) }
      return true
    }
    return segments.sorted()
  }
}
