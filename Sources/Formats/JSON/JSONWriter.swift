/// Writes any `Encodable` as JSON with sorted keys, byte for byte as Foundation's encoder would.
///
/// Members are written one behind the other as they come; when their object is whole, they are put in order.
struct JSONWriter {
  let indents: Bool
  private(set) var bytes: [UInt8] = []
  private var scratch: [UInt8] = []

  init(indents: Bool) { self.indents = indents }

  /// A member of an object, or an element of an array: where its value stands in `bytes`.
  struct Part {
    var key: String
    var range: Range<Int>
  }

  mutating func write(_ value: String) { JSONText.append(value, to: &bytes) }

  mutating func write(_ value: Bool) { literal(value ? "true" : "false") }

  mutating func writeNull() { literal("null") }

  mutating func write(_ value: some BinaryInteger) { bytes.append(contentsOf: String(value).utf8) }

  /// A whole number is written without its fraction, as it is read back the same.
  mutating func write(_ value: Double) throws {
    guard value.isFinite else {
      throw EncodingError.invalidValue(value, .init(codingPath: [], debugDescription: "JSON has no number \(value)"))
    }
    let text = value.description
    bytes.append(contentsOf: (text.hasSuffix(".0") ? text.dropLast(2) : text[...]).utf8)
  }

  private mutating func literal(_ text: StaticString) {
    bytes.append(contentsOf: UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount))
  }

  /// Appends JSON that was written aside; the answer is where it stands.
  mutating func append(_ json: [UInt8]) -> Range<Int> {
    bytes.append(contentsOf: json)
    return (bytes.count - json.count)..<bytes.count
  }

  /// Puts the braces and keys around the members that stand from `start` on.
  mutating func closeObject(_ members: [Part], from start: Int, depth: Int) {
    var members = members
    if !members.indices.dropFirst().allSatisfy({ members[$0 - 1].key < members[$0].key }) {
      members.sort { $0.key < $1.key }
    }
    close(members, from: start, depth: depth, "{", "}") { writer, member in
      JSONText.append(member.key, to: &writer.bytes)
      writer.literal(writer.indents ? " : " : ":")
    }
  }

  /// Puts the brackets around the elements that stand from `start` on.
  mutating func closeArray(_ elements: [Part], from start: Int, depth: Int) {
    close(elements, from: start, depth: depth, "[", "]") { _, _ in }
  }

  private mutating func close(
    _ parts: [Part], from start: Int, depth: Int, _ opening: UInt8.ASCII, _ closing: UInt8.ASCII,
    _ label: (inout JSONWriter, Part) -> Void
  ) {
    // In one piece aside, then back in order.
    scratch.removeAll(keepingCapacity: true)
    scratch.append(contentsOf: bytes[start...])
    bytes.removeLast(bytes.count - start)
    bytes.append(opening.byte)
    if parts.isEmpty && indents { bytes.append(UInt8(ascii: "\n")) }
    for (number, part) in parts.enumerated() {
      if number > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(depth + 1)
      label(&self, part)
      bytes.append(contentsOf: scratch[(part.range.lowerBound - start)..<(part.range.upperBound - start)])
    }
    breakLine(depth)
    bytes.append(closing.byte)
  }

  private mutating func breakLine(_ depth: Int) {
    guard indents else { return }
    bytes.append(UInt8(ascii: "\n"))
    for _ in 0..<(2 * depth) { bytes.append(UInt8(ascii: " ")) }
  }
}

extension UInt8 {
  /// A character that is one byte.
  struct ASCII: ExpressibleByUnicodeScalarLiteral {
    let byte: UInt8
    init(unicodeScalarLiteral value: Unicode.Scalar) { byte = UInt8(ascii: value) }
  }
}
