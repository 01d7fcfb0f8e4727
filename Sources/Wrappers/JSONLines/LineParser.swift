import CSimdjson

/// Proves that a line is JSON and shows the records in it: the owner of one simdjson parser and its buffers.
///
/// The whole line is parsed (simdjson's DOM), so a line that passes is valid UTF-8 and valid JSON from end to end.
public final class LineParser {
  /// Bytes behind a line that must be readable when it is parsed in place; what they hold does not matter.
  public static let padding = sluice_json_padding()

  private let parser: OpaquePointer

  /// Makes a parser; its buffers grow to the longest line and shrink after a giant.
  public init() {
    guard let parser = sluice_json_new() else { fatalError("no memory for a parser") }
    self.parser = parser
  }

  deinit { sluice_json_free(parser) }

  /// Parses a line of which `LineParser.padding` further bytes can be read; what is shown is valid until the next.
  public func parse(inPlace line: UnsafeRawBufferPointer) throws(LineFault) {
    let bytes = line.baseAddress?.assumingMemoryBound(to: CChar.self)
    if let fault = LineFault(code: sluice_json_parse(parser, bytes, line.count)) { throw fault }
  }

  /// Parses a copy of a line.
  public func parse(_ line: some Collection<UInt8>) throws(LineFault) {
    let padded = Array(line) + [UInt8](repeating: 0, count: Self.padding)
    let count = padded.count - Self.padding
    try padded.span.bytes.withUnsafeBytes { (buffer) throws(LineFault) in
      try parse(inPlace: UnsafeRawBufferPointer(rebasing: buffer[..<count]))
    }
  }

  /// Calls `body` with each record of the parsed line; says how many there were.
  ///
  /// A record is an object with a string `text`. The line is one, or else the outermost ones within its arrays and objects
  /// are shown; what lies in `metadata` and `attributes` is none.
  @discardableResult
  public func forEachRecord(
    _ body: (borrowing FoundRecord) -> Void
  ) throws(LineFault) -> Int {
    // A non-escaping closure may cross the C boundary only by reference; it does not outlive this call.
    let (stop, count) = withoutActuallyEscaping(body) { body in
      var visit = Visit(parser: parser, body: body)
      let stop = withUnsafeMutablePointer(to: &visit) { sluice_json_visit(parser, Visit.call, $0) }
      return (stop, visit.count)
    }
    if stop != 0 { throw .outOfMemory }
    return count
  }

  private struct Visit {
    let parser: OpaquePointer
    let body: (borrowing FoundRecord) -> Void
    var count = 0

    static let call: sluice_json_visitor = { context, object in
      guard let context, let object else { return 1 }
      let visit = context.assumingMemoryBound(to: Visit.self)
      visit.pointee.count += 1
      visit.pointee.body(FoundRecord(parser: visit.pointee.parser, object: object))
      return 0
    }
  }

  /// The string under a key of the parsed line's object; nil where there is none.
  public func string(_ key: StaticString) -> String? {
    key.withUTF8Buffer { name in
      name.withMemoryRebound(to: CChar.self) {
        sluice_json_string(parser, $0.baseAddress, $0.count).string
      }
    }
  }

  /// Bytes of the string under a key of the parsed line's object; nil where there is none.
  public func length(_ key: StaticString) -> Int? {
    key.withUTF8Buffer { name in
      name.withMemoryRebound(to: CChar.self) {
        let text = sluice_json_string(parser, $0.baseAddress, $0.count)
        return text.bytes == nil ? nil : text.length
      }
    }
  }

  /// The whole number under a key of the parsed line's object; nil where there is none.
  public func integer(_ key: StaticString) -> Int? {
    var (integer, number): (Int64, Double) = (0, 0)
    return find(key, &integer, &number) == 1 ? Int(integer) : nil
  }

  /// The number under a key of the parsed line's object; nil where there is none.
  public func number(_ key: StaticString) -> Double? {
    var (integer, number): (Int64, Double) = (0, 0)
    switch find(key, &integer, &number) {
    case 1: return Double(integer)
    case 2: return number
    default: return nil
    }
  }

  private func find(_ key: StaticString, _ integer: inout Int64, _ number: inout Double) -> Int32 {
    key.withUTF8Buffer { name in
      name.withMemoryRebound(to: CChar.self) {
        sluice_json_number(parser, $0.baseAddress, $0.count, &integer, &number)
      }
    }
  }
}

extension sluice_json_text {
  var buffer: UnsafeRawBufferPointer? { bytes.map { UnsafeRawBufferPointer(start: $0, count: length) } }
  var array: [UInt8]? { buffer.map { Array($0) } }
  var string: String? { buffer.map { String(decoding: $0, as: UTF8.self) } }
}
