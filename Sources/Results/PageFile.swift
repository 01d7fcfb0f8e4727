import Formats
import JSONLines
import SystemCalls

/// What a line of `pages.ndjson` says without its text.
public struct PageLine: Sendable, Hashable {
  /// The item's identifier.
  public let identifier: String
  /// The page's number, from 1.
  public let page: Int
  /// Whether it was done, is blank, or failed.
  public let state: Coverage.PageState
  /// How its text was had; nil when the page failed.
  public let route: PageRoute?
  /// Seconds of work.
  public let seconds: Double
  /// The fingerprint of the settings it was made under.
  public let settingsFingerprint: String
  /// The engine that made it, where its text is doubtful and it came from another batch; nil otherwise.
  public let engine: String?
  /// Where it lies in its file, in bytes, without its newline.
  public let extent: Range<Int64>
}

/// Reads files of finished pages at the speed of the parser, in constant memory.
public enum PageFile {
  /// What reading a file passed over.
  public struct Skipped: Sendable, Hashable {
    /// Lines that are no finished page: damage, zero blocks.
    public var damaged = 0
    /// Whether the file ended within a line, as it does after a kill.
    public var torn = false
    /// Pages made under other settings.
    public var otherSettings = 0
  }

  /// Calls `body` with each finished page of a file; those of another fingerprint are passed over when one is given.
  @discardableResult
  public static func forEachPage(
    in path: FilePath, fingerprint: String? = nil, _ body: (PageLine) throws(SystemError) -> Void
  ) throws(SystemError) -> Skipped {
    let (window, parser) = (LineWindow(limit: 64 << 20), LineParser())
    var skipped = Skipped()
    try window.forEachLine(of: path) { (line) throws(SystemError) in
      if line.bytes.isEmpty && !line.tooLong { return }
      // A page counts only with its newline: what a kill left of a line may be JSON by chance, its number cut short.
      guard line.complete else { return skipped.torn = true }
      guard !line.tooLong, let page = PageLine(line, parser) else { return skipped.damaged += 1 }
      if let fingerprint, page.settingsFingerprint != fingerprint { return skipped.otherSettings += 1 }
      try body(page)
    }
    return skipped
  }

  /// The pages at these places of a file, with their text: each `extent` of a page that was shown, neighbours read at once.
  public static func pages(in path: FilePath, at extents: [Range<Int64>]) throws(SystemError) -> [PageRecord] {
    var records: [PageRecord] = []
    var rest = extents[...]
    while let first = rest.popFirst() {
      var (end, count) = (first.upperBound, 1)
      while let next = rest.first, next.lowerBound == end + 1 {
        (end, count) = (next.upperBound, count + 1)
        rest.removeFirst()
      }
      var reader = try LineReader(path, from: first.lowerBound)
      for _ in 0..<count {
        guard let line = try reader.next() else { break }
        if let record = try? FormatCoding.decode(PageRecord.self, from: line.bytes) { records.append(record) }
      }
    }
    return records
  }
}

extension PageLine {
  /// Reads the fields of a `PageRecord`; nil when the line is none.
  fileprivate init?(_ line: LineWindow.Line, _ parser: LineParser) {
    guard (try? parser.parse(inPlace: line.bytes)) != nil, let identifier = parser.string("identifier"),
      let page = parser.integer("page"), page >= 1,
      let fingerprint = parser.string("settings_fingerprint")
    else { return nil }
    let route = parser.string("route").flatMap { PageRoute(rawValue: $0) }
    let length = parser.length("text")
    guard parser.string("error_type") != nil || length != nil else { return nil }
    self.init(
      identifier: identifier, page: page,
      state: parser.string("error_type") != nil ? .failed : route == .blank || length == 0 ? .blank : .done,
      route: route, seconds: parser.number("seconds") ?? 0, settingsFingerprint: fingerprint,
      engine: parser.string("engine"),
      extent: line.offset..<line.offset + line.length)
  }
}
