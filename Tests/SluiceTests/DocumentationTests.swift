import Foundation
import SystemCalls
import TestSupport
import Testing

/// What a stranger reads first is true: examples are valid, and what is pointed to is there.
struct DocumentationTests {
  @Test func `every literal example in README is valid by its schema`() throws {
    let examples = try Self.examples(in: Programs.text(Programs.file("README.md")))
    let names = examples.map(\.schema)
    #expect(
      names == [
        "progress", "reject", "event", "event", "meta", "batch", "list", "job", "outcome", "page", "dolma", "error",
      ])
    let scratch = try TemporaryDirectory()
    let files = try examples.enumerated().map { number, example in
      try scratch.write(Array(example.text.utf8), as: "\(number)-\(example.schema).json")
    }
    let arguments = zip(names, files).map { "\($0)=\($1)" }
    // Debian's own Python: another one in PATH does not see python3-jsonschema.
    let run = try Programs.run(
      "/usr/bin/python3", ["scripts/validate-schemas.py", scratch.path.string] + arguments)
    #expect(run.status == 0, "\(run.output)\(run.errors)")
    // The validator would say so if one were not.
    let broken = try scratch.write(Array("{}".utf8), as: "broken.json")
    let control = try Programs.run(
      "/usr/bin/python3", ["scripts/validate-schemas.py", scratch.path.string, "batch=\(broken)"])
    #expect(control.status == 1)
  }

  @Test(arguments: ["README.md", "CONTRIBUTING.md", "ARCHITECTURE.md", "samples/README.md"])
  func `a link between files of the repository leads somewhere`(_ name: String) throws {
    let page = Programs.file(name)
    let links = try Programs.text(page).matches(of: #/\]\(([^)#:]+)\)/#).map { String($0.1) }
    let dead = links.filter { !Sys.exists(page.removingLastComponent().pushing(FilePath($0))) }
    #expect(dead == [])
  }

  @Test func `a page of the catalogue points only to pages that are there, and each is pointed to`() throws {
    let catalogue = Programs.file("Sources/sluice/Sluice.docc")
    let pages = try [catalogue, catalogue.appending("Decisions")].flatMap { folder in
      try Sys.entries(of: folder).filter { $0.name.string.hasSuffix(".md") }.map { folder.appending($0.name) }
    }
    let names = Set(pages.map { String($0.lastComponent?.string.dropLast(3) ?? "") })
    var targets: Set<String> = ["Sluice"]
    for page in pages {
      targets.formUnion(try Programs.text(page).matches(of: #/<doc:([^>]+)>/#).map { String($0.1) })
    }
    #expect(targets.subtracting(names) == [])
    #expect(names.subtracting(targets) == [])
  }

  private static func examples(in readme: String) -> [(schema: String, text: String)] {
    readme.matches(of: #/<!-- example: ([a-z]+) -->\n```json\n((?s:.*?))```/#)
      .map { (schema: String($0.1), text: String($0.2)) }
  }
}
