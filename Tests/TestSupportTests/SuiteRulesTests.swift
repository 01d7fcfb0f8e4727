import SystemCalls
import TestSupport
import Testing

/// The rules of the tests themselves, of which each was broken once and cost a landing or a day.
struct SuiteRulesTests {
  /// A rule: words that stand in no test, and the files where they may.
  struct Rule: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let words: [String]
    let homes: [String]
  }

  private static let rules = [
    Rule(
      testDescription: "a test waits for something, and not for a time",
      words: ["Sys.sleep", "Task.sleep", "usleep(", "nanosleep("],
      homes: ["TestSupport/Waiting.swift"]),
    Rule(
      testDescription: "a program is started where it is noted", words: ["Sys.spawn", "posix_spawn"],
      homes: ["TestSupport/Command.swift"]),
    Rule(
      testDescription: "what is drawn is drawn by the commit",
      words: ["SystemRandomNumberGenerator", "shuffled()", "randomElement()"], homes: []),
    Rule(
      testDescription: "a temporary directory goes with its process", words: ["FilePath(\"/tmp/", "\"TMPDIR\""],
      homes: ["TestSupport/TemporaryDirectory.swift"]),
  ]

  /// Every Swift file below `Tests`, by its path there.
  private static let files = Result {
    let tests = Repository.root.appending("Tests")
    var found: [String: String] = [:]
    func look(_ directory: FilePath, _ name: String) throws {
      for entry in try Sys.entries(of: directory) {
        let path = directory.appending(entry.name)
        if entry.kind == .directory { try look(path, "\(name)\(entry.name.string)/") }
        guard entry.kind == .file, entry.name.string.hasSuffix(".swift") else { continue }
        found["\(name)\(entry.name.string)"] = String(decoding: try Sys.contents(of: path), as: UTF8.self)
      }
    }
    try look(tests, "")
    return found
  }

  @Test(arguments: rules)
  func `Each rule is kept everywhere but where it is at home`(_ rule: Rule) throws {
    let files = try Self.files.get()
    #expect(files.count > 100)
    for (name, text) in files where !rule.homes.contains(name) && name != "TestSupportTests/SuiteRulesTests.swift" {
      let found = rule.words.filter { text.contains($0) }
      #expect(found.isEmpty, "\(name)")
    }
    for home in rule.homes {
      let text = try #require(files[home], "\(home) is no file")
      let isExcepted = rule.words.contains { text.contains($0) }
      #expect(isExcepted, "\(home) needs no exception")
    }
  }
}
