/// A text of JSON, checked once, with the place of each value in it.
///
/// A value is made only when it is asked for: most readers want some members of many.
final class JSONTape {
  enum Kind { case null, yes, no, number, text, array, object }

  /// A value, or the key in front of one.
  struct Entry {
    var kind: Kind
    /// Its bytes; of a text what is between the quotes.
    var start: Int
    var end: Int
    /// The entry behind it and all it holds.
    var next: Int
    /// Members or elements.
    var count = 0
    /// Whether a text has escapes.
    var escapes = false
  }

  /// Why a text is no JSON.
  struct Malformed: Error, CustomStringConvertible {
    let message: String
    let offset: Int
    var description: String { "not JSON: \(message) at byte \(offset)" }
  }

  let bytes: [UInt8]
  let entries: [Entry]

  init(_ bytes: [UInt8]) throws(Malformed) {
    if !bytes.allSatisfy({ $0 < 0x80 }), String(validating: bytes, as: UTF8.self) == nil {
      throw Malformed(message: "not UTF-8", offset: 0)
    }
    var scanner = JSONScanner(bytes)
    try scanner.document()
    self.bytes = bytes
    entries = scanner.entries
  }

  func text(_ entry: Entry) -> String? {
    let part = bytes[entry.start..<entry.end]
    return entry.escapes ? JSONText.unescaped(part) : String(decoding: part, as: UTF8.self)
  }

  /// The entry of a member's value, by its key; nil where the object at `index` has no such member.
  func member(_ key: String, of index: Int) -> Int? {
    var key = key
    return key.withUTF8 { key in
      bytes.withUnsafeBufferPointer { bytes in
        var next = index + 1
        let end = entries[index].next
        while next < end {
          let entry = entries[next]
          if entry.escapes {
            if text(entry)?.utf8.elementsEqual(key) == true { return next + 1 }
          } else if entry.end - entry.start == key.count, bytes[entry.start..<entry.end].elementsEqual(key) {
            return next + 1
          }
          next = entries[next + 1].next
        }
        return nil
      }
    }
  }

  /// The keys of the object at `index`, and where the value of each stands.
  func members(of index: Int) -> [(key: String, value: Int)] {
    var members: [(key: String, value: Int)] = []
    var next = index + 1
    while next < entries[index].next {
      if let key = text(entries[next]) { members.append((key, next + 1)) }
      next = entries[next + 1].next
    }
    return members
  }

  /// A whole number that fits; a number with a fraction of nothing is one too.
  func integer<Number: FixedWidthInteger>(_ entry: Entry) -> Number? {
    let part = bytes[entry.start..<entry.end]
    let isNegative = part.first == UInt8(ascii: "-")
    var value: Number = 0
    for byte in part.dropFirst(isNegative ? 1 : 0) {
      guard byte >= 0x30 && byte <= 0x39 else { return number(entry).flatMap { Number(exactly: $0) } }
      let (tens, over) = value.multipliedReportingOverflow(by: 10)
      let digit = Number(byte - 0x30)
      let (sum, beyond) =
        isNegative ? tens.subtractingReportingOverflow(digit) : tens.addingReportingOverflow(digit)
      if over || beyond { return nil }
      value = sum
    }
    return value
  }

  func number(_ entry: Entry) -> Double? {
    Double(String(decoding: bytes[entry.start..<entry.end], as: UTF8.self)).flatMap { $0.isFinite ? $0 : nil }
  }

  /// Whether a number is written with a fraction or an exponent.
  func hasFraction(_ entry: Entry) -> Bool {
    bytes[entry.start..<entry.end].contains { $0 == UInt8(ascii: ".") || $0 | 0x20 == UInt8(ascii: "e") }
  }
}
