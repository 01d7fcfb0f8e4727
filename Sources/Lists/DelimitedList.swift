import DelimitedText
import Formats
import SystemCalls

/// A list as spreadsheets export it: a header, then a record for each entry.
struct DelimitedList {
  let path: FilePath
  let kind: ListKind

  /// Lines one record may take: a field that goes on for longer has a quote that nobody closed.
  static let mostLines = 1000

  func forEach(_ body: (Found) throws -> Bool) throws {
    var lines = try TextLines(path)
    var parser: DelimitedParser?
    var header: [String]?
    // The lines of the record at hand: where its quote is never closed, all but the first are read again.
    var open: [TextLines.Line] = []
    var again: [TextLines.Line] = []
    while true {
      let line = again.isEmpty ? try lines.next() : again.removeFirst()
      guard let line else {
        if open.isEmpty { break }
        again = Array(open.dropFirst())
        guard try body(Self.unclosed(open)) else { return }
        open = []
        parser?.restart()
        continue
      }
      if parser == nil {
        if let separator = Self.declared(line.bytes) {
          parser = DelimitedParser(delimiter: separator)
          continue
        }
        parser = DelimitedParser(delimiter: kind == .tsv ? UInt8(ascii: "\t") : Self.delimiter(of: line.bytes))
      }
      guard let parser else { break }
      open.append(line)
      let records = try parser.parse(line.bytes + [UInt8(ascii: "\n")])
      if records.isEmpty && parser.isWithinRecord {
        guard open.count >= Self.mostLines || line.tooLong else { continue }
        again = Array(open.dropFirst()) + again
        guard try body(Self.unclosed(open)) else { return }
        open = []
        parser.restart()
        continue
      }
      let (first, text) = (open[0].number, Array(open.map(\.bytes).joined(separator: [UInt8(ascii: "\n")])))
      let cut = open.contains(where: \.tooLong)
      open = []
      for record in records {
        guard let names = header else {
          header = try Self.header(record)
          continue
        }
        if record.allSatisfy(\.isEmpty) { continue }
        guard try body(Self.entry(record, names, line: first, text: text, cut: cut)) else { return }
      }
    }
    if header == nil { throw ListFault(message: "It has no header: the first line must name the columns.") }
  }

  /// Excel's own first line, `sep=;`.
  private static func declared(_ line: [UInt8]) -> UInt8? {
    guard line.count == 5, String(decoding: line[..<4], as: UTF8.self).lowercased() == "sep=" else { return nil }
    return line[4]
  }

  /// The separator that the header has most of.
  private static func delimiter(of header: [UInt8]) -> UInt8 {
    let candidates = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t"), UInt8(ascii: "|")]
    let counts = candidates.map { candidate in header.count(where: { $0 == candidate }) }
    let most = counts.max() ?? 0
    return zip(candidates, counts).first { $0.1 == most }?.0 ?? candidates[0]
  }

  private static func header(_ record: [[UInt8]]) throws -> [String] {
    let names = record.map { String(decoding: $0, as: UTF8.self).lowercased().trimmingBlanks }
    guard names.contains(where: { ["url", "identifier"].contains($0) }) else {
      throw ListFault(
        message: "Its first line names neither a column url nor a column identifier: add a header, then drop it again.")
    }
    return names
  }

  private static func entry(
    _ record: [[UInt8]], _ names: [String], line: Int, text: [UInt8], cut: Bool
  ) -> Found {
    if cut { return .broken(line: line, message: ListReader.tooLong, text: text) }
    guard record.count <= names.count else {
      let message =
        "It has \(record.count) fields and the header names \(names.count): quote fields that hold separators."
      return .broken(line: line, message: message, text: text)
    }
    var values: [String: JSONValue] = [:]
    for (name, field) in zip(names, record) where !name.isEmpty && !field.isEmpty {
      guard let value = String(validating: field, as: UTF8.self) else {
        return .broken(line: line, message: ListReader.noText, text: text)
      }
      if values[name] == nil { values[name] = .string(value) }
    }
    return .values(values, line: line, text: text)
  }

  private static func unclosed(_ open: [TextLines.Line]) -> Found {
    .broken(line: open[0].number, message: "A quote that begins here is never closed.", text: open[0].bytes)
  }
}

extension String {
  /// Without blanks around it.
  var trimmingBlanks: String {
    var text = Substring(self)
    while let first = text.first, first.isWhitespace { text.removeFirst() }
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
  }
}
