import CSimdjson

/// The names under which programs write which document a record comes from, in order of preference.
public enum SourceName: Int, Sendable, CaseIterable {
  /// olmOCR's own.
  case sourceFileHyphen
  /// The same with other spelling.
  case sourceFile
  /// In Dolma's own records the name of a data set, so that it is weak.
  case source
  /// `filename`.
  case filename
  /// `file_name`.
  case fileName
  /// `path`.
  case path
  /// `filepath`.
  case filepath
  /// `pdf`.
  case pdf
  /// `pdf_name`.
  case pdfName
  /// `document`, which may also be anything else of that name.
  case document
  /// `document_name`.
  case documentName

  static let inOrder = allCases

  /// The key as it is written.
  public var key: String { sluice_json_source_name(rawValue).map { String(cString: $0) } ?? "" }

  /// Whether the name can mean nothing but the document's file, so that nothing else is asked when it names no item.
  public var isDecisive: Bool { self == .sourceFileHyphen || self == .sourceFile }

  /// Whether the name often holds something else than the document.
  public var isWeak: Bool { self == .source || self == .document }
}

/// A value that may name the document a record comes from.
public struct SourceCandidate: Sendable, Hashable {
  /// Where it stands.
  public enum Place: Sendable, Hashable {
    /// In `metadata`, an object or a string of JSON.
    case metadata
    /// Beside `text`.
    case top
  }

  /// The key.
  public let name: SourceName
  /// Where the key stands.
  public let place: Place
  /// The value's bytes, UTF-8.
  public let value: [UInt8]
}
