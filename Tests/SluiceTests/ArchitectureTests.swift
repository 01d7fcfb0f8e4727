import Foundation
import SystemCalls
import TestSupport
import Testing

/// ARCHITECTURE.md says what the sources are: their targets and imports, and names that are there.
struct ArchitectureTests {
  private static let page = Programs.file("ARCHITECTURE.md")

  /// Targets with what they import.
  private struct Graph {
    /// Targets, as a page has them from top to bottom.
    var order: [String] = []
    var imports: [String: Set<String>] = [:]
    /// C libraries.
    var libraries: Set<String> = []

    /// The graph drawn on a page: its first block of code.
    ///
    /// A line has a layer's name or none, a target, what it is for, and after an arrow what it imports; one without a target
    /// goes on with imports. The last layer holds names alone.
    init(page: String) {
      let block = page.split(separator: "```text\n").dropFirst().first?.split(separator: "```").first ?? ""
      var isLast = false
      for line in block.split(separator: "\n") {
        isLast = isLast || line.hasPrefix("C libraries ")
        if isLast {
          libraries.formUnion(line.split(separator: " ").map(String.init).filter { $0.contains(#/^C[A-Z]/#) })
        } else if let match = line.firstMatch(of: #/^(?:\w[\w ]*?)? {2,13}([\w-]+) +\S.*?(?: {2,}→ (.*))?$/#) {
          order.append(String(match.1))
          imports[String(match.1)] = Set((match.2 ?? "").split(separator: " ").map(String.init))
        } else if let target = order.last {
          imports[target]?.formUnion(line.split(separator: " ").map(String.init))
        }
      }
    }

    /// The graph of the sources, less the imports that a target has through another one.
    init() throws {
      let parents = ["", "Benchmarks", "Stages", "Wrappers"]
      let sources = Programs.file("Sources")
      libraries = Set(try Sys.entries(of: sources.appending("CLibraries")).map(\.name.string))
      var all: [String: Set<String>] = [:]
      for parent in parents {
        for entry in try Sys.entries(of: parent.isEmpty ? sources : sources.appending(parent)) {
          let name = entry.name.string
          if !parents.contains(name) && name != "CLibraries" { all[name] = [] }
        }
      }
      for match in try SourceTree.matches("^([@a-z]+ )*import [A-Za-z0-9_]+", in: ["Sources"]) {
        let parts = match.path.split(separator: "/").map(String.init)
        all[parts[parents.contains(parts[1]) ? 2 : 1]]?.insert(String(match.text.split(separator: " ").last ?? ""))
      }
      let ours = libraries.union(all.keys)
      all = all.mapValues { $0.intersection(ours) }
      for (target, direct) in all {
        let further = direct.reduce(into: Set<String>()) { $0.formUnion(Self.reach(of: $1, all)) }
        imports[target] = direct.subtracting(further)
      }
    }

    private static func reach(of target: String, _ all: [String: Set<String>]) -> Set<String> {
      var found: Set<String> = []
      var rest = Array(all[target] ?? [])
      while let next = rest.popLast() {
        if found.insert(next).inserted { rest += all[next] ?? [] }
      }
      return found
    }
  }

  /// What a page draws otherwise than it is.
  private static func faults(of page: String) throws -> [String] {
    let (drawn, real) = (Graph(page: page), try Graph())
    var faults = drawn.libraries.symmetricDifference(real.libraries).map { "the C library \($0)" }
    for target in Set(drawn.order).union(real.imports.keys) where drawn.imports[target] != real.imports[target] {
      let (there, drawn) = (real.imports[target]?.sorted() ?? [], drawn.imports[target]?.sorted() ?? [])
      faults.append("\(target) imports \(there), and is drawn with \(drawn)")
    }
    for (position, target) in drawn.order.enumerated() {
      let above = drawn.imports[target]?.intersection(drawn.order[...position]) ?? []
      if !above.isEmpty { faults.append("\(target) points up, to \(above.sorted())") }
    }
    return faults
  }

  @Test func `the targets and their imports are drawn as they are, and each arrow points down the page`() throws {
    let faults = try Self.faults(of: Programs.text(Self.page))
    #expect(faults == [])
  }

  @Test(arguments: [
    ("StageKit Lists Hosts", "StageKit Lists"), ("→ Manifest\n", "→ Manifest Spool\n"), ("CTesseract CZlib", "CZlib"),
    ("base         SystemCalls ", "base         SystemCall "),
  ])
  func `A graph that lacks an arrow, a target or a library is seen`(_ there: String, _ instead: String) throws {
    let page = try Programs.text(Self.page)
    let doctored = page.replacing(there, with: instead)
    #expect(doctored != page)
    #expect(try !Self.faults(of: doctored).isEmpty)
  }

  /// Names that no source has: `TYPE.FUNCTION` in a file that declares or extends the type, anything else anywhere.
  private static func missing(in page: String) throws -> [String] {
    let types = try SourceTree.declarations("struct|class|enum|protocol|extension", below: "Sources")
    let functions = try SourceTree.declarations("func", below: "Sources")
    var whole = Data()
    for path in types.keys.sorted() { whole += try Sys.contents(of: Programs.file(path)) }
    return Set(page.codeNames).sorted().filter { name in
      guard let member = name.wholeMatch(of: #/([A-Z]\w*)\.(\w+)/#) else {
        return whole.range(of: Data(name.utf8)) == nil
      }
      return !functions.contains { path, names in
        names.contains(String(member.2)) && types[path]?.contains(String(member.1)) == true
      }
    }
  }

  @Test func `every function, type and file that is named is in the sources`() throws {
    let page = try Programs.text(Self.page)
    #expect(page.codeNames.count > 80)
    // Those that are not there are seen.
    let strange = ["Hurry", "Hurry.run", "Pass.hurry", "hurry.json"]
    let missing = try Self.missing(in: page + strange.map { "`\($0)`" }.joined(separator: " "))
    #expect(missing == strange)
  }

  @Test func `a line has 120 columns at most`() throws {
    #expect(try Programs.text(Self.page).split(separator: "\n").filter { $0.count > 120 } == [])
  }
}
