import Formats
import SystemCalls

/// Reads a list as a stream, whatever its form.
struct ListReader {
  let path: FilePath
  let kind: ListKind

  /// Calls `body` with everything found, in order, until it answers false.
  func forEach(_ body: (Found) throws -> Bool) throws {
    switch kind {
    case .txt: try plain(body)
    case .csv, .tsv: try DelimitedList(path: path, kind: kind).forEach(body)
    case .ndjson, .jsonl: try objects(body)
    case .json: try JSONList(path: path).forEach(body)
    }
  }

  /// One address or identifier a line; `#` begins a remark, at the line's beginning or after white space.
  private func plain(_ body: (Found) throws -> Bool) throws {
    var lines = try TextLines(path)
    while let line = try lines.next() {
      let bytes = Self.withoutRemark(line.bytes)
      if bytes.isEmpty && !line.tooLong { continue }
      guard !line.tooLong else {
        guard try body(.broken(line: line.number, message: Self.tooLong, text: line.bytes)) else { return }
        continue
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        guard try body(.broken(line: line.number, message: Self.noText, text: line.bytes)) else { return }
        continue
      }
      let name = text.contains("://") ? "url" : "identifier"
      guard name == "url" || Self.looksLikeIdentifier(bytes) else {
        guard try body(.broken(line: line.number, message: Self.noEntry, text: line.bytes)) else { return }
        continue
      }
      guard try body(.values([name: .string(text)], line: line.number, text: line.bytes)) else { return }
    }
  }

  private func objects(_ body: (Found) throws -> Bool) throws {
    var lines = try TextLines(path)
    while let line = try lines.next() {
      if line.bytes.allSatisfy({ $0 == 32 || $0 == 9 }) && !line.tooLong { continue }
      guard
        try body(
          line.tooLong
            ? .broken(line: line.number, message: Self.tooLong, text: line.bytes)
            : Self.object(line.bytes, line: line.number))
      else { return }
    }
  }

  /// A JSON object, or a text that stands for one with only an address or identifier.
  static func object(_ bytes: [UInt8], line: Int) -> Found {
    switch try? FormatCoding.decode(JSONValue.self, from: bytes) {
    case .object(let values):
      let pairs = values.map { ($0.key.lowercased(), $0.value) }
      return .values(Dictionary(pairs, uniquingKeysWith: { first, _ in first }), line: line, text: bytes)
    case .string(let text):
      return .values([text.contains("://") ? "url" : "identifier": .string(text)], line: line, text: bytes)
    case nil: return .broken(line: line, message: "It is no JSON: correct it and drop the list again.", text: bytes)
    default: return .broken(line: line, message: "It is neither a JSON object nor a text.", text: bytes)
    }
  }

  /// A text that lies among documents, a scan's own text for one, is no list of identifiers: those are one word of ASCII.
  private static func looksLikeIdentifier(_ bytes: [UInt8]) -> Bool {
    bytes.count <= 256 && bytes.allSatisfy { $0 > 0x20 && $0 < 0x7f }
  }

  static let noEntry = "It is neither an address nor an identifier, which is one word."
  static let tooLong = "The line is longer than \(TextLines.longest) bytes."
  static let noText = "The line is not UTF-8: save the list as UTF-8 and drop it again."

  private static func withoutRemark(_ line: [UInt8]) -> [UInt8] {
    let blank: (UInt8) -> Bool = { $0 == 32 || $0 == 9 }
    var end = line.count
    for (index, byte) in line.enumerated()
    where byte == UInt8(ascii: "#") && (index == 0 || blank(line[index - 1])) {
      end = index
      break
    }
    let text = line[..<end].drop(while: blank)
    let kept = text.reversed().drop { blank($0) || $0 == 13 }
    return Array(kept.reversed())
  }
}
