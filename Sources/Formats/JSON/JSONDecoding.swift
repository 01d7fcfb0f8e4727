// How `Decodable` types reach a `JSONTape`: the three containers that they ask a `Decoder` for.
//
// Where a protocol asks for one function for each kind of number, one generic function answers for all of them.

/// One value of a tape, and the way to it.
struct JSONDecoding: Decoder, SingleValueDecodingContainer {
  let tape: JSONTape
  let index: Int
  /// The way to what holds it, and its name there: put together only for an error or what is inside.
  let parent: [any CodingKey]
  let key: (any CodingKey)?
  var codingPath: [any CodingKey] { key.map { parent + [$0] } ?? parent }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  /// Reads one value from a whole text.
  static func read<Value: Decodable>(_ type: Value.Type, from bytes: [UInt8]) throws -> Value {
    do {
      return try Value(from: JSONDecoding(tape: try JSONTape(bytes), index: 0, parent: [], key: nil))
    } catch let error as JSONTape.Malformed {
      throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: error.description))
    }
  }

  var entry: JSONTape.Entry { tape.entries[index] }

  // MARK: Containers

  func container<Key: CodingKey>(keyedBy type: Key.Type) throws -> KeyedDecodingContainer<Key> {
    guard entry.kind == .object else { throw mismatch([String: Any].self) }
    return KeyedDecodingContainer(ObjectDecoding<Key>(self))
  }

  func unkeyedContainer() throws -> any UnkeyedDecodingContainer {
    guard entry.kind == .array else { throw mismatch([Any].self) }
    return ArrayDecoding(self)
  }

  func singleValueContainer() -> any SingleValueDecodingContainer { self }

  // MARK: Single values

  func decodeNil() -> Bool { entry.kind == .null }

  func decode(_ type: Bool.Type) throws -> Bool {
    switch entry.kind {
    case .yes: true
    case .no: false
    default: throw mismatch(type)
    }
  }

  func decode(_ type: String.Type) throws -> String {
    guard entry.kind == .text else { throw mismatch(type) }
    guard let text = tape.text(entry) else { throw corrupted("an escape in a text is none") }
    return text
  }

  func decode(_ type: Double.Type) throws -> Double {
    guard entry.kind == .number else { throw mismatch(type) }
    guard let number = tape.number(entry) else { throw corrupted("the number is too large") }
    return number
  }

  func decode(_ type: Float.Type) throws -> Float { Float(try decode(Double.self)) }
  func decode(_ type: Int.Type) throws -> Int { try integer() }
  func decode(_ type: Int8.Type) throws -> Int8 { try integer() }
  func decode(_ type: Int16.Type) throws -> Int16 { try integer() }
  func decode(_ type: Int32.Type) throws -> Int32 { try integer() }
  func decode(_ type: Int64.Type) throws -> Int64 { try integer() }
  func decode(_ type: UInt.Type) throws -> UInt { try integer() }
  func decode(_ type: UInt8.Type) throws -> UInt8 { try integer() }
  func decode(_ type: UInt16.Type) throws -> UInt16 { try integer() }
  func decode(_ type: UInt32.Type) throws -> UInt32 { try integer() }
  func decode(_ type: UInt64.Type) throws -> UInt64 { try integer() }
  func decode<Value: Decodable>(_ type: Value.Type) throws -> Value { try Value(from: self) }

  private func integer<Number: FixedWidthInteger>() throws -> Number {
    guard entry.kind == .number else { throw mismatch(Number.self) }
    guard let number: Number = tape.integer(entry), Stated.allows(number) else {
      throw corrupted("the number is no \(Number.self), or too large for one")
    }
    return number
  }

  /// Any value as it is.
  func value() throws -> JSONValue {
    switch entry.kind {
    case .null: return .null
    case .yes: return .bool(true)
    case .no: return .bool(false)
    case .text: return .string(try decode(String.self))
    case .number:
      if let integer: Int = tape.integer(entry) { return .integer(integer) }
      return .number(try decode(Double.self))
    case .array:
      var elements = ArrayDecoding(self)
      var values: [JSONValue] = []
      while !elements.isAtEnd { values.append(try elements.take(JSONValue.self).value()) }
      return .array(values)
    case .object:
      var values: [String: JSONValue] = [:]
      for (key, index) in tape.members(of: index) where values[key] == nil {
        values[key] = try JSONDecoding(tape: tape, index: index, parent: codingPath, key: AnyKey(stringValue: key))
          .value()
      }
      return .object(values)
    }
  }

  // MARK: Errors

  func mismatch(_ type: Any.Type) -> DecodingError {
    let context = DecodingError.Context(
      codingPath: codingPath, debugDescription: "here is a value of kind \(entry.kind)")
    return entry.kind == .null ? .valueNotFound(type, context) : .typeMismatch(type, context)
  }

  private func corrupted(_ message: String) -> DecodingError {
    .dataCorrupted(.init(codingPath: codingPath, debugDescription: message))
  }
}

/// The members of an object.
private struct ObjectDecoding<Key: CodingKey>: KeyedDecodingContainerProtocol {
  private let tape: JSONTape
  private let index: Int
  /// The values by key, where they are so many that looking through them for each would take long.
  private let byKey: [String: Int]?
  let codingPath: [any CodingKey]

