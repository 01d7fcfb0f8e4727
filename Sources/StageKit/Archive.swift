import Digests
import Formats
import Settings
import Spool
import SystemCalls

/// The directory outside of the workspace where sources go by `archive DIR`.
public struct Archive: Sendable, Hashable {
  /// The directory that the settings name.
  public let directory: FilePath

  /// The archive for an item's source; nil where its policy names none.
  public init?(for metadata: ItemMetadata, _ settings: Settings) {
    guard case .archive(let directory) = settings.sourcePolicy(of: metadata) else { return nil }
    self.directory = FilePath(directory)
  }

  /// What tells it from another one, as nothing stored holds a path outside of the workspace.
  public var mark: String { String(Digest.sha256Hex(Array(directory.string.utf8)).prefix(16)) }

  /// Where it has an item's source: in a folder for its shard.
  public func path(of metadata: ItemMetadata, _ identifier: Identifier) -> FilePath {
    directory.appending(identifier.shard.description).appending(metadata.sourceName)
  }
}

extension Settings {
  /// What becomes of an item's source, by how it came.
  public func sourcePolicy(of metadata: ItemMetadata) -> Retention {
    switch metadata.origin {
    case .dropped: self.retention.dropped
    case .downloaded: self.retention.downloaded
    }
  }
}
