import Digests
import Foundation
import SystemCalls

/// The stable, file-name-safe name of an item, unique in the workspace for ever (law 12).
///
/// At most 120 bytes of NFC letters, digits, `.`, `_` and `-`, beginning with neither dot nor dash; optionally a collision
/// suffix: `~`, eight hex digits of the contents' SHA-256, and `.2`, `.3` … where even that is taken.
public struct Identifier: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The identifier as text; also its directory's name.
  public let text: String

  /// The most bytes an identifier has.
  public static let longest = 120
  /// The most bytes before the collision suffix: what is left of `longest` by `~`, eight digits and a number.
  public static let longestBase = 104

  /// Takes a text that already is an identifier; nil when it is none.
  public init?(_ text: String) {
    guard Identifier.isValid(text) else { return nil }
    self.text = text
  }

  private init(unchecked text: String) { self.text = text }

  /// What a user's file is called here before collisions are looked at.
  ///
  /// Letters and digits stay, a final `.pdf` goes, everything else becomes `_`. `lossless` is false when bytes were lost
  /// that tell names apart (invalid UTF-8, or more than fits): such a name always gets a suffix.
  public static func derive(fromName name: [UInt8]) -> (identifier: Identifier, lossless: Bool) {
    var bytes = name
    if bytes.count > 4, String(decoding: bytes.suffix(4), as: UTF8.self).lowercased() == ".pdf" { bytes.removeLast(4) }
    // Most names are plain: then they are the identifier.
    if bytes.count <= longestBase, bytes.first != UInt8(ascii: "."), bytes.first != UInt8(ascii: "-"), isPlain(bytes) {
      return (Identifier(unchecked: String(decoding: bytes, as: UTF8.self)), true)
    }
    var lossless = String(validating: bytes, as: UTF8.self) != nil
    let composed = String(decoding: bytes, as: UTF8.self).precomposedStringWithCanonicalMapping
    var text = ""
    for scalar in composed.unicodeScalars {
      let kept = isAllowed(scalar) && !(text.isEmpty && (scalar == "." || scalar == "-"))
      let next = kept ? String(scalar) : "_"
      if text.utf8.count + next.utf8.count > longestBase {
        lossless = false
        break
      }
      text += next
    }
    if text.isEmpty { text = "_" }
    // Replacing and cutting can leave a text that is no longer NFC: a mark after `_` composes with nothing.
    let settled = text.precomposedStringWithCanonicalMapping
    return (Identifier(unchecked: settled), lossless)
  }

  /// This identifier's base with a collision suffix: the `attempt`-th that could be free, from 1.
  public func suffixed(contents sha256: String, attempt: Int) -> Identifier {
    var base = self.base
    while base.utf8.count > Identifier.longestBase { base.unicodeScalars.removeLast() }
    return Identifier(unchecked: "\(base)~\(sha256.prefix(8))" + (attempt > 1 ? ".\(attempt)" : ""))
  }

  /// The identifier without its collision suffix.
  public var base: String { String(text.prefix { $0 != "~" }) }

  /// The shard it lives in: the first two hex digits of the SHA-1 of its base.
  public var shard: Shard { Shard(of: text) }

  /// The identifier.
  public var description: String { text }

  /// Byte order.
  public static func < (left: Identifier, right: Identifier) -> Bool {
    left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
  }

  private static func isAllowed(_ scalar: Unicode.Scalar) -> Bool {
    if scalar == "." || scalar == "_" || scalar == "-" { return true }
    switch scalar.properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark:
      return true
    default: return false
    }
  }

  /// Whether a name is made of ASCII that identifiers may have, as nearly all are; such a text is NFC.
  private static func isPlain(_ name: some Collection<UInt8>) -> Bool {
    !name.isEmpty
      && name.allSatisfy { byte in
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "-"): true
        default: false
        }
      }
  }

  private static func isValid(_ text: String) -> Bool {
    let first = text.utf8.first
    guard text.utf8.count <= longest, first != UInt8(ascii: "."), first != UInt8(ascii: "-") else { return false }
    if isPlain(text.utf8) { return true }
    guard !text.isEmpty else { return false }
    let parts = text.split(separator: "~", maxSplits: 1, omittingEmptySubsequences: false)
    guard !parts[0].isEmpty, parts[0].unicodeScalars.allSatisfy(isAllowed) else { return false }
    if parts.count == 2 && !isSuffix(parts[1]) { return false }
    return Array(text.precomposedStringWithCanonicalMapping.utf8) == Array(text.utf8)
  }

  private static func isSuffix(_ text: Substring) -> Bool {
    let pieces = text.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
    let hex = pieces[0].utf8.allSatisfy { (48...57).contains($0) || (97...102).contains($0) }
    guard pieces[0].utf8.count == 8, hex else { return false }
    guard pieces.count == 2 else { return true }
    guard let number = Int(pieces[1]) else { return false }
    return number > 1 && String(number) == pieces[1]
  }
}

extension Identifier: Codable {
  /// Reads an identifier; anything else is an error.
  public init(from decoder: any Decoder) throws {
    let text = try decoder.singleValueContainer().decode(String.self)
    guard let value = Identifier(text) else {
      throw DecodingError.dataCorrupted(
        .init(codingPath: decoder.codingPath, debugDescription: "no identifier: \(text)"))
    }
    self = value
  }

  /// Writes the text.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(text)
  }
}

/// The directory an item lives in below its stage: two hex digits.
public struct Shard: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// 0 to 255.
  public let number: UInt8

  /// The shard of an identifier or a batch's name; the collision suffix is ignored.
  public init(of text: String) {
    let base = text.utf8.prefix { $0 != UInt8(ascii: "~") }
    number = Digest.of(Array(base), .sha1)[0]
  }

  /// A shard by its number.
  public init(number: UInt8) { self.number = number }

  /// A shard by its directory's name; nil for anything but two lower-case hex digits.
  public init?(_ name: String) {
    guard name.utf8.count == 2, let number = UInt8(name, radix: 16), Shard(number: number).description == name else {
      return nil
    }
    self.number = number
  }

  /// The directory's name.
  public var description: String { (number < 16 ? "0" : "") + String(number, radix: 16) }

  /// All shards, beginning with one, in a circle.
  public static func circle(from start: Shard?) -> [Shard] {
    (0..<256).map { Shard(number: UInt8(truncatingIfNeeded: Int(start?.number ?? 0) + $0)) }
  }

  /// The next shard in the circle.
  public var next: Shard { Shard(number: number &+ 1) }

  /// By number.
  public static func < (left: Shard, right: Shard) -> Bool { left.number < right.number }
}
