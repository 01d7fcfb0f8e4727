// Golden help texts. Refresh them, README's table of commands and the page of settings with
//
//     SLUICE_GOLDEN=update swift test --filter HelpTests --filter GeneratedPageTests

import SystemCalls
import TestSupport
import Testing

/// What `--help` says is what a person has learned to expect: it changes only when somebody means it to.
struct HelpTests {
  private static let helps = Shared<Command.Answer>()

  /// What a verb says of itself, asked once for all tests.
  private func help(_ verb: Verb) throws -> Command.Answer {
    try Self.helps.value(verb.goldenName) { try Programs.sluice(verb.words.dropFirst() + ["--help"]) }
  }

  @Test(arguments: try Verb.all())
  func `the help of a verb is the one that was agreed on`(_ verb: Verb) throws {
    let run = try help(verb)
    #expect(run.status == 0)
    try Golden.compare(run.output, with: Golden.directory.appending(verb.goldenName))
  }

  @Test(arguments: try Verb.all())
  func `the help of a verb fits a terminal of 80 columns and shows how to type it`(_ verb: Verb) throws {
    let run = try help(verb)
    let lines = run.output.split(separator: "\n")
    // The library does not break the synopsis; the terminal does.
    let wide = lines.filter { $0.count > 80 && !$0.hasPrefix("USAGE: ") }
    #expect(wide.isEmpty, "wider than 80 columns: \(wide)")
    let examples = lines.drop { !$0.uppercased().contains("EXAMPLE") }
    #expect(examples.contains { $0.contains("sluice") }, "no worked example")
    // An example that was broken in two can no longer be copied.
    let broken = zip(examples, examples.dropFirst()).prefix { !$0.1.hasPrefix("USAGE: ") }
      .filter { $0.0.hasPrefix("  ") && !$0.1.hasPrefix(" ") && $0.0.contains("sluice") && Self.isRest($0.1) }
    #expect(broken.isEmpty, "broken in two: \(broken)")
  }

  @Test func `no help text is kept of a verb that is gone`() throws {
    let known = Set(try Verb.all().map(\.goldenName))
    let kept = try Sys.entries(of: Golden.directory).map(\.name.string)
    #expect(kept.filter { !known.contains($0) } == [])
  }

  /// What stands in column one behind an example is either a heading or the example's own second half.
  private static func isRest(_ line: Substring) -> Bool { !line.contains(": ") && line != line.uppercased() }
}
