import Sweeping
import SystemCalls
import TestSupport
import Testing

/// Laws 2 and 11: what the storage is asked for, in the order it is asked.
struct OrderTests {
  /// A verb's whole run, its children's calls included, and the workspace it ran in.
  fileprivate struct Traced: Sendable {
    let trace: Trace
    let ground: OrderProof.Ground

    private static let all = Shared<Traced>()

    /// The one of a verb for all tests: nobody changes it.
    static func shared(_ verb: Verb) throws -> Traced { try all.value(verb.title) { try Traced(verb) } }

    private init(_ verb: Verb) throws {
      let pipeline = try Pipeline.shared(verb)
      let root = try pipeline.copy()
      let file = pipeline.newFile()
      let answer = try Tool.sluice(verb.command, in: root, ["SLUICE_INJECT_TRACE": "any:\(file)"])
      try #require(answer.status == 0, "\(answer.output)")
      try Pipeline.waitForTasks(in: root)
      trace = try Trace(file, root: root)
      ground = try OrderProof.Ground(root)
    }

    /// The proof of this trace, or of one like it.
    func proof(of calls: [Trace.Call]? = nil) -> OrderProof { OrderProof(calls.map { Trace($0) } ?? trace, in: ground) }

    /// The rules that are broken when a call comes so early.
    func broken(moving call: Int, to place: Int) -> Set<OrderProof.Rule> {
      var calls = trace.calls
      calls.insert(calls.remove(at: call), at: place)
      return Set(proof(of: calls).breaches.map(\.rule))
    }

    func indices(_ fits: (Trace.Call) -> Bool) -> [Int] { trace.calls.indices.filter { fits(trace.calls[$0]) } }
    func last(before call: Int, _ fits: (Trace.Call) -> Bool) -> Int? {
      trace.calls[..<call].lastIndex(where: fits)
    }
  }

  /// Places in a trace: both ends, what is named, and a few between them.
  private static func places(_ range: ClosedRange<Int>, besides named: Int...) -> [Int] {
    Set([range.lowerBound, range.upperBound] + named + Draw.sample(Array(range), 6, for: "places")).filter(
      range.contains
    ).sorted()
  }

  @Test(arguments: Verb.workers + [.run, .retry, .repair])
  func `What is prepared lasts before it is told, told before it moves, and its new place lasts before that is marked`(
    verb: Verb
  ) throws {
    let proof = try Traced.shared(verb).proof()
    #expect(proof.breaches.isEmpty)
    #expect(proof.steps > 0)
    #expect(proof.marks > 0)
    if [Verb.finalize, .archive, .trash, .run].contains(where: { $0.title == verb.title }) {
      #expect(proof.sources > 0)
    }
    if [Verb.download, .run].contains(where: { $0.title == verb.title }) { #expect(proof.arrivals > 0) }
  }

  /// A sync that is left out is a breach of the rule it serves.
  @Test(arguments: OrderProof.Rule.allCases)
  func `Doctored so that a sync is missing, a trace is no proof`(rule: OrderProof.Rule) throws {
    let traced = try Traced.shared(.finalize)
    let syncs = traced.indices(\.isSync)
    var caught = 0
    for index in syncs {
      var calls = traced.trace.calls
      calls.remove(at: index)
      if traced.proof(of: calls).breaches.contains(where: { $0.rule == rule }) { caught += 1 }
    }
    print("\(rule.rawValue): \(caught) of \(syncs.count) syncs are missed when they are left out")
    #expect(caught > 0)
  }

  /// In 04, and where policy says: deleted, moved to the trash, or unlinked after its copy in the archive.
  @Test(arguments: [Verb.finalize, .trash, .archive])
  func `A source that goes at any moment before its outputs, its licence and its copy last is seen`(verb: Verb) throws {
    let traced = try Traced.shared(verb)
    let sources = traced.indices {
      $0.path.hasPrefix("stages/04_ocr_completed/") && $0.path.hasSuffix(".pdf")
        && ($0.name == "unlink" || $0.name == "rename")
    }
    try #require(!sources.isEmpty)
    for source in sources {
      let item = String(traced.trace.calls[source].path.prefix(upTo: traced.trace.calls[source].path.lastSlash))
      // What comes last of all that must come before it.
      let licence = try #require(
        traced.last(before: source) { $0.target == item + "/" + item.afterSlash + ".meta.json" })
      var deadline = try #require(traced.last(before: source) { $0.isSync && ($0.path == item || $0.name == "syncfs") })
      #expect(deadline > licence)
      if verb.title == Verb.archive.title {
        // The copy's own name; the archive's is synced once for all.
        let copy = try #require(traced.last(before: source) { $0.name == "rename" && $0.target.hasPrefix("/") })
        deadline = try #require((copy..<source).first { traced.trace.calls[$0].isSync })
      }
      for place in Self.places(0...deadline, besides: licence) {
        let broken = traced.broken(moving: source, to: place)
        #expect(broken.contains(.source), "\(traced.trace.calls[source]) at \(place) of \(deadline)")
      }
    }
  }

