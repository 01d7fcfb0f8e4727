// How `Encodable` types reach a `JSONWriter`: the three containers that they ask an `Encoder` for.
//
// Where a protocol asks for one function for each kind of number, one generic function answers for all of them.

/// What the containers of one value share: the text, and what is open in it.
final class JSONEncoding {
  // Nothing writes while something else does: one value is encoded at a time, and checking that anew for each member costs
  // a tenth of it.
  @exclusivity(unchecked) var writer: JSONWriter

  init(indents: Bool) { writer = JSONWriter(indents: indents) }

  /// The JSON of one value.
  static func bytes(_ value: some Encodable, indents: Bool) throws -> [UInt8] {
    let encoding = JSONEncoding(indents: indents)
    try encoding.write(value, depth: 0)
    return encoding.writer.bytes
  }

  func write<Value: Encodable>(_ value: Value, depth: Int) throws {
    let open = OpenValue(self, depth: depth)
    try value.encode(to: open)
    open.close()
  }
}

/// One value that is being written.
final class OpenValue: Encoder {
  private enum Shape { case scalar, object, array }

  let encoding: JSONEncoding
  let depth: Int
  private let start: Int
  private var shape = Shape.object
  @exclusivity(unchecked) private(set) var parts: [JSONWriter.Part] = []
  /// Objects and arrays that a type opens by hand: they are written aside, as several may be open at once.
  private var nested: [(part: Int, value: OpenValue)] = []

  /// Where a value stands is told to nobody: no type of ours asks.
  var codingPath: [any CodingKey] { [] }
  var userInfo: [CodingUserInfoKey: Any] { [:] }

  init(_ encoding: JSONEncoding, depth: Int) {
    self.encoding = encoding
    self.depth = depth
    start = encoding.writer.bytes.count
  }

  /// Adds a member, or an element under any key.
  func add(_ key: String, _ write: (inout JSONWriter) throws -> Void) rethrows {
    let begin = encoding.writer.bytes.count
    try write(&encoding.writer)
    parts.append(JSONWriter.Part(key: key, range: begin..<encoding.writer.bytes.count))
  }

  func add(_ key: String, _ value: some Encodable) throws {
    let begin = encoding.writer.bytes.count
    try encoding.write(value, depth: depth + 1)
    parts.append(JSONWriter.Part(key: key, range: begin..<encoding.writer.bytes.count))
  }

  func nest(_ key: String) -> OpenValue {
    let value = OpenValue(JSONEncoding(indents: encoding.writer.indents), depth: depth + 1)
    nested.append((parts.count, value))
    parts.append(JSONWriter.Part(key: key, range: 0..<0))
    return value
  }

  func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
    parts.reserveCapacity(16)
    return KeyedEncodingContainer(ObjectEncoding<Key>(value: self))
  }

  func unkeyedContainer() -> any UnkeyedEncodingContainer {
    shape = .array
    return ArrayEncoding(value: self)
  }

  func singleValueContainer() -> any SingleValueEncodingContainer {
    shape = .scalar
    return ScalarEncoding(value: self)
  }

  func close() {
    for (part, value) in nested {
      value.close()
      parts[part].range = encoding.writer.append(value.encoding.writer.bytes)
    }
    switch shape {
    case .scalar: break
    case .array: encoding.writer.closeArray(parts, from: start, depth: depth)
    case .object: encoding.writer.closeObject(parts, from: start, depth: depth)
    }
  }
}

private struct ObjectEncoding<Key: CodingKey>: KeyedEncodingContainerProtocol {
  let value: OpenValue
  var codingPath: [any CodingKey] { [] }

  func encodeNil(forKey key: Key) { value.add(key.stringValue) { $0.writeNull() } }
  func encode(_ text: String, forKey key: Key) { value.add(key.stringValue) { $0.write(text) } }
  func encode(_ flag: Bool, forKey key: Key) { value.add(key.stringValue) { $0.write(flag) } }
  func encode(_ number: Int, forKey key: Key) { value.add(key.stringValue) { $0.write(number) } }
  func encode(_ number: Int64, forKey key: Key) { value.add(key.stringValue) { $0.write(number) } }
  func encode(_ number: Double, forKey key: Key) throws { try value.add(key.stringValue) { try $0.write(number) } }
  func encode<Value: Encodable>(_ other: Value, forKey key: Key) throws { try value.add(key.stringValue, other) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested>
  {
    value.nest(key.stringValue).container(keyedBy: type)
  }
  func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
    value.nest(key.stringValue).unkeyedContainer()
  }
  func superEncoder() -> any Encoder { value.nest("super") }
  func superEncoder(forKey key: Key) -> any Encoder { value.nest(key.stringValue) }
}

private struct ArrayEncoding: UnkeyedEncodingContainer {
  let value: OpenValue
  var codingPath: [any CodingKey] { [] }
  var count: Int { value.parts.count }

  func encodeNil() { value.add("") { $0.writeNull() } }
  func encode<Value: Encodable>(_ other: Value) throws { try value.add("", other) }

  func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
    value.nest("").container(keyedBy: type)
  }
  func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer { value.nest("").unkeyedContainer() }
  func superEncoder() -> any Encoder { value.nest("") }
}

private struct ScalarEncoding: SingleValueEncodingContainer {
  let value: OpenValue
  var codingPath: [any CodingKey] { [] }

  func encodeNil() { value.encoding.writer.writeNull() }
  func encode(_ text: String) { value.encoding.writer.write(text) }
  func encode(_ flag: Bool) { value.encoding.writer.write(flag) }
  func encode(_ number: Double) throws { try value.encoding.writer.write(number) }
  // A `Float` shows fewer digits than the `Double` it is equal to.
  func encode(_ number: Float) throws { try value.encoding.writer.write(Double(number.description) ?? .nan) }
  func encode(_ number: Int) { value.encoding.writer.write(number) }
  func encode(_ number: Int8) { value.encoding.writer.write(number) }
  func encode(_ number: Int16) { value.encoding.writer.write(number) }
  func encode(_ number: Int32) { value.encoding.writer.write(number) }
  func encode(_ number: Int64) { value.encoding.writer.write(number) }
  func encode(_ number: UInt) { value.encoding.writer.write(number) }
  func encode(_ number: UInt8) { value.encoding.writer.write(number) }
  func encode(_ number: UInt16) { value.encoding.writer.write(number) }
  func encode(_ number: UInt32) { value.encoding.writer.write(number) }
  func encode(_ number: UInt64) { value.encoding.writer.write(number) }
  func encode<Value: Encodable>(_ other: Value) throws { try value.encoding.write(other, depth: value.depth) }
}
