import Formats
import SystemCalls

extension Spool {
  /// Files that workers write beside documents, by their whole name.
  private static let noteNames: Set<String> = [
    "answer", "arrival.json", "batch.json", "document.resume", "error.json", "list.ndjson", "progress.json",
    ".tries.json",
  ]
  /// The same, by how their names end.
  private static let noteEndings = [".meta.json", ".pages.ndjson", ".ocr.jsonl", ".ocr.json"]

  /// Removes a private directory whose work is over or was given up. Whether it is gone.
  ///
  /// This is the one place of the rule that a directory which may hold a document is never removed as a tree: a listing that
  /// was not whole, or a rename whose reply was lost, would cost the only copy. Notes that workers write are known by their
  /// names and removed; where anything else is in it (a document, a list, an item) nothing is removed, and the next pass or
  /// a person finds it. The last word is the file server's, which removes no directory that holds a name.
  ///
  /// - Parameter fetched: whether it is that of a document being fetched, which can be fetched again.
  @discardableResult
  public static func removeDebris(_ directory: FilePath, fetched: Bool = false) throws(SystemError) -> Bool {
    guard let notes = try notes(in: directory, fetched: fetched) else { return false }
    for note in notes {
      if note.isDirectory { try removeEmpty(note.path) } else { try Sys.removeIfThere(note.path) }
    }
    do throws(SystemError) { try removeEmpty(directory) } catch {
      if error.errno == .directoryNotEmpty { return false }
      throw error
    }
    return true
  }

  /// Removes a directory with nothing in it; one that is not there is no error.
  public static func removeEmpty(_ directory: FilePath) throws(SystemError) {
    do throws(SystemError) { try Sys.removeDirectory(directory) } catch {
      // Some file systems say that the name exists where others say that the directory is not empty (rmdir(2)).
      if error.errno == .fileExists { throw SystemError(call: "rmdir", path: directory, errno: .directoryNotEmpty) }
      if error.errno != .noSuchFileOrDirectory { throw error }
    }
  }

  /// What is below a directory, deepest first; nil where anything but notes is among it.
  private static func notes(
    in directory: FilePath, fetched: Bool
  ) throws(SystemError) -> [(path: FilePath, isDirectory: Bool)]? {
    var found: [(path: FilePath, isDirectory: Bool)] = []
    let entries: [DirectoryEntry]
    do throws(SystemError) { entries = try Sys.entries(of: directory) } catch {
      if error.errno == .noSuchFileOrDirectory { return [] }
      throw error
    }
    for entry in entries {
      let path = directory.appending(entry.name)
      var kind = entry.kind
      if kind == nil { kind = try Sys.status(of: path).kind }
      if kind == .directory {
        guard let below = try notes(in: path, fetched: fetched) else { return nil }
        found += below + [(path, true)]
      } else {
        guard isNote(entry.name.string, fetched: fetched) else { return nil }
        found.append((path, false))
      }
    }
    return found
  }

  /// Whether a name is one that workers give to their notes, or to a file before it is published.
  private static func isNote(_ name: String, fetched: Bool) -> Bool {
    noteNames.contains(name) || name.hasPrefix(".") && name.hasSuffix(".tmp")
      || noteEndings.contains(where: name.hasSuffix) || fetched && name == "document"
  }
}
