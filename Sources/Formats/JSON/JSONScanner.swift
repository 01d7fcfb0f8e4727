/// Goes once through a text of JSON (RFC 8259) and notes where each value stands.
struct JSONScanner {
  typealias Malformed = JSONTape.Malformed

  private(set) var entries: [JSONTape.Entry] = []
  private let bytes: [UInt8]
  private var position = 0

  /// The deepest nesting, as in Foundation: what is deeper was made to break readers.
  static let deepest = 512

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
    entries.reserveCapacity(bytes.count / 12 + 4)
  }

  mutating func document() throws(Malformed) {
    // A byte order mark, as other systems' editors write it.
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { position = 3 }
    try value(depth: 0)
    skipSpace()
    if position < bytes.count { throw malformed("more than one value") }
  }

  private func malformed(_ message: String) -> Malformed { Malformed(message: message, offset: position) }

  private mutating func skipSpace() {
    while position < bytes.count, Self.isSpace(bytes[position]) { position += 1 }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

  /// The next byte that is no space; it is not taken.
  private mutating func peek() throws(Malformed) -> UInt8 {
    skipSpace()
    guard position < bytes.count else { throw malformed("the end is missing") }
    return bytes[position]
  }

  private mutating func take(_ byte: UInt8) throws(Malformed) -> Bool {
    guard try peek() == byte else { return false }
    position += 1
    return true
  }

  private mutating func value(depth: Int) throws(Malformed) {
    switch try peek() {
    case UInt8(ascii: "{"): try members(depth: depth)
    case UInt8(ascii: "["): try elements(depth: depth)
    case UInt8(ascii: "\""): try text()
    case UInt8(ascii: "n"): try literal("null", .null)
    case UInt8(ascii: "t"): try literal("true", .yes)
    case UInt8(ascii: "f"): try literal("false", .no)
    default: try number()
    }
  }

  private mutating func open(_ kind: JSONTape.Kind, depth: Int) throws(Malformed) -> Int {
    if depth >= Self.deepest { throw malformed("nested too deep") }
    entries.append(JSONTape.Entry(kind: kind, start: position, end: position, next: 0))
    position += 1
    return entries.count - 1
  }

  private mutating func close(_ index: Int, count: Int) {
    entries[index].end = position
    entries[index].next = entries.count
    entries[index].count = count
  }

  private mutating func members(depth: Int) throws(Malformed) {
    let index = try open(.object, depth: depth)
    var count = 0
    while try !take(UInt8(ascii: "}")) {
      if count > 0, try !take(UInt8(ascii: ",")) { throw malformed("a comma is missing") }
      guard try peek() == UInt8(ascii: "\"") else { throw malformed("a key is missing") }
      try text()
      guard try take(UInt8(ascii: ":")) else { throw malformed("a colon is missing") }
      try value(depth: depth + 1)
      count += 1
    }
    close(index, count: count)
  }

  private mutating func elements(depth: Int) throws(Malformed) {
    let index = try open(.array, depth: depth)
    var count = 0
    while try !take(UInt8(ascii: "]")) {
      if count > 0, try !take(UInt8(ascii: ",")) { throw malformed("a comma is missing") }
      try value(depth: depth + 1)
      count += 1
    }
    close(index, count: count)
  }

  private mutating func text() throws(Malformed) {
    position += 1
    let start = position
    var escapes = false
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\"") {
        entries.append(
          JSONTape.Entry(kind: .text, start: start, end: position, next: entries.count + 1, escapes: escapes))
        position += 1
        return
      }
      if byte < 0x20 { throw malformed("a control character in a text") }
      if byte == UInt8(ascii: "\\") {
        escapes = true
        position += 1
      }
      position += 1
    }
    throw malformed("the end of a text is missing")
  }

  private mutating func literal(_ word: StaticString, _ kind: JSONTape.Kind) throws(Malformed) {
    let end = position + word.utf8CodeUnitCount
    let expected = UnsafeBufferPointer(start: word.utf8Start, count: word.utf8CodeUnitCount)
    guard end <= bytes.count, bytes[position..<end].elementsEqual(expected) else { throw malformed("no value") }
    entries.append(JSONTape.Entry(kind: kind, start: position, end: end, next: entries.count + 1))
    position = end
  }

  private mutating func number() throws(Malformed) {
    let start = position
    if bytes[position] == UInt8(ascii: "-") { position += 1 }
    let isZero = position < bytes.count && bytes[position] == UInt8(ascii: "0")
    let whole = digits()
    guard whole == 1 || whole > 1 && !isZero else { throw malformed("no value") }
    if position < bytes.count, bytes[position] == UInt8(ascii: ".") {
      position += 1
      if digits() == 0 { throw malformed("digits are missing") }
    }
    if position < bytes.count, bytes[position] | 0x20 == UInt8(ascii: "e") {
      position += 1
      if position < bytes.count, [UInt8(ascii: "+"), UInt8(ascii: "-")].contains(bytes[position]) { position += 1 }
      if digits() == 0 { throw malformed("digits are missing") }
    }
    entries.append(JSONTape.Entry(kind: .number, start: start, end: position, next: entries.count + 1))
  }

  private mutating func digits() -> Int {
    let start = position
    while position < bytes.count, bytes[position] >= 0x30, bytes[position] <= 0x39 { position += 1 }
    return position - start
  }
}
