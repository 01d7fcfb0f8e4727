import TestSupport
import Testing

/// The page of the laws: every number that is cited stands there, with types that are there and tests that are there.
struct LawsTests {
  /// One law as its page has it.
  private struct Law {
    let number: Int
    let paragraphs: [Substring]
    /// The types that keep it.
    let types: [String]
    /// The suites that hold it, as `TARGET.SUITE`.
    let suites: [String]

    init(_ number: Int, _ body: String) {
      self.number = number
      paragraphs = body.split(separator: "\n\n").filter { !$0.allSatisfy(\.isNewline) }
      let kept = body.ranges(of: "Kept by").first?.upperBound ?? body.endIndex
      let held = body[kept...].ranges(of: "Held by").first
      types = String(body[kept..<(held?.lowerBound ?? body.endIndex)]).codeNames
      let names = held.map { String(body[$0.upperBound...]).codeNames } ?? []
      suites = names.filter { $0.contains(#/^[\w-]+Tests\.\w+$/#) }
    }

    /// The laws of a page: each is what stands below `### NUMBER. TITLE`.
    static func laws(of page: String) -> [Law] {
      page.split(separator: "\n## ").flatMap { part in
        part.split(separator: "\n### ").dropFirst().compactMap { law in
          guard let head = law.prefixMatch(of: #/(\d+)\. .+\n/#), let number = Int(head.1) else { return nil }
          return Law(number, String(law[head.range.upperBound...]))
        }
      }
    }
  }

  private static let page = Programs.file("Sources/sluice/Sluice.docc/Laws.md")

  /// The files in which each law is cited, by number.
  private static let citations = Result {
    let folders = ["Sources", "Tests", "scripts", "Benchmarks", "README.md", "CONTRIBUTING.md", "ARCHITECTURE.md"]
    let files = ["*.swift", "*.md", "*.sh", "*.py", "*.c", "*.cpp", "*.h"]
    var found: [Int: Set<String>] = [:]
    for match in try SourceTree.matches("\\b[Ll]aws? [0-9]+((, | and | or )[0-9]+)*", in: folders, files: files) {
      for number in match.text.split(whereSeparator: { !$0.isNumber }).compactMap({ Int($0) }) {
        found[number, default: []].insert(match.path)
      }
    }
    return found
  }

  private static let kinds = "struct|class|enum|protocol|actor"
  private static let types = Result {
    try SourceTree.declarations(kinds, below: "Sources").values.reduce(into: Set()) { $0.formUnion($1) }
  }

  /// Suites that have tests, as `TARGET.SUITE`.
  private static let suites = Result {
    let tested = Set(try SourceTree.matches("@Test", in: ["Tests"]).map(\.path))
    return try SourceTree.declarations(kinds, below: "Tests").reduce(into: Set<String>()) { found, file in
      guard tested.contains(file.key), let target = file.key.split(separator: "/").dropFirst().first else { return }
      found.formUnion(file.value.map { "\(target).\($0)" })
    }
  }

  /// What is wrong with a page of laws.
  private static func faults(of page: String) throws -> [String] {
    let (types, suites) = (try types.get(), try suites.get())
    let laws = Law.laws(of: page)
    var faults: [String] = []
    if laws.map(\.number) != Array(1...max(1, laws.count)) { faults.append("numbers: \(laws.map(\.number))") }
    for (number, files) in try citations.get() where !laws.contains(where: { $0.number == number }) {
      faults.append("law \(number) is cited and not there: \(files.sorted())")
    }
    for law in laws {
      let name = "law \(law.number)"
      if law.paragraphs.count != 1 { faults.append("\(name) has \(law.paragraphs.count) paragraphs") }
      if law.types.isEmpty { faults.append("\(name) is kept by no type") }
      if law.suites.isEmpty { faults.append("\(name) is held by no test") }
      faults += law.types.filter { !types.contains($0) }.map { "\(name): no type \($0)" }
      faults += law.suites.filter { !suites.contains($0) }.map { "\(name): no suite \($0)" }
    }
    return faults
  }

  @Test func `every law that is cited is on the page, kept by types and held by suites that are there`() throws {
    let cited = try Self.citations.get()
    #expect(cited.count > 10, "hardly a law is cited: \(cited.keys.sorted())")
    #expect(cited[2]?.contains("Tests/RecoveryTests/OrderTests.swift") == true, "one of several in one line")
    #expect(cited[11]?.contains("Tests/RecoveryTests/OrderTests.swift") == true)
    let faults = try Self.faults(of: Programs.text(Self.page))
    #expect(faults == [])
  }

  /// What stands on the page, and what is put in its place.
  @Test(arguments: [
    ("### 7. ", "### 77. "), ("Kept by `Step`", "Kept by `Hurry`"), ("Kept by `Lease`", "See `Lease`"),
    ("`StageKitTests.PassTests`", "`StageKitTests.NoTests`"), ("`SpoolTests.LeaseTests`", "`ManifestTests.LeaseTests`"),
    ("Held by", "As in"), (" It renames. ", "\n\nIt renames. "),
  ])
  func `A page that lacks a law, a type or a suite is seen`(_ there: String, _ instead: String) throws {
    let page = try Programs.text(Self.page)
    let doctored = page.replacing(there, with: instead)
    #expect(doctored != page)
    #expect(try !Self.faults(of: doctored).isEmpty)
  }
}
