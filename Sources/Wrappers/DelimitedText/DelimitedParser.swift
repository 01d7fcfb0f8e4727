internal import CCsv

/// Parses records of delimited text (CSV, TSV), fed line by line: the owner of one libcsv parser.
///
/// A quoted field may hold delimiters, doubled quotes and line ends, so a record can take several lines to complete.
public final class DelimitedParser {
  /// Why a parser cannot go on.
  public enum Fault: Error, Sendable, Hashable {
    /// There is no memory for a field.
    case outOfMemory
    /// The record is not well formed.
    case malformed
  }

  /// Records that are complete, in order; each a list of fields, as bytes.
  private final class Rows {
    var complete: [[[UInt8]]] = []
    var fields: [[UInt8]] = []
  }

  private var parser = csv_parser()
  private let delimiter: UInt8
  private let rows = Rows()

  /// A parser of fields separated by this byte.
  public init(delimiter: UInt8) {
    self.delimiter = delimiter
    start()
  }

  deinit { csv_free(&parser) }

  /// Whether a record has begun that no line end has closed yet.
  public var isWithinRecord: Bool {
    // ROW_NOT_BEGUN in libcsv.c.
    parser.pstate != 0
  }

  /// Takes some bytes; answers the records that they complete. Empty lines between records are none.
  public func parse(_ bytes: [UInt8]) throws(Fault) -> [[[UInt8]]] {
    let context = Unmanaged.passUnretained(rows).toOpaque()
    let count = bytes.withUnsafeBytes {
      csv_parse(&parser, $0.baseAddress, $0.count, Self.field, Self.record, context)
    }
    guard count == bytes.count else {
      throw csv_error(&parser) == CSV_EPARSE ? .malformed : .outOfMemory
    }
    return take()
  }

  /// The end of the text: answers the record that no line end closed.
  public func finish() throws(Fault) -> [[[UInt8]]] {
    let context = Unmanaged.passUnretained(rows).toOpaque()
    guard csv_fini(&parser, Self.field, Self.record, context) == 0 else { throw .outOfMemory }
    return take()
  }

  /// Forgets a record that was begun.
  public func restart() {
    csv_free(&parser)
    rows.fields = []
    rows.complete = []
    start()
  }

  private func start() {
    csv_init(&parser, 0)
    csv_set_delim(&parser, delimiter)
  }

  private func take() -> [[[UInt8]]] {
    defer { rows.complete = [] }
    return rows.complete
  }

  private static let field: @convention(c) (UnsafeMutableRawPointer?, Int, UnsafeMutableRawPointer?) -> Void = {
    bytes, count, context in
    guard let context else { return }
    let rows = Unmanaged<Rows>.fromOpaque(context).takeUnretainedValue()
    rows.fields.append(bytes.map { Array(UnsafeRawBufferPointer(start: $0, count: count)) } ?? [])
  }

  private static let record: @convention(c) (CInt, UnsafeMutableRawPointer?) -> Void = { _, context in
    guard let context else { return }
    let rows = Unmanaged<Rows>.fromOpaque(context).takeUnretainedValue()
    rows.complete.append(rows.fields)
    rows.fields = []
  }
}
