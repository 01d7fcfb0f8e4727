/// The kinds of documents that are read. The raw value is the ending a document's name has in its item, and the word in meta.json.
public enum DocumentKind: String, Sendable, Hashable, Codable, CaseIterable {
  /// A PDF.
  case pdf
  /// A picture as PNG.
  case png
  /// A picture as JPEG.
  case jpg
  /// Pictures as TIFF, one a page.
  case tif

  /// How many of a file's first bytes tell its kind: ISO 32000-1 Annex H, note 13, looks for a PDF's header in so many.
  public static let headSize = 1024

  /// The kind that a file's first bytes announce, whatever the file is called; nil for none of these.
  ///
  /// A picture's signature stands at the very beginning and counts first: its remarks may hold anything.
  public init?(head: some Collection<UInt8>) {
    if head.starts(with: [0x89, 0x50, 0x4E, 0x47]) {
      self = .png
    } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
      self = .jpg
    } else if head.starts(with: [0x49, 0x49, 0x2A, 0x00]) || head.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) {
      self = .tif
    } else if head.prefix(Self.headSize).firstRange(of: Array("%PDF-".utf8)) != nil {
      self = .pdf
    } else {
      return nil
    }
  }

  /// Whether it is a file of pictures.
  public var isPicture: Bool { self != .pdf }

  /// The name of an item's document.
  public func fileName(of identifier: String) -> String { "\(identifier).\(rawValue)" }

  /// A name without the ending of one of some kinds; as it is where it has none.
  public static func withoutEnding(_ name: [UInt8], of kinds: [DocumentKind] = allCases) -> [UInt8] {
    for kind in kinds {
      let ending = Array(".\(kind.rawValue)".utf8)
      guard name.count > ending.count else { continue }
      // Letters in either case; a dot is none.
      if name.suffix(ending.count).map({ $0 | ($0 >= 0x40 ? 0x20 : 0) }) == ending {
        return Array(name.dropLast(ending.count))
      }
    }
    return name
  }
}
