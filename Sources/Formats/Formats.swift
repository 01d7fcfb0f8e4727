// The public file formats of a workspace, one type a file.
//
// `manifests/schema/` holds a JSON Schema for each. Readers ignore fields they do not know, so that an older program
// reads what a newer one wrote; writers always write `format`.

/// How Sluice writes and reads its small JSON files.
public enum FormatCoding {
  /// The longest of them that is read, 64 MiB: no batch and no document has so much to say, and anybody can make a longer file.
  public static let longest = 64 << 20

  /// The version every file format is at; raised when a reader of the former version would misread it.
  public static let version = 1

  /// Encodes one value as a readable file: sorted keys, indented, a newline at the end.
  public static func file(_ value: some Encodable) throws -> [UInt8] {
    try JSONEncoding.bytes(value, indents: true) + [UInt8(ascii: "\n")]
  }

  /// Encodes one value as one line of NDJSON, with its newline.
  public static func line(_ value: some Encodable) throws -> [UInt8] {
    try JSONEncoding.bytes(value, indents: false) + [UInt8(ascii: "\n")]
  }

  /// Decodes one value from the bytes of a file or of a line.
  public static func decode<Value: Decodable>(_ type: Value.Type, from bytes: some Sequence<UInt8>) throws -> Value {
    try JSONDecoding.read(type, from: Array(bytes))
  }

  /// Decodes one value that can say what is wrong with it.
  public static func decode<Value: Decodable & Checked>(
    _ type: Value.Type, from bytes: some Sequence<UInt8>
  ) throws -> Value {
    let value = try JSONDecoding.read(type, from: Array(bytes))
    if let fault = value.fault { throw DecodingError.dataCorrupted(.init(codingPath: [], debugDescription: fault)) }
    return value
  }
}

/// A format with values that cannot be, though they can be written.
public protocol Checked {
  /// What is wrong, as the end of a sentence; nil when nothing is.
  var fault: String? { get }
}
