import Manifest
import Spool
import SystemCalls

/// Finds out, from the tree alone, whether a step that was said was made (law 2).
///
/// Nothing is moved on the manifest's word. A step whose subject still is at `from` with the same visit was not made; any
/// other was, even if the subject has travelled on since.
public struct Settling {
  let spool: Spool

  /// Settles against the tree of this spool.
  public init(spool: Spool) { self.spool = spool }

  /// Whether a step was made: its subject is not at `from` any more. An observation stands once the step it was made for
  /// was made: its subject is not where it was observed any more. An error of the storage is no answer.
  public func happened(_ event: Event) throws(SystemError) -> Bool {
    guard let subject = subject(of: event) else { return true }
    guard let place = (event.kind == .observed ? event.to : event.from).flatMap(Place.init) else { return true }
    for source in try sources(of: subject, in: place) {
      if try Self.isThere(subject, at: source, visit: event.visit ?? 0) { return false }
    }
    return true
  }

  /// Whether a step whose rename found nothing was made after all: its subject has travelled on from the target.
  ///
  /// A file server that answers twice says "no such file" of a rename it made, and the next worker may have been faster than
  /// its second answer. An item that is at the door again was taken there by a person: from the target, if that is where its
  /// own metadata has it, and otherwise from the source before the step could be made.
  func hasTravelledOn(_ step: Step) throws -> Bool {
    guard case .item(let identifier) = step.subject else {
      guard case .batch(let name) = step.subject else { return false }
      return try spool.locate(name) != nil
    }
    // Nobody takes from a batch that is being packed: who found its source gone has not got it.
    if case .batch = step.to { return false }
    let found = try spool.locate(identifier) ?? spool.arriving(identifier).first.map { (.stage(.inbox), $0) }
    guard let (place, path) = found else { return false }
    if step.to == .stage(.inbox) || place != .stage(.inbox) { return true }
    guard let metadata = try? ItemFiles.metadata(path, identifier) else { return false }
    guard let next = metadata.history.dropFirst(step.visit).first else { return metadata.bookedPlace == step.to }
    return next.from == nil || next.from == step.to.description
  }

  /// The events of a stopped pass that did not happen and are not voided yet: what its next pass will void.
  public func undone(_ events: [Event]) throws -> [Event] {
    let voided = Set(events.compactMap(\.of))
    return try events.filter { try $0.isMove && !voided.contains($0.sequence) && !happened($0) }
  }

  /// The directories a step that was made has touched.
  func directories(of event: Event) throws -> [FilePath] {
    guard let subject = subject(of: event) else { return [] }
    let places = [event.from, event.to].compactMap { $0.flatMap(Place.init) }
    let paths = try places.flatMap { try sources(of: subject, in: $0) + targets(of: subject, in: $0) }
    var parents = paths.map { $0.removingLastComponent() }
    // What is prepared has left the private directory of a pass, and does not say which.
    if case .item = subject, places.contains(.outside) || places.contains(.stage(.inbox)) {
      parents += try spool.arrivals()
    }
    let above = parents.map { $0.removingLastComponent() }
    // Above a reason's shard is the reason, and above that the stage.
    return parents + above + above.map { $0.removingLastComponent() }
  }

  private func subject(of event: Event) -> Step.Subject? {
    guard let id = event.id else { return nil }
    return event.subject == .batch ? BatchName(id).map { .batch($0) } : Identifier(id).map { .item($0) }
  }

  /// Where a subject that reaches a place is, where it does not leave it from there.
  private func targets(of subject: Step.Subject, in place: Place) -> [FilePath] {
    guard case .item(let identifier) = subject, place == .stage(.inbox) else { return [] }
    return [spool.path(.inbox).appending(identifier.text)]
  }

  /// Where a subject leaves a place from: a batch may be in any of its own.
  private func sources(of subject: Step.Subject, in place: Place) throws(SystemError) -> [FilePath] {
    switch (subject, place) {
    case (.item(let identifier), .outside): try spool.arriving(identifier)
    case (.item(let identifier), .batch(let name)):
      try (buildings(name) + [spool.batch(name, in: .pending), spool.batch(name, in: .processing)])
        .map { $0.appending("items").appending(identifier.text) }
    // A returning item is prepared where new ones are. At the door itself it is again on its way back.
    case (.item(let identifier), .stage(.inbox)): try spool.arriving(identifier)
    case (.item(let identifier), let place): spool.item(identifier, in: place).map { [$0] } ?? []
    case (.batch(let name), .outside): try buildings(name)
    case (.batch(let name), .stage(let stage)): [spool.batch(name, in: stage)]
    case (.batch(let name), .rest): [spool.rested(name)]
    case (.batch, _): []
    }
  }

  private func buildings(_ name: BatchName) throws(SystemError) -> [FilePath] {
    try spool.buildings().filter { $0.name == name }.map(\.path)
  }

  /// Whether the subject with this visit is the one at a path.
  static func isThere(_ subject: Step.Subject, at path: FilePath, visit: Int) throws(SystemError) -> Bool {
    guard try Sys.isThere(path) else { return false }
    guard case .item(let identifier) = subject else { return true }
    // An item whose metadata cannot be read is there, whatever its visit: voiding is the side that decides afresh.
    return ItemFiles.visit(path, identifier).map { $0 == visit } ?? true
  }
}
