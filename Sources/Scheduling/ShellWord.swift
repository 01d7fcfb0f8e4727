/// Bytes as one word of a POSIX shell.
public enum ShellWord {
  /// The word as it stands where nothing in it means anything to a shell, in single quotes otherwise.
  public static func quote(_ bytes: [UInt8]) -> [UInt8] {
    if !bytes.isEmpty && bytes.allSatisfy(isPlain) { return bytes }
    let quote = UInt8(ascii: "'")
    return [quote] + bytes.flatMap { $0 == quote ? Array(#"'\''"#.utf8) : [$0] } + [quote]
  }

  private static func isPlain(_ byte: UInt8) -> Bool {
    (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
      || "_./+-=:,@".utf8.contains(byte)
  }

  /// The same for text.
  public static func quote(_ text: String) -> [UInt8] { quote(Array(text.utf8)) }
}
