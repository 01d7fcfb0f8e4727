import Formats
import SystemCalls

/// A list in one JSON text: `{"identifiers": […], "collection": …}`, an array, or the object of one entry.
///
/// Only where its elements begin and end is found here, in constant memory; each is then read by the full parser.
struct JSONList {
  let path: FilePath

  /// Names of the member that holds the entries.
  static let listNames: Set<String> = ["identifiers", "urls", "entries"]

  /// What the object says besides its entries is written down with each of them: so many times the list's own size may come of
  /// that, and so many bytes more. A list that people write says a few words for all.
  private static let (mostTimes, mostBytes) = (64, 16 << 20)

  func forEach(_ body: (Found) throws -> Bool) throws {
    let shared = try members()
    var number = 0
    guard shared.hasList else {
      number = 1
      _ = try body(.values(shared.values, line: 1, text: []))
      return
    }
    try scan { path, bytes in
      guard case .element = path else { return true }
      number += 1
      return try body(Self.found(bytes, number, shared.values))
    }
  }

  /// What the object says besides its entries holds for each of them, unless the entry itself says otherwise.
  private static func found(_ bytes: [UInt8], _ number: Int, _ shared: [String: JSONValue]) -> Found {
    guard case .values(let values, let line, let text) = ListReader.object(bytes, line: number) else {
      return ListReader.object(bytes, line: number)
    }
    return .values(values.merging(shared) { own, _ in own }, line: line, text: text)
  }

  private func members() throws -> (values: [String: JSONValue], hasList: Bool) {
    var values: [String: JSONValue] = [:]
    var hasList = false
    var (entries, shared, size) = (0, 0, 0)
    try scan { path, bytes in
      size += bytes.count
      switch path {
      case .element:
        hasList = true
        entries += 1
      case .emptyList: hasList = true
      case .member(let name):
        shared += name.utf8.count + bytes.count
        size += name.utf8.count
        values[name.lowercased()] = try? FormatCoding.decode(JSONValue.self, from: bytes)
      }
      return true
    }
    if entries.clampedProduct(shared) > size * Self.mostTimes + Self.mostBytes {
      throw ListFault(
        message: "What it says for all its entries, \(shared) bytes, would be kept with each of \(entries): shorten it."
      )
    }
    return (values, hasList)
  }

  private enum Place {
    /// An element of the list.
    case element
    /// A list was begun.
    case emptyList
    /// A named value beside it.
    case member(String)
  }

  /// Finds the outermost values: elements of the list, or members of the object.
  private func scan(_ body: (Place, [UInt8]) throws -> Bool) throws {
    let fault = ListFault(
      message:
        "It is no JSON that lists anything: allowed is {\"identifiers\": [\"…\"]} or one object with an identifier.")
    let file = try Sys.open(path, .read)
    var splitter = JSONSplitter()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    var position: Int64 = 0
    while true {
      try Sys.heedSignal(path)
      let count = try Sys.read(file, at: position, into: &buffer, from: 0)
      if count == 0 { break }
      var block = buffer[..<count]
      if position == 0, block.starts(with: [0xef, 0xbb, 0xbf]) { block = block.dropFirst(3) }
      position += Int64(count)
      for byte in block {
        guard splitter.take(byte) else { throw fault }
        guard let part = splitter.part else { continue }
        splitter.part = nil
        let place: Place =
          switch part.kind {
          case .element: .element
          case .listBegan: .emptyList
          case .member(let name): .member(name)
          }
        guard try body(place, part.bytes) else { return }
      }
    }
    guard splitter.isComplete else { throw fault }
  }
}

/// Cuts a JSON text into the elements of its list and the members beside it.
struct JSONSplitter {
  enum Kind { case element, listBegan, member(String) }
  /// A part that the last byte completed.
  var part: (kind: Kind, bytes: [UInt8])?

  private enum Level { case outside, object, list, done }
  private var level = Level.outside
  private var depth = 0
  private var inString = false
  private var escaped = false
  private var name: String?
  private var value: [UInt8] = []
  private var listIsTop = false

  var isComplete: Bool { level == .done }

  /// Takes the next byte; false where this is no such JSON.
  mutating func take(_ byte: UInt8) -> Bool {
    if inString {
      value.append(byte)
      if escaped { escaped = false } else if byte == 0x5c { escaped = true } else if byte == 0x22 { inString = false }
      return value.count <= TextLines.longest
    }
    if byte == 32 || (9...13).contains(byte) { return true }
    switch level {
    case .done: return false
    case .outside: return open(byte)
    case .object, .list: return inside(byte)
    }
  }

  private mutating func open(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "{"): level = .object
    case UInt8(ascii: "["):
      (level, listIsTop) = (.list, true)
      part = (.listBegan, [])
    default: return false
    }
    return true
  }

  private mutating func inside(_ byte: UInt8) -> Bool {
    if depth > 0 {
      value.append(byte)
      switch byte {
      case 0x22: inString = true
      case UInt8(ascii: "{"), UInt8(ascii: "["): depth += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
      default: break
      }
      return value.count <= TextLines.longest
    }
    switch byte {
    case 0x22:
      value.append(byte)
      inString = true
    case UInt8(ascii: "["), UInt8(ascii: "{"):
      if level == .object, byte == UInt8(ascii: "["), let name, JSONList.listNames.contains(name.lowercased()) {
        level = .list
        part = (.listBegan, [])
        return true
      }
      value.append(byte)
      depth = 1
    case UInt8(ascii: ":") where level == .object && name == nil:
      guard let text = try? FormatCoding.decode(String.self, from: value) else { return false }
      name = text
      value = []
    case UInt8(ascii: ","): return end()
    case UInt8(ascii: "}") where level == .object:
      level = .done
      return end()
    case UInt8(ascii: "]") where level == .list:
      level = listIsTop ? .done : .object
      let ended = endElement()
      name = nil
      return ended
    case UInt8(ascii: "}"), UInt8(ascii: "]"), UInt8(ascii: ":"): return false
    default: value.append(byte)
    }
    return true
  }

  private mutating func end() -> Bool {
    if level == .list { return endElement() }
    defer { (name, value) = (nil, []) }
    guard let name else { return value.isEmpty }
    part = (.member(name), value)
    return !value.isEmpty
  }

  private mutating func endElement() -> Bool {
    if !value.isEmpty { part = (.element, value) }
    value = []
    return true
  }
}