  init(_ object: JSONDecoding) {
    (tape, index, codingPath) = (object.tape, object.index, object.codingPath)
    byKey = object.entry.count > 64 ? Dictionary(tape.members(of: index), uniquingKeysWith: { first, _ in first }) : nil
  }

  private func find(_ key: String) -> Int? { byKey.map { $0[key] } ?? tape.member(key, of: index) }

  private func value(at index: Int, _ key: any CodingKey) -> JSONDecoding {
    JSONDecoding(tape: tape, index: index, parent: codingPath, key: key)
  }

  func member(_ key: any CodingKey) throws -> JSONDecoding {
    guard let index = find(key.stringValue) else {
      throw DecodingError.keyNotFound(
        key, .init(codingPath: codingPath, debugDescription: "there is no \(key.stringValue)"))
    }
    return value(at: index, key)
  }

  /// A member that is there and is not null.
  private func present(_ key: Key) -> JSONDecoding? {
    find(key.stringValue).flatMap { tape.entries[$0].kind == .null ? nil : value(at: $0, key) }
  }

  var allKeys: [Key] {
    tape.members(of: index).compactMap { Key(stringValue: $0.key) }
  }

  func contains(_ key: Key) -> Bool { find(key.stringValue) != nil }
  func decodeNil(forKey key: Key) throws -> Bool { try member(key).decodeNil() }
  func decode(_ type: String.Type, forKey key: Key) throws -> String { try member(key).decode(type) }
  func decode(_ type: Bool.Type, forKey key: Key) throws -> Bool { try member(key).decode(type) }
  func decode(_ type: Int.Type, forKey key: Key) throws -> Int { try member(key).decode(type) }
  func decode(_ type: Int64.Type, forKey key: Key) throws -> Int64 { try member(key).decode(type) }
  func decode(_ type: Double.Type, forKey key: Key) throws -> Double { try member(key).decode(type) }
  func decode<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value { try Value(from: member(key)) }

  // Without these, what may be absent would be looked for three times.
  func decodeIfPresent(_ type: String.Type, forKey key: Key) throws -> String? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Bool.Type, forKey key: Key) throws -> Bool? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Int.Type, forKey key: Key) throws -> Int? { try present(key)?.decode(type) }
  func decodeIfPresent(_ type: Int64.Type, forKey key: Key) throws -> Int64? { try present(key)?.decode(type) }
  func decodeIfPresent<Value: Decodable>(_ type: Value.Type, forKey key: Key) throws -> Value? {
    try present(key).map { try Value(from: $0) }
  }

  func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type, forKey key: Key
  ) throws -> KeyedDecodingContainer<Nested> { try member(key).container(keyedBy: type) }
  func nestedUnkeyedContainer(forKey key: Key) throws -> any UnkeyedDecodingContainer {
    try member(key).unkeyedContainer()
  }
  func superDecoder() throws -> any Decoder { try member(AnyKey(stringValue: "super")) }
  func superDecoder(forKey key: Key) throws -> any Decoder { try member(key) }
}

/// The elements of an array.
private struct ArrayDecoding: UnkeyedDecodingContainer {
  private let array: JSONDecoding
  private var next: Int
  let codingPath: [any CodingKey]
  private(set) var currentIndex = 0

  init(_ array: JSONDecoding) {
    self.array = array
    next = array.index + 1
    codingPath = array.codingPath
  }

  var count: Int? { array.entry.count }
  var isAtEnd: Bool { currentIndex >= array.entry.count }

  private func element() -> JSONDecoding {
    JSONDecoding(tape: array.tape, index: next, parent: codingPath, key: AnyKey(intValue: currentIndex))
  }

  private mutating func advance() {
    next = array.tape.entries[next].next
    currentIndex += 1
  }

  mutating func take(_ type: Any.Type) throws -> JSONDecoding {
    guard !isAtEnd else {
      throw DecodingError.valueNotFound(
        type, .init(codingPath: codingPath, debugDescription: "there are only \(currentIndex) elements"))
    }
    defer { advance() }
    return element()
  }

  mutating func decodeNil() throws -> Bool {
    guard !isAtEnd, element().decodeNil() else { return false }
    advance()
    return true
  }

  // An element that cannot be read is not passed over.
  mutating func decode<Value: Decodable>(_ type: Value.Type) throws -> Value {
    var after = self
    let value = try Value(from: after.take(type))
    self = after
    return value
  }

  mutating func nestedContainer<Nested: CodingKey>(
    keyedBy type: Nested.Type
  ) throws -> KeyedDecodingContainer<Nested> { try take(type).container(keyedBy: type) }
  mutating func nestedUnkeyedContainer() throws -> any UnkeyedDecodingContainer {
    try take([Any].self).unkeyedContainer()
  }
  mutating func superDecoder() throws -> any Decoder { try take((any Decoder).self) }
}

/// A key that may be any text or number.
struct AnyKey: CodingKey {
  let stringValue: String
  let intValue: Int?
  init(stringValue: String) { (self.stringValue, intValue) = (stringValue, nil) }
  init(intValue: Int) { (stringValue, self.intValue) = ("Index \(intValue)", intValue) }
}
