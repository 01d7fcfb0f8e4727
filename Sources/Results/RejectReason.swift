import JSONLines

/// Why a line or a record of results was kept apart: a short stable code.
public enum RejectReason: String, Sendable, Hashable, CaseIterable {
  /// It breaks JSON's grammar.
  case invalidJSON = "invalid_json"
  /// Its bytes are not UTF-8.
  case invalidUTF8 = "invalid_utf8"
  /// It nests too deep.
  case tooDeep = "too_deep"
  /// A string in it is none that UTF-8 can hold.
  case invalidString = "invalid_string"
  /// A number in it is malformed or out of range.
  case invalidNumber = "invalid_number"
  /// There was no memory to parse it.
  case outOfMemory = "out_of_memory"
  /// It is longer than the limit.
  case tooLong = "too_long"
  /// The file ends within it.
  case torn
  /// It is JSON and holds no object with a string `text`.
  case noRecord = "no_record"
  /// Nothing in it names a document.
  case noSource = "no_source"
  /// It names a document that is not of the batch.
  case noItem = "no_item"
  /// What it names may be several items of the batch.
  case ambiguousSource = "ambiguous_source"
  /// A key that says where it belongs occurs twice.
  case repeatedKey = "repeated_key"
  /// An earlier try gave all of its pages.
  case alreadyCovered = "already_covered"

  /// What happened, as a sentence.
  public var sentence: String {
    switch self {
    case .invalidJSON: "The line is no valid JSON."
    case .invalidUTF8: "The line is not UTF-8."
    case .tooDeep: "The line nests more than 1,024 deep."
    case .invalidString: "A string has a bad escape, a control character or half a surrogate pair."
    case .invalidNumber: "A number is malformed or out of range."
    case .outOfMemory: "There was no memory to parse the line."
    case .tooLong: "The line is longer than the limit."
    case .torn: "The file ends within the line."
    case .noRecord: "The line holds no object with a string `text`."
    case .noSource: "Nothing in the record names its document."
    case .noItem: "The record names a document that is not of this batch."
    case .ambiguousSource: "What the record names may be several documents of this batch."
    case .repeatedKey: "A key that says where the record belongs occurs twice."
    case .alreadyCovered: "An earlier try gave all pages of the record."
    }
  }

  init(_ fault: LineFault) {
    switch fault {
    case .invalidJSON: self = .invalidJSON
    case .invalidUTF8: self = .invalidUTF8
    case .tooDeep: self = .tooDeep
    case .invalidString: self = .invalidString
    case .invalidNumber: self = .invalidNumber
    case .outOfMemory: self = .outOfMemory
    }
  }
}
