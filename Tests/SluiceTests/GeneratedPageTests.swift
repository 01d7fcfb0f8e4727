import Auditing
import Foundation
import SystemCalls
import TestSupport
import Testing

/// What the program knows is written down once: pages that repeat it are generated, and compared here.
struct GeneratedPageTests {
  static let settingsPage = Programs.file("Sources/sluice/Sluice.docc/Settings.md")

  @Test func `README's table of commands is what the program says of itself`() throws {
    let mode = Golden.isUpdating ? [] : ["--check"]
    let script = ["python3", "scripts/command-table.py"] + mode + [Command.built("sluice").string]
    let run = try Programs.run("/usr/bin/env", script)
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func `the page of settings holds every setting as it is`() throws {
    let table = try Programs.sluice(["config", "--table"]).output
    try compare(Self.settingsPage, with: table.trimmingSuffix("\n") + "\n")
  }

  @Test func `the page of the audit holds the table of names by which it judges`() throws {
    try compare(Programs.file("Sources/sluice/Sluice.docc/Audit.md"), with: LegalPage.table)
  }

  /// The table between a page's marks is this one.
  private func compare(_ path: FilePath, with expected: String) throws {
    let page = try Programs.text(path)
    let (begin, end) = ("<!-- table: begin -->\n", "<!-- table: end -->")
    let start = try #require(page.range(of: begin)?.upperBound)
    let stop = try #require(page.range(of: end)?.lowerBound)
    if Golden.isUpdating {
      let updated = page.replacingCharacters(in: start..<stop, with: expected)
      return try Sys.publish(Array(updated.utf8), at: path)
    }
    #expect(String(page[start..<stop]) == expected, "SLUICE_GOLDEN=update swift test --filter GeneratedPageTests")
  }

  @Test func `the repository's sluice.yaml explains every setting with its default`() throws {
    let expected = try Programs.sluice(["config", "--default"]).output
    let file = Programs.file("sluice.yaml")
    if Golden.isUpdating { return try Sys.publish(Array(expected.utf8), at: file) }
    #expect(try Programs.text(file) == expected, "sluice config --default > sluice.yaml")
  }

  @Test func `every verb has a man page, which renders without a warning and says what its help says`() throws {
    let scratch = try TemporaryDirectory()
    let script = Programs.file("scripts/man-pages.py")
    let written = try Programs.run(script, [Command.built("sluice").string, scratch.path.string])
    #expect(written.status == 0, "\(written.errors)")
    for verb in try Verb.all() {
      let page = scratch.path.appending(verb.words.joined(separator: "-") + ".1")
      let options = ["-man", "-ww", "-Tutf8", "-P-cbou", "-rLL=1000n"]
      let rendered = try Programs.run("/usr/bin/groff", options + [page.string])
      #expect(rendered.status == 0 && rendered.errors.isEmpty, "\(page): \(rendered.errors)")
      #expect(rendered.output.contains(verb.words.joined(separator: " ")), "\(page)")
      #expect(rendered.output.contains(verb.abstract.prefix(40)), "\(page): \(rendered.output)")
    }
  }

  @Test(arguments: ["Downloader", "Dispatcher", "Submitter", "Cleanup", "Finalizer"])
  func `a worker's page says what its source says`(_ worker: String) throws {
    let source = try Programs.text(Programs.file("Sources/Stages/\(worker)/\(worker).swift"))
    let page = try Programs.text(Programs.file("Sources/sluice/Sluice.docc/\(worker).md"))
    for heading in ["Reads", "Writes", "Steps", "Fails", "Crash"] {
      let header = source.split(separator: "\n").first { $0.hasPrefix("// \(heading) ") }
      let sentence = String(try #require(header, "no \(heading)").dropFirst("// \(heading)".count).drop { $0 == " " })
      #expect(page.contains("**\(heading)**"))
      #expect(page.contains(sentence), "\(heading): \(sentence)")
    }
  }
}

extension String {
  fileprivate func trimmingSuffix(_ suffix: Character) -> Substring {
    var rest = self[...]
    while rest.last == suffix { rest.removeLast() }
    return rest
  }
}
