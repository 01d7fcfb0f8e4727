// The public file formats of a workspace, one type a file.
//
// `manifests/schema/` holds a JSON Schema for each. Readers ignore fields they do not know, so that an older program
// reads what a newer one wrote; writers always write `format`.

/// How Sluice writes and reads its small JSON files.
public enum FormatCoding {
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
}
