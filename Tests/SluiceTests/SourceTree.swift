import TestSupport
import Testing

/// What stands in the repository's own files, as grep(1) finds it: thousands of lines in milliseconds.
enum SourceTree {
  /// What was found, and the file it stands in, by its path in the repository.
  struct Match: Sendable {
    let path: String
    let text: String
  }

  /// All that fits an extended regular expression in files below these folders.
  static func matches(_ pattern: String, in folders: [String], files: [String] = ["*.swift"]) throws -> [Match] {
    let options = ["-rHoE"] + files.map { "--include=\($0)" }
    let answer = try Programs.run("/usr/bin/grep", options + ["-e", pattern, "--"] + folders)
    // 1 says that nothing fits.
    try #require(answer.status == 0 || answer.status == 1, "\(answer.errors)")
    return answer.output.lines.compactMap { line in
      let parts = line.split(separator: ":", maxSplits: 1)
      return parts.count == 2 ? Match(path: String(parts[0]), text: String(parts[1])) : nil
    }
  }

  /// Names that Swift files below a folder declare by one of these words, by file.
  static func declarations(_ words: String, below folder: String) throws -> [String: Set<String>] {
    try matches("\\b(\(words)) [A-Za-z_][A-Za-z0-9_]*", in: [folder]).reduce(into: [:]) { found, match in
      found[match.path, default: []].insert(String(match.text.split(separator: " ").last ?? ""))
    }
  }
}

extension String {
  /// What stands between backticks.
  var codeNames: [String] { matches(of: #/`([^`\n]+)`/#).map { String($0.1) } }
}
