import SystemCalls

/// A workspace that olmOCR left, as it lies in a try's directory: which of its groups are finished.
///
/// `results/output_<sha1>.jsonl` is copied into place without a rename, so it is believed only with its
/// `done_flags/done_<sha1>.flag`, which is made after it (olmOCR 0.4.27, `pipeline.py` and `work_queue.py`). A flag without
/// its results is a file still on its way, and no finished group.
public struct OlmocrWorkspace: Sendable, Hashable {
  /// The name of such a workspace in a try's directory.
  public static let name: FilePath.Component = "olmocr"

  /// Where it is.
  public let directory: FilePath

  /// The workspace in this directory.
  public init(_ directory: FilePath) { self.directory = directory }

  /// The files of results by the hash of their group, of groups whose flag is there.
  ///
  /// Results are looked for below `results/` at any depth, as copies by hand nest it (`results/results`); of two files of one
  /// group the one nearer to the top counts. Symbolic links are never followed.
  public func finished() throws(SystemError) -> [String: FilePath] {
    var flags: Set<String> = []
    for name in try Self.names(in: directory.appending("done_flags")) {
      if let hash = Self.hash(name, "done_", ".flag") { flags.insert(hash) }
    }
    guard !flags.isEmpty else { return [:] }
    var found: [String: FilePath] = [:]
    var level = [directory.appending("results")]
    while !level.isEmpty {
      var next: [FilePath] = []
      for directory in level {
        for entry in try Self.entries(of: directory) {
          let path = directory.appending(entry.name)
          let kind = if let kind = entry.kind { kind } else { try Sys.status(of: path).kind }
          switch kind {
          case .directory: next.append(path)
          case .file:
            guard let hash = Self.hash(entry.name.string, "output_", ".jsonl"), flags.contains(hash) else { continue }
            found[hash] = found[hash] ?? path
          case .symlink, .special: continue
          }
        }
      }
      level = next
    }
    return found
  }

  private static func names(in directory: FilePath) throws(SystemError) -> [String] {
    try entries(of: directory).map(\.name.string)
  }

  /// The entries of a directory; none where there is no directory.
  private static func entries(of directory: FilePath) throws(SystemError) -> [DirectoryEntry] {
    do throws(SystemError) { return try Sys.entries(of: directory) } catch {
      if error.errno == .noSuchFileOrDirectory || error.errno == .notDirectory { return [] }
      throw error
    }
  }

  private static func hash(_ name: String, _ prefix: String, _ suffix: String) -> String? {
    guard name.hasPrefix(prefix), name.hasSuffix(suffix), name.utf8.count > prefix.utf8.count + suffix.utf8.count
    else { return nil }
    return String(name.dropFirst(prefix.count).dropLast(suffix.count))
  }
}
