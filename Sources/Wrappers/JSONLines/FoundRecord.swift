import CSimdjson

/// A record as the parser found it. It cannot be kept: what it shows belongs to the parser.
public struct FoundRecord: ~Copyable {
  private let parser: OpaquePointer
  private let object: UnsafePointer<sluice_json_object>

  init(parser: OpaquePointer, object: UnsafePointer<sluice_json_object>) {
    self.parser = parser
    self.object = object
  }

  /// Whether it lies within the line's object and is not the line itself.
  public var isNested: Bool { object.pointee.is_line == 0 }

  /// Whether a key that routing reads occurs twice in it or around it, so that readers differ on what it says.
  public var repeatsAKey: Bool {
    var level: UnsafePointer<sluice_json_object>? = object
    while let current = level {
      if current.pointee.repeated_key != 0 { return true }
      level = current.pointee.parent
    }
    return false
  }

  /// The document's text.
  public var text: String { object.pointee.text.string ?? "" }

  /// Bytes of the text.
  public var textLength: Int { object.pointee.text.length }

  /// Its `id`, where that is a string.
  public var identifier: String? { object.pointee.identifier.string }

  /// `metadata.pdf-total-pages`; nil where it is no whole number.
  public var totalPages: Int? { object.pointee.total_pages < 0 ? nil : Int(object.pointee.total_pages) }

  /// Calls `body` with what may name the document, most telling first, until it returns false.
  ///
  /// The order: the names in the record's `metadata`, those beside it, then the same of the objects around the record.
  public func forEachSource(_ body: (SourceCandidate) -> Bool) {
    var level: UnsafePointer<sluice_json_object>? = object
    while let current = level {
      if !Self.sources(of: current, .metadata, body) || !Self.sources(of: current, .top, body) { return }
      level = current.pointee.parent
    }
  }

  private static func sources(
    of level: UnsafePointer<sluice_json_object>, _ place: SourceCandidate.Place, _ body: (SourceCandidate) -> Bool
  ) -> Bool {
    for name in SourceName.inOrder {
      guard let value = sluice_json_source(level, place == .top ? 1 : 0, name.rawValue).array else { continue }
      if !body(SourceCandidate(name: name, place: place, value: value)) { return false }
    }
    return true
  }

  /// What `attributes.pdf_page_numbers` says of the pages.
  public enum PageSpans: Sendable, Hashable {
    /// There is none.
    case absent
    /// It is no list of `[start, end, page]`; what was shown of it counts for nothing.
    case malformed
    /// All were shown.
    case listed
  }

  /// Calls `body` with each `[start, end, page]` of `attributes.pdf_page_numbers`.
  public func forEachPage(_ body: (_ start: Int, _ end: Int, _ page: Int) -> Void) -> PageSpans {
    let answer = withoutActuallyEscaping(body) { body in
      withUnsafePointer(to: body) { context in
        sluice_json_spans(
          object,
          { context, start, end, page in
            context?.assumingMemoryBound(to: ((Int, Int, Int) -> Void).self).pointee(Int(start), Int(end), Int(page))
          }, UnsafeMutableRawPointer(mutating: context))
      }
    }
    return answer == 0 ? .absent : answer < 0 ? .malformed : .listed
  }

  /// The record written as JSON of its own, without a newline; for records within a line.
  public func withRendering<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result? {
    guard let buffer = sluice_json_render(parser, object).buffer else { return nil }
    return try body(buffer)
  }
}
