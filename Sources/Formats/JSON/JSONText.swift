/// Texts as JSON has them.
enum JSONText {
  /// Appends a text in quotes. Only what must be escaped is.
  static func append(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { part in
      if part.allSatisfy(isPlain) { return bytes.append(contentsOf: part) }
      for byte in part { appendEscaped(byte, to: &bytes) }
    }
    bytes.append(UInt8(ascii: "\""))
  }

  @inline(__always)
  static func isPlain(_ byte: UInt8) -> Bool {
    byte >= 0x20 && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  private static func appendEscaped(_ byte: UInt8, to bytes: inout [UInt8]) {
    if isPlain(byte) { return bytes.append(byte) }
    bytes.append(UInt8(ascii: "\\"))
    if let letter = letters.first(where: { $0.byte == byte })?.letter { return bytes.append(UInt8(ascii: letter)) }
    let digits = Array("0123456789abcdef".utf8)
    bytes.append(contentsOf: "u00".utf8)
    bytes.append(digits[Int(byte >> 4)])
    bytes.append(digits[Int(byte & 15)])
  }

  /// The escapes of one letter (RFC 8259, section 7).
  private static let letters: [(byte: UInt8, letter: Unicode.Scalar)] = [
    (0x22, "\""), (0x5C, "\\"), (0x08, "b"), (0x0C, "f"), (0x0A, "n"), (0x0D, "r"), (0x09, "t"),
  ]

  /// The text of what is between two quotes; nil where an escape is none.
  static func unescaped(_ bytes: ArraySlice<UInt8>) -> String? {
    var plain: [UInt8] = []
    var rest = bytes
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "\\") else {
        plain.append(byte)
        continue
      }
      guard let letter = rest.popFirst() else { return nil }
      if letter == UInt8(ascii: "u") {
        guard let scalar = scalar(&rest) else { return nil }
        plain.append(contentsOf: String(Character(scalar)).utf8)
      } else if letter == UInt8(ascii: "/") {
        plain.append(letter)
      } else if let byte = letters.first(where: { UInt8(ascii: $0.letter) == letter })?.byte {
        plain.append(byte)
      } else {
        return nil
      }
    }
    return String(validating: plain, as: UTF8.self)
  }

  /// The scalar of `\u` and what follows, a pair of surrogates together; one of them alone is no text.
  private static func scalar(_ rest: inout ArraySlice<UInt8>) -> Unicode.Scalar? {
    guard let first = unit(&rest) else { return nil }
    guard UTF16.isLeadSurrogate(first) else { return Unicode.Scalar(first) }
    guard rest.popFirst() == UInt8(ascii: "\\"), rest.popFirst() == UInt8(ascii: "u"), let second = unit(&rest),
      UTF16.isTrailSurrogate(second)
    else { return nil }
    return UTF16.decode(UTF16.EncodedScalar([first, second]))
  }

  private static func unit(_ rest: inout ArraySlice<UInt8>) -> UInt16? {
    let digits = rest.prefix(4)
    rest = rest.dropFirst(4)
    guard digits.count == 4 else { return nil }
    var value: UInt16 = 0
    for digit in digits {
      guard let number = Character(Unicode.Scalar(digit)).hexDigitValue else { return nil }
      value = value << 4 | UInt16(number)
    }
    return value
  }
}
