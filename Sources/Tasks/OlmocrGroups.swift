import Digests

/// Which documents olmOCR put into one group: told by the group's own name, never guessed.
///
/// A group is a slice of the paths in byte order, all slices but the last of one length, and its name is the SHA-1 of its
/// paths one after the other (olmOCR 0.4.27, `work_queue.py`: `populate_queue`, `_compute_workgroup_hash`). The length follows
/// from a random sample of documents, so every length is tried; a slice whose SHA-1 is a group's name is that group. As a
/// document has at least one page, no group has more documents than the pages it aims at.
enum OlmocrGroups {
  /// The paths of each of some groups; a group that no slice has the name of is not in the answer.
  static func members(of names: Set<String>, among paths: [String], longest: Int) -> [String: [String]] {
    let sorted = paths.map { Array($0.utf8) }.sorted { $0.lexicographicallyPrecedes($1) }
    var found: [String: [String]] = [:]
    var length = 1
    while found.count < names.count, length <= min(max(1, longest), max(1, sorted.count)) {
      for start in stride(from: 0, to: sorted.count, by: length) {
        let slice = sorted[start..<min(start + length, sorted.count)]
        let digest = Digest(.sha1)
        for path in slice { digest.update(path) }
        let name = Digest.hex(digest.finish())
        guard names.contains(name), found[name] == nil else { continue }
        found[name] = slice.map { String(decoding: $0, as: UTF8.self) }
      }
      length += 1
    }
    return found
  }
}
