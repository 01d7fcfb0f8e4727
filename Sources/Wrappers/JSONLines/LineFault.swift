import CSimdjson

/// Why a line is no JSON that can be read.
public enum LineFault: String, Error, Sendable, Hashable, CaseIterable {
  /// It breaks the grammar, or bytes follow the value.
  case invalidJSON = "invalid_json"
  /// Its bytes are not UTF-8.
  case invalidUTF8 = "invalid_utf8"
  /// It nests more than 1,024 deep, simdjson's limit.
  case tooDeep = "too_deep"
  /// A string holds a bad escape, a control character, or half of a surrogate pair, which no UTF-8 text can hold.
  case invalidString = "invalid_string"
  /// A number breaks the grammar or fits neither 64 bits nor a double.
  case invalidNumber = "invalid_number"
  /// There was no memory for it.
  case outOfMemory = "out_of_memory"

  init?(code: Int32) {
    switch Int(code) {
    case SLUICE_JSON_OK: return nil
    case SLUICE_JSON_UTF8: self = .invalidUTF8
    case SLUICE_JSON_DEPTH: self = .tooDeep
    case SLUICE_JSON_STRING: self = .invalidString
    case SLUICE_JSON_NUMBER: self = .invalidNumber
    case SLUICE_JSON_MEMORY: self = .outOfMemory
    default: self = .invalidJSON
    }
  }
}
