import SystemCalls

/// Finds files of results.
public enum InputFiles {
  /// The files below a directory whose names end in `.jsonl` or `.ndjson`, in byte order; a file stands for itself.
  ///
  /// Nested directories are searched (`results/results/output.jsonl`). Symbolic links are never followed, hidden names are
  /// passed over, and so are names in `excluding`.
  public static func below(_ path: FilePath, excluding: Set<String> = []) throws(SystemError) -> [FilePath] {
    guard try Sys.status(of: path).kind == .directory else { return [path] }
    var found: [FilePath] = []
    try search(path, excluding, &found)
    return found
  }

  private static func search(
    _ directory: FilePath, _ excluding: Set<String>, _ found: inout [FilePath]
  ) throws(SystemError) {
    for entry in try Sys.entries(of: directory) where !entry.name.isHidden {
      let path = directory.appending(entry.name)
      let kind = if let kind = entry.kind { kind } else { try Sys.status(of: path).kind }
      switch kind {
      case .directory where excluding.contains(entry.name.string): continue
      case .directory: try search(path, excluding, &found)
      case .file where isResults(entry.name) && !excluding.contains(entry.name.string): found.append(path)
      default: continue
      }
    }
  }

  private static func isResults(_ name: FilePath.Component) -> Bool {
    name.bytes.ends(with: ".jsonl") || name.bytes.ends(with: ".ndjson")
  }
}

extension [UInt8] {
  fileprivate func ends(with text: StaticString) -> Bool {
    text.withUTF8Buffer { count > $0.count && suffix($0.count).elementsEqual($0) }
  }
}
