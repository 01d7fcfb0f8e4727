import SystemCalls

/// The few fields of an event that the books need, read without building the others: several times as fast as decoding.
public struct Glance: Sendable, Hashable {
  /// What kind of event it is.
  public var kind: Event.Kind
  /// The worker's running number.
  public var sequence: UInt64
  /// What it is about.
  public var subject: Event.Subject?
  /// The item's identifier or the batch's name.
  public var id: String?
  /// The place a step leaves.
  public var from: String?
  /// The place a step reaches.
  public var to: String?
  /// For `void`: the sequence of the step that did not happen.
  public var of: UInt64?
  /// The list that asked for what moves.
  public var list: String?
  /// For `note`: what it is about, as the user named it.
  public var name: String?
  /// For `note`: the sentence.
  public var message: String?

  /// Whether it moves an entry in the books; a `void` moves it back.
  public var isMove: Bool { kind == .step || kind == .observed }

  /// What there is to see of an event.
  public init(of event: Event) {
    (kind, sequence, subject) = (event.kind, event.sequence, event.subject)
    (id, from, to) = (event.id, event.from, event.to)
    (of, list) = (event.of, event.fields?[Self.listField]?.string)
    if kind == .note { (name, message) = (event.name, event.message) }
  }

  private static let listField = "list"

  /// Looks at a sound line; nil for one that is not written as this program writes its own, which a decoder must read.
  init?(line: [UInt8]) {
    guard let found = line.span.bytes.withUnsafeBytes(Self.fields) else { return nil }
    self = found
  }

  private static func fields(_ bytes: UnsafeRawBufferPointer) -> Glance? {
    var scanner = FieldScanner(bytes)
    var kind: Event.Kind?
    var sequence: UInt64?
    var glance: (subject: Event.Subject?, id: String?, from: String?, to: String?)
    var more: (of: UInt64?, list: String?, name: String?, message: String?)
    guard scanner.open() else { return nil }
    while let key = scanner.key() {
      // Keys that decide are told apart by what no other key of an event shares: the length, then the first letter.
      switch (key.count, key.first) {
      case (5, UInt8(ascii: "e")): kind = scanner.text().flatMap { Event.Kind(rawValue: $0) }
      case (3, UInt8(ascii: "s")): sequence = scanner.number()
      case (7, UInt8(ascii: "s")): glance.subject = scanner.text().flatMap { Event.Subject(rawValue: $0) }
      case (2, UInt8(ascii: "i")): glance.id = scanner.text()
      case (4, UInt8(ascii: "f")): glance.from = scanner.text()
      case (2, UInt8(ascii: "t")): glance.to = scanner.text()
      case (2, UInt8(ascii: "o")): more.of = scanner.number()
      case (6, UInt8(ascii: "f")): more.list = scanner.text(of: listField)
      // Keys are in order, so the kind is known by now; elsewhere a message may hold anything.
      case (4, UInt8(ascii: "n")) where kind == .note: more.name = scanner.text()
      case (7, UInt8(ascii: "m")) where kind == .note: more.message = scanner.text()
      default: scanner.skip()
      }
    }
    guard !scanner.failed, let kind, let sequence else { return nil }
    var result = Glance(of: Event(kind))
    (result.sequence, result.subject) = (sequence, glance.subject)
    (result.id, result.from, result.to) = (glance.id, glance.from, glance.to)
    (result.of, result.list, result.name, result.message) = more
    return result
  }
}

/// Walks the members of one JSON object that is known to be whole; what it does not expect fails it.
private struct FieldScanner {
  private let bytes: UnsafeRawBufferPointer
  private var at = 0
  private(set) var failed = false

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  /// Enters the object that comes next; fails where none does.
  mutating func open() -> Bool {
    failed = failed || at >= bytes.count || bytes[at] != UInt8(ascii: "{")
    at += 1
    return !failed
  }

  /// The next member's key; nil at the end, or when it failed.
  mutating func key() -> UnsafeRawBufferPointer? {
    guard !failed, at < bytes.count else { return nil }
    if bytes[at] == UInt8(ascii: ",") { at += 1 }
    guard at < bytes.count, bytes[at] != UInt8(ascii: "}") else { return nil }
    guard let key = string(), at < bytes.count, bytes[at] == UInt8(ascii: ":") else {
      failed = true
      return nil
    }
    at += 1
    return key
  }

  /// A text without escapes.
  mutating func text() -> String? {
    guard let found = string() else {
      failed = true
      return nil
    }
    return String(decoding: found, as: UTF8.self)
  }

  /// One member of the object that comes next, and passes over the others; nil where it has none of that name.
  mutating func text(of member: String) -> String? {
    guard open() else { return nil }
    var found: String?
    while let key = key() {
      if key.elementsEqual(member.utf8) { found = text() } else { skip() }
    }
    at += 1
    return found
  }

  mutating func number() -> UInt64? {
    var value: UInt64 = 0
    let start = at
    while at < bytes.count, case let digit = bytes[at] &- UInt8(ascii: "0"), digit < 10 {
      value = value &* 10 &+ UInt64(digit)
      at += 1
    }
    // 15 digits are within the bound of what is stated: a longer number is left to the whole reader.
    failed = failed || at == start || at - start > 15
    return value
  }

  /// Passes over a value of any kind.
  mutating func skip() {
    var depth = 0
    while at < bytes.count {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        skipString()
        if depth == 0 { return }
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"):
        if depth == 0 { return }
        depth -= 1
        if depth == 0 {
          at += 1
          return
        }
      case UInt8(ascii: ","): if depth == 0 { return }
      default: break
      }
      at += 1
    }
    failed = true
  }

  private mutating func skipString() {
    at += 1
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") { at += bytes[at] == UInt8(ascii: "\\") ? 2 : 1 }
    at += 1
  }

  /// The bytes of a text; nil for one with escapes.
  private mutating func string() -> UnsafeRawBufferPointer? {
    guard at < bytes.count, bytes[at] == UInt8(ascii: "\"") else { return nil }
    let start = at + 1
    at = start
    while at < bytes.count, bytes[at] != UInt8(ascii: "\"") {
      if bytes[at] == UInt8(ascii: "\\") { return nil }
      at += 1
    }
    guard at < bytes.count else { return nil }
    defer { at += 1 }
    return UnsafeRawBufferPointer(rebasing: bytes[start..<at])
  }
}

extension ManifestReader {
  /// What a glance at one line finds.
  public enum Glimpse: Sendable {
    /// A sound line.
    case event(Glance)
    /// The books of a merged segment.
    case sums(Event)
    /// An unsound one.
    case damage(Damage)
  }

  /// Calls `body` with what the books need of each line of one segment, until it returns false.
  public func glance(in segment: Segment, _ body: (Glimpse) throws -> Bool) throws {
    let lines = try SegmentLines(segment, in: directory)
    while let line = try lines.next() {
      if line.complete, line.fault == nil, EventLine.check(line.bytes) == nil, let glance = Glance(line: line.bytes),
        glance.kind != .sums
      {
        if try !body(.event(glance)) { return }
        continue
      }
      switch Self.entry(segment, line) {
      case .event(let event, _): if try !body(event.kind == .sums ? .sums(event) : .event(Glance(of: event))) { return }
      case .damage(let damage): if try !body(.damage(damage)) { return }
      }
    }
  }
}
