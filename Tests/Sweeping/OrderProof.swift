import Foundation
import SystemCalls

/// Reads the calls of one or several runs and proves law 2 and law 11 of them, as if power could fail after any call.
///
/// A kill loses nothing that was written, so what a killed run left unsynced is still unsynced for the next: traces of a
/// killed run and of its heir are read as one.
package struct OrderProof {
  /// What the two laws say of calls, as rules.
  package enum Rule: String, Sendable, CaseIterable {
    /// No rename publishes bytes or names that are not synced.
    case publish
    /// No source goes before its licence lasts, nor a licence before the outputs it names and the names they have; what a person
    /// dropped leaves the inbox only beside a note that lasts.
    case source
    /// Every event is synced, and so is its segment's name, before its rename.
    case event
    /// Every step that was said is made or taken back, and every directory that it touched is synced, before the mark.
    case mark
  }

  /// What a workspace says of its runs: which event each write holds, and what became of the sources.
  package struct Ground: Sendable {
    fileprivate let told: ToldSteps
    fileprivate let licences: Licences

    /// Reads it.
    package init(_ root: FilePath) throws {
      told = try ToldSteps(root)
      licences = try Licences(root)
    }
  }

  /// A call that breaks a rule.
  package struct Breach: Sendable, CustomStringConvertible {
    package let rule: Rule
    package let call: Trace.Call
    package let message: String
    package var description: String { "\(rule.rawValue): \(message) (call \(call))" }
  }

  package private(set) var breaches: [Breach] = []
  /// Steps that were proven, to be told from a trace in which none was found.
  package private(set) var steps = 0
  package private(set) var marks = 0
  package private(set) var sources = 0
  package private(set) var arrivals = 0

  private var storage = LastingStorage()
  private var manifests: ToldSteps
  private let licences: Licences
  /// Items in 04 whose outputs were written, and those whose metadata licensed them after that.
  private var written: Set<String> = []
  private var licensed: Set<String> = []
  /// Steps made since their worker's last mark: by its manifest's directory.
  private var unmarked: [String: [(source: String, target: String)]] = [:]

  /// Whether a call moves an item or a batch to where the books will have it.
  package static func isStep(_ call: Trace.Call) -> Bool {
    guard call.name == "rename" else { return false }
    let isReturn = call.path.hasPrefix("stages/99_errors/") && call.target.hasPrefix("stages/00_inbox/")
    return isReturn || Place.isStep(call.target)
  }

  /// Proves the order of a trace of runs in `root`, whose manifests say which event each write holds, and whose items what
  /// became of their sources.
  package init(_ trace: Trace, root: FilePath) throws { self.init(trace, in: try Ground(root)) }

  /// The same for several traces of one workspace.
  package init(_ trace: Trace, in ground: Ground) {
    manifests = ground.told
    licences = ground.licences
    for call in trace.calls where call.errno == 0 { take(call) }
  }

  private mutating func take(_ call: Trace.Call) {
    switch call.name {
    case "open": storage.open(call.path)
    case "mkdir": storage.name(call.path)
    case "write":
      storage.write(call.path)
      if Place.isOutput(call.path) { written.insert(call.path.parent) }
      for event in manifests.write(call.path, bytes: call.result) where event.kind == "mark" { mark(event, call) }
    case "fsync", "fdatasync":
      storage.sync(call.path, names: call.name == "fsync")
      manifests.sync(call.path)
    case "syncfs":
      storage = LastingStorage(known: storage)
      manifests.syncAll()
    case "unlink", "rmdir":
      unlink(call)
      storage.remove(call.path)
    case "link": storage.link(call.path, to: call.target)
    case "rename": rename(call)
    default: break
    }
  }

  // MARK: Rules

  private mutating func rename(_ call: Trace.Call) {
    let name = call.target.lastComponent
    // To a private name, or into a private directory that is published later, is no publishing; progress is for eyes only.
    if !name.hasPrefix("."), !call.target.contains("/.incoming/"), name != "progress.json" {
      for trouble in storage.unsynced(at: call.path) { add(.publish, call, "\(trouble) is not synced") }
    }
    if Place.isSource(call.path) { losesSource(call) }
    if Place.isOutput(call.target) {
      written.insert(call.target.parent)
      licensed.remove(call.target.parent)
    }
    if Place.isLicence(call.target), written.contains(call.target.parent) { license(call) }
    if Place.isArrival(call) { arrive(call) }
    if Self.isStep(call) { step(call) }
    storage.rename(call.path, to: call.target)
    written.remove(call.path)
    licensed.remove(call.path)
  }

  private mutating func unlink(_ call: Trace.Call) {
    if Place.isSource(call.path) { losesSource(call) }
    // What `add` could not hand over is its own copy.
    if Place.isDropped(call.path), !storage.isMade(call.path) {
      add(.source, call, "nobody but a person removes what was dropped")
    }
    let document = "\(call.path.parent)/document"
    guard Place.isAddedNote(call.path), !storage.isMade(document) else { return }
    if storage.isUnsynced(document) { add(.source, call, "\(document) may still be there, and this note names it") }
  }

  /// Outputs last before the metadata that names them takes its place.
  private mutating func license(_ call: Trace.Call) {
    let item = call.target.parent
    let troubles = storage.unsynced(at: item).filter { !$0.lastComponent.hasPrefix(".") }
    for trouble in troubles { add(.source, call, "it licenses outputs, and \(trouble) is not synced") }
    if troubles.isEmpty { licensed.insert(item) }
  }

  private mutating func losesSource(_ call: Trace.Call) {
    let item = call.path.parent
    // A document that somebody still writes to goes back to where it was dropped.
    if item.contains("/.incoming/") && call.target.hasPrefix("stages/00_inbox/") { return }
    sources += 1
    guard item.hasPrefix("stages/04_ocr_completed/") else {
      return add(.source, call, "a source goes in 04 and nowhere else")
    }
    if !licensed.contains(item) { add(.source, call, "nothing licenses it") }
    for trouble in storage.unsynced(at: item) { add(.source, call, "\(trouble) is not synced") }
    switch licences.treatment(of: item.lastComponent) {
    case .deleted?: break
    case .trash?: if !call.target.contains("/.trash/") { add(.source, call, "it was to go to the trash") }
    case .archived?:
      let copies = storage.outside(named: call.path.lastComponent)
      if !copies.contains(where: { storage.lasts($0) }) { add(.source, call, "no copy in the archive is synced") }
    case nil: add(.source, call, "the item's metadata does not let it go")
    }
  }

  /// A document that is taken from the inbox has a note beside its new place that says what it was called.
  private mutating func arrive(_ call: Trace.Call) {
    arrivals += 1
    // An item that comes back brings its note along.
    let isItem = call.target.parent.lastComponent.hasPrefix(".pass@")
    let note = "\(isItem ? call.path : call.target.parent)/arrival.json"
    if isItem {
      for trouble in storage.unsynced(at: call.path) { add(.source, call, "\(trouble) is not synced") }
    } else if !storage.lasts(note) {
      add(.source, call, "its note \(note) is not synced")
    }
  }

  private mutating func step(_ call: Trace.Call) {
    steps += 1
    guard let said = manifests.take(call.target) else { return add(.event, call, "no event says so") }
    if !said.isSynced { add(.event, call, "its event is not synced") }
    if let gap = storage.firstUnsyncedName(of: said.segment) {
      add(.event, call, "the segment's name \(gap) is not synced")
    }
    let source = "\(call.target.lastComponent).pdf"
    if call.target.hasPrefix("stages/05_processed/"),
      let copy = storage.firstUnsynced(named: source, outside: call.path)
    {
      add(.source, call, "where its source went, \(copy), is not synced")
    }
    unmarked[said.manifest, default: []].append((call.path, call.target))
  }

  private mutating func mark(_ event: ToldSteps.Said, _ call: Trace.Call) {
    marks += 1
    for said in manifests.open(in: event.manifest) {
      add(.mark, call, "the step of \(said.id) to \(said.to) was said, and neither made nor taken back")
    }
    for step in unmarked.removeValue(forKey: event.manifest) ?? [] {
      if let gap = storage.firstUnsyncedName(of: step.target) {
        add(.mark, call, "\(step.target): the name \(gap) is not synced")
      }
      if storage.isUnsynced(step.source) { add(.mark, call, "\(step.source) may still be there: not synced") }
    }
  }

  private mutating func add(_ rule: Rule, _ call: Trace.Call, _ message: String) {
    breaches.append(Breach(rule: rule, call: call, message: message))
  }
}

