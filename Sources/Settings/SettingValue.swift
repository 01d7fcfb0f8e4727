import Formats

/// A value as it was written, before its key gives it a type.
public enum WrittenValue: Sendable, Hashable {
  /// One text.
  case text(String)
  /// A list of texts.
  case list([String])

  /// The text; nil for a list.
  var text: String? { if case .text(let text) = self { text } else { nil } }

  /// One line for messages, cut where it is long.
  var shown: String {
    let whole =
      switch self {
      case .text(let text): text
      case .list(let texts): texts.written
      }
    let scalars = Userinfo.masked(whole).unicodeScalars
    let line = String(scalars.map { $0.properties.generalCategory == .control ? "?" : Character($0) })
    return line.count > 60 ? "\(line.prefix(60))…" : line
  }
}

/// A type that a key of `sluice.yaml` can have.
public protocol SettingValue: Sendable, Hashable {
  /// What may be written, as the end of the sentence "allowed is …".
  static var form: String { get }
  /// What the number counts, where the type itself says so; empty otherwise.
  static var unit: String { get }
  /// Reads what was written; nil when it is none of this type.
  init?(written: WrittenValue)
  /// The value as `sluice.yaml` takes it.
  var written: String { get }
}

extension SettingValue {
  /// Most types count nothing.
  public static var unit: String { "" }
}

extension Int: SettingValue {
  /// What may be written.
  public static var form: String { "a whole number" }
  /// Reads decimal digits.
  public init?(written: WrittenValue) {
    guard let text = written.text, let value = Int(text), !text.hasPrefix("+") else { return nil }
    self = value
  }
  /// Decimal digits.
  public var written: String { String(self) }
}

extension Double: SettingValue {
  /// What may be written.
  public static var form: String { "a number" }
  /// Reads a decimal number; `inf`, `nan` and hexadecimal are none.
  public init?(written: WrittenValue) {
    guard let text = written.text, text.utf8.allSatisfy({ "0123456789.-eE".utf8.contains($0) }),
      let value = Double(text), value.isFinite
    else { return nil }
    self = value
  }
  /// The shortest decimal number that reads back as this one.
  public var written: String {
    self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self)
  }
}

extension Bool: SettingValue {
  /// What may be written.
  public static var form: String { "true or false" }
  /// Reads `true` or `false`.
  public init?(written: WrittenValue) {
    guard let text = written.text, let value = Bool(text) else { return nil }
    self = value
  }
  /// `true` or `false`.
  public var written: String { String(self) }
}

extension String: SettingValue {
  /// What may be written.
  public static var form: String { "a text" }
  /// Reads one text.
  public init?(written: WrittenValue) {
    guard let text = written.text else { return nil }
    self = text
  }
  /// The text, in double quotes where YAML would take it for something else.
  public var written: String {
    let plain = utf8.allSatisfy { byte in
      (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
        || "_./+-".utf8.contains(byte)
    }
    if plain, let first, first.isLetter || first == "/" || first == "." { return self }
    let escaped = unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "\n": "\\n"
      case "\t": "\\t"
      case _ where scalar.value < 0x20 || scalar.value == 0x7f:
        "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
      default: String(scalar)
      }
    }
    return "\"\(escaped.joined())\""
  }
}

extension [String]: SettingValue {
  /// What may be written.
  public static var form: String { "a list such as [first, second]" }
  /// Reads a list of texts; a single text is none, as it would hide a missing split into words.
  public init?(written: WrittenValue) {
    guard case .list(let texts) = written else { return nil }
    self = texts
  }
  /// YAML's flow form.
  public var written: String { "[\(map(\.written).joined(separator: ", "))]" }
}

/// A choice among names, written as one of them.
public protocol SettingChoice: SettingValue, RawRepresentable<String>, CaseIterable {}

extension SettingChoice {
  /// What may be written: one of the names.
  public static var form: String {
    let names = allCases.map(\.rawValue)
    return names.count == 1 ? names[0] : "\(names.dropLast().joined(separator: ", ")) or \(names[names.count - 1])"
  }
  /// Reads one of the names.
  public init?(written: WrittenValue) {
    guard let text = written.text else { return nil }
    self.init(rawValue: text)
  }
  /// The name.
  public var written: String { rawValue }
}
