import Digests
import Testing

@testable import Tasks

@Suite struct OlmocrGroupsTests {
  @Test func `groups are told by their names, whatever their size`() {
    let paths = (1...25).map { "/b/items/d\($0)/d\($0).pdf" }
    let sorted = paths.sorted { Array($0.utf8).lexicographicallyPrecedes(Array($1.utf8)) }
    for size in [1, 4, 7, 25, 40] {
      let groups = stride(from: 0, to: 25, by: size).map { Array(sorted[$0..<min($0 + size, 25)]) }
      let names = groups.map { DigestOfNames.of($0) }
      let found = OlmocrGroups.members(of: Set(names), among: paths, longest: 500)
      for (name, group) in zip(names, groups) { #expect(found[name] == group) }
      #expect(OlmocrGroups.members(of: ["strange"], among: paths, longest: 500).isEmpty)
    }
  }
}

/// The name olmOCR gives a group of sorted paths.
private enum DigestOfNames {
  static func of(_ paths: [String]) -> String { Digest.sha1Hex(Array(paths.joined().utf8)) }
}
