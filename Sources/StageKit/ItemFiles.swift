import Formats
import Spool
import SystemCalls

/// Reading and publishing an item's own files.
public enum ItemFiles {
  /// Why an item's metadata cannot be used.
  public struct Unreadable: Error, CustomStringConvertible {
    /// The file.
    public let path: FilePath
    /// What is wrong.
    public let message: String
    /// Names a file and what is wrong with it.
    public init(path: FilePath, message: String) {
      self.path = path
      self.message = message
    }

    /// One line.
    public var description: String { "\(path): \(message)" }
  }

  /// The metadata in an item's directory.
  public static func metadata(_ directory: FilePath, _ identifier: Identifier) throws -> ItemMetadata {
    let path = Spool.metadata(directory, identifier)
    do {
      return try FormatCoding.decode(ItemMetadata.self, from: try Sys.contents(of: path, limit: FormatCoding.longest))
    } catch let error as SystemError {
      throw error
    } catch {
      throw Unreadable(path: path, message: "is no meta.json: \(error)")
    }
  }

  /// The metadata in an item's directory; nil where there is none, or none that is understood. A storage that fails throws.
  public static func metadataIfSound(
    _ directory: FilePath, _ identifier: Identifier
  ) throws(SystemError) -> ItemMetadata? {
    try FormatCoding.contents(ItemMetadata.self, of: Spool.metadata(directory, identifier))
  }

  /// The visit of the item in a directory; nil where it has no readable metadata.
  public static func visit(_ directory: FilePath, _ identifier: Identifier) -> Int? {
    try? metadata(directory, identifier).visit
  }

  /// Publishes metadata in a directory others may look at.
  public static func publish(_ metadata: ItemMetadata, in directory: FilePath, _ identifier: Identifier) throws {
    try Sys.publish(try FormatCoding.file(metadata), at: Spool.metadata(directory, identifier))
  }

  /// Writes metadata in a private directory; the step's group syncs it.
  public static func writePrivate(_ metadata: ItemMetadata, in directory: FilePath, _ identifier: Identifier) throws {
    try Sys.writePrivate(try FormatCoding.file(metadata), at: Spool.metadata(directory, identifier))
  }

  /// How a source can be seen to have been written to since it was hashed; nil where its size and time are those of then.
  public static func written(_ source: FilePath, since metadata: ItemMetadata) throws(SystemError) -> String? {
    let status = try Sys.status(of: source)
    guard status.size == metadata.fileSize else {
      return "it has \(status.size) bytes and had \(metadata.fileSize) when it was taken"
    }
    guard let mark = metadata.fileMark, !mark.hasPrefix("\(status.modified).") else { return nil }
    return "it was written to since it was taken"
  }

  /// Bytes of an item's source; 0 where it has none.
  public static func sourceSize(_ directory: FilePath, _ identifier: Identifier) -> Int64 {
    Spool.found(directory, identifier).flatMap { try? Sys.status(of: $0.path).size } ?? 0
  }
}
