import SystemPackage

/// Names of the files in a list's directory.
public struct ListLayout: Sendable, Hashable {
  /// The list's directory.
  public let directory: FilePath

  /// The files of the list in this directory.
  public init(_ directory: FilePath) { self.directory = directory }

  /// The list as the user gave it; `kind` is the end of its name.
  public func source(_ kind: String) -> FilePath { directory.appending("source.\(kind)") }
  /// What it is and how far it has come.
  public var progress: FilePath { directory.appending("progress.json") }
  /// Lines that are no entries.
  public var rejects: FilePath { directory.appending("rejects.ndjson") }
  /// Entries of the list, in its order.
  public var entries: FilePath { directory.appending(Self.entriesName) }
  /// A file of entries by its name.
  public func file(_ name: String) -> FilePath { directory.appending(name) }

  /// What the manifest notes when a list was taken, by its name.
  public static let taken = "list taken"
  /// What the manifest notes when every entry of a list has ended.
  public static let finished = "list finished"

  /// The name of the file of entries.
  public static let entriesName = "entries.ndjson"

  /// The name of the file of entries put off until a second since 1970.
  public static func dueName(_ second: Int64) -> String { "due-\(second).ndjson" }

  /// The second that a file of entries put off is named by; nil for any other name.
  public static func dueSecond(_ name: String) -> Int64? {
    guard name.hasPrefix("due-"), name.hasSuffix(".ndjson") else { return nil }
    return Stated.bytes(name.dropFirst(4).dropLast(7))
  }
}
