import Foundation
import SystemCalls
import Testing

/// What the program knows is written down once: pages that repeat it are generated, and compared here.
struct GeneratedPageTests {
  static let settingsPage = Programs.file("Sources/sluice/Sluice.docc/Settings.md")

  @Test func `README's table of commands is what the program says of itself`() throws {
    let mode = Golden.isUpdating ? [] : ["--check"]
    let script = ["python3", "scripts/command-table.py"] + mode + [Programs.beside("sluice").string]
    let run = try Programs.run("/usr/bin/env", script)
    #expect(run.status == 0, "\(run.errors)")
  }

  @Test func `the page of settings holds every setting as it is`() throws {
    let table = try Programs.sluice(["config", "--table"]).output
    let page = try Programs.text(Self.settingsPage)
    let (begin, end) = ("<!-- table: begin -->\n", "<!-- table: end -->")
    let start = try #require(page.range(of: begin)?.upperBound)
    let stop = try #require(page.range(of: end)?.lowerBound)
    let expected = table.trimmingSuffix("\n") + "\n"
    if Golden.isUpdating {
      let updated = page.replacingCharacters(in: start..<stop, with: expected)
      return try Sys.publish(Array(updated.utf8), at: Self.settingsPage)
    }
    #expect(String(page[start..<stop]) == expected, "SLUICE_GOLDEN=update swift test --filter GeneratedPageTests")
  }

  @Test func `the repository's sluice.yaml explains every setting with its default`() throws {
    let expected = try Programs.sluice(["config", "--default"]).output
    let file = Programs.file("sluice.yaml")
    if Golden.isUpdating { return try Sys.publish(Array(expected.utf8), at: file) }
    #expect(try Programs.text(file) == expected, "sluice config --default > sluice.yaml")
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