  @Test
  func `A source that goes from anywhere but 04 is seen, and one whose metadata keeps it`() throws {
    let traced = try Traced.shared(.finalize)
    let source = try #require(traced.indices { $0.name == "unlink" && $0.path.hasSuffix(".pdf") }.first)
    let step = try #require(
      traced.indices { $0.name == "rename" && $0.target.hasPrefix("stages/05_processed/") && $0.target.count > 24 }.last
    )
    // After the step to 05 it would go from there.
    for place in ["05_processed", "01_downloaded", "99_errors/damaged"] {
      var calls = traced.trace.calls
      var late = calls.remove(at: source)
      late.path = late.path.replacing("04_ocr_completed", with: place)
      calls.insert(late, at: step)
      #expect(traced.proof(of: calls).breaches.contains { $0.rule == .source }, "\(place)")
    }
    // Kept, the same calls are a loss.
    let kept = try Traced.shared(.archive)
    let item = try #require(kept.indices { $0.name == "unlink" && $0.path.hasSuffix(".pdf") }.first)
    let calls = kept.trace.calls.filter { !$0.path.hasPrefix("/") && !$0.target.hasPrefix("/") }
    #expect(
      kept.proof(of: calls).breaches.contains {
        $0.rule == .source && $0.call.path == kept.trace.calls[item].path && $0.message.contains("no copy")
      })
  }

  @Test
  func `What was dropped and leaves the inbox before the note of its name lasts is seen`() throws {
    let traced = try Traced.shared(.download)
    let arrivals = traced.indices { $0.name == "rename" && $0.target.hasPrefix("stages/01_downloaded/.incoming/") }
      .filter { traced.trace.calls[$0].path.hasPrefix("stages/00_inbox/") }
    try #require(arrivals.count > 3)
    for arrival in arrivals {
      let call = traced.trace.calls[arrival]
      let isItem = !call.target.hasSuffix(".pdf")
      let directory = isItem ? call.path : String(call.target.prefix(upTo: call.target.lastSlash))
      let note = try #require(
        traced.last(before: arrival) { $0.isSync && ($0.path == directory || $0.name == "syncfs") })
      let written = try #require(traced.last(before: note) { $0.name == "write" && $0.path.hasPrefix(directory) })
      for place in Self.places((isItem ? written + 1 : 0)...note) {
        #expect(traced.broken(moving: arrival, to: place).contains(.source), "\(call) at \(place) of \(note)")
      }
    }
    // What `add` handed over names its document until that has left for good.
    let added = try #require(traced.indices { $0.name == "unlink" && $0.path.contains("/.added/") }.first)
    let left = try #require(traced.last(before: added) { $0.path.hasSuffix("/document") && $0.name == "rename" })
    let rest = try #require((left..<added).first { traced.trace.calls[$0].isSync })
    for place in (left + 1)...rest { #expect(traced.broken(moving: added, to: place).contains(.source)) }
  }

  @Test(arguments: [Verb.download, .dispatch, .submit, .cleanup, .finalize, .retry])
  func `A step that is made at any moment before its event is synced is seen`(verb: Verb) throws {
    let traced = try Traced.shared(verb)
    let steps = try traced.steps
    try #require(!steps.isEmpty)
    for (step, manifest) in steps {
      let synced = try #require(traced.last(before: step) { $0.isSync && $0.path.hasPrefix(manifest) })
      let told = try #require(traced.last(before: synced) { $0.name == "write" && $0.path.hasPrefix(manifest) })
      for place in Self.places(0...synced, besides: told, told + 1) {
        let broken = traced.broken(moving: step, to: place)
        #expect(broken.contains(.event), "\(traced.trace.calls[step]) at \(place) of \(synced)")
      }
    }
  }

  @Test(arguments: [Verb.download, .dispatch, .submit, .cleanup, .finalize, .retry])
  func `A mark that is written at any moment before its steps last is seen`(verb: Verb) throws {
    let traced = try Traced.shared(verb)
    for (step, manifest) in try traced.steps {
      let told = try #require(traced.last(before: step) { $0.name == "write" && $0.path.hasPrefix(manifest) })
      let mark = try #require(
        (step..<traced.trace.calls.count).first {
          traced.trace.calls[$0].name == "write" && traced.trace.calls[$0].path.hasPrefix(manifest)
        })
      let synced = try #require(traced.last(before: mark) { $0.isSync })
      for place in Self.places(told + 1...synced, besides: step, step + 1) {
        let broken = traced.broken(moving: mark, to: place)
        #expect(broken.contains(.mark), "\(traced.trace.calls[mark]) at \(place), \(told) to \(synced)")
      }
    }
  }

  @Test(arguments: [Verb.download, .dispatch, .cleanup, .finalize])
  func `A file that takes its public name before its bytes last is seen`(verb: Verb) throws {
    let traced = try Traced.shared(verb)
    let publishings = traced.indices {
      $0.name == "rename" && $0.path.hasSuffix(".tmp") && !$0.target.contains("/.incoming/")
    }
    try #require(!publishings.isEmpty)
    for rename in publishings {
      let path = traced.trace.calls[rename].path
      // A file without bytes has none to lose.
      guard let written = traced.last(before: rename, { $0.name == "write" && $0.path == path }) else { continue }
      let synced = try #require(
        traced.last(before: rename) { $0.isSync && ($0.path == path || $0.name == "syncfs") })
      for place in Self.places(written + 1...synced) {
        #expect(traced.broken(moving: rename, to: place).contains(.publish), "\(path) at \(place) of \(synced)")
      }
    }
  }
}

extension OrderTests.Traced {
  /// The first step of each group, with its worker's manifest.
  fileprivate var steps: [(Int, String)] {
    get throws {
      let manifest = try #require(
        trace.calls.first { $0.name == "write" && $0.path.hasPrefix("manifests/") && $0.path.hasSuffix(".ndjson") }?
          .path)
      let directory = String(manifest.prefix(upTo: manifest.lastSlash)) + "/"
      var steps: [(Int, String)] = []
      var isOpen = false
      for (index, call) in trace.calls.enumerated() {
        if call.path.hasPrefix(directory), call.isSync { isOpen = true }
        guard isOpen, OrderProof.isStep(call) else { continue }
        steps.append((index, directory))
        isOpen = false
      }
      return steps
    }
  }
}

extension String {
  fileprivate var lastSlash: Index { lastIndex(of: "/") ?? startIndex }
  fileprivate var afterSlash: String { split(separator: "/").last.map(String.init) ?? self }
}