/// What a path is to the laws.
private enum Place {
  /// An item's or a batch's own directory in the place where the books will have it.
  static func isStep(_ target: String) -> Bool {
    let parts = target.split(separator: "/").map(String.init)
    guard parts.count >= 3, !(parts.last?.hasPrefix(".") ?? true) else { return false }
    switch (parts[0], parts[1]) {
    case ("stages", "01_downloaded"), ("stages", "04_ocr_completed"), ("stages", "05_processed"):
      return parts.count == 4 && !parts[2].hasPrefix(".")
    case ("stages", "99_errors"): return parts.count == 5
    case ("stages", "02_ocr_pending"): return parts.count == 3 || parts.count == 5 && parts[3] == "items"
    case ("stages", "03_ocr_processing"): return parts.count == 3
    case ("manifests", "batches"): return parts.count == 3
    default: return false
    }
  }

  /// An item's own document, in its directory.
  static func isSource(_ path: String) -> Bool {
    path.hasPrefix("stages/") && !path.hasPrefix("stages/00_inbox/")
      && path.lastComponent == "\(path.parent.lastComponent).pdf"
  }

  /// The text that a source can go for.
  static func isOutput(_ path: String) -> Bool {
    path.hasPrefix("stages/04_ocr_completed/") && path.lastComponent == "\(path.parent.lastComponent).ocr.json"
  }

  /// The metadata of an item in 04.
  static func isLicence(_ path: String) -> Bool {
    path.hasPrefix("stages/04_ocr_completed/") && path.lastComponent == "\(path.parent.lastComponent).meta.json"
  }

  /// A document, or an item that comes back, on its way out of the inbox.
  static func isArrival(_ call: Trace.Call) -> Bool {
    call.path.hasPrefix("stages/00_inbox/") && call.target.hasPrefix("stages/01_downloaded/.incoming/")
  }

  static func isDropped(_ path: String) -> Bool {
    path.hasPrefix("stages/00_inbox/") && (path.hasSuffix(".pdf") || isAdded(path, "document"))
  }

  static func isAddedNote(_ path: String) -> Bool { isAdded(path, "arrival.json") }

  private static func isAdded(_ path: String, _ name: String) -> Bool {
    path.hasPrefix("stages/00_inbox/.added/") && path.lastComponent == name
  }
}
