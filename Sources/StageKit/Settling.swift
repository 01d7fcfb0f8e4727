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
  /// was made: its subject is not where it was observed any more.
  public func happened(_ event: Event) -> Bool {
    guard let subject = subject(of: event) else { return true }
    guard let place = (event.kind == .observed ? event.to : event.from).flatMap(Place.init) else { return true }
    return !paths(of: subject, in: place).contains { Self.isThere(subject, at: $0, visit: event.visit ?? 0) }
  }

  /// The events of a stopped pass that did not happen and are not voided yet: what its next pass will void.
  public func undone(_ events: [Event]) -> [Event] {
    let voided = Set(events.compactMap(\.of))
    return events.filter { $0.isMove && !voided.contains($0.sequence) && !happened($0) }
  }

  /// The directories a step that was made has touched.
  func directories(of event: Event) -> [FilePath] {
    guard let subject = subject(of: event) else { return [] }
    let places = [event.from, event.to].compactMap { $0.flatMap(Place.init) }
    let parents = places.flatMap { paths(of: subject, in: $0) }.map { $0.removingLastComponent() }
    return parents + parents.map { $0.removingLastComponent() }
  }

  private func subject(of event: Event) -> Step.Subject? {
    guard let id = event.id else { return nil }
    return event.subject == .batch ? BatchName(id).map { .batch($0) } : Identifier(id).map { .item($0) }
  }

  /// Where a subject can be in a place: a batch may be in any of its own.
  private func paths(of subject: Step.Subject, in place: Place) -> [FilePath] {
    switch (subject, place) {
    case (.item(let identifier), .outside): [spool.incoming(identifier)]
    case (.item(let identifier), .batch(let name)):
      [spool.building(name), spool.batch(name, in: .pending), spool.batch(name, in: .processing)]
        .map { $0.appending("items").appending(identifier.text) }
    // A returning item is prepared where new ones are.
    case (.item(let identifier), .stage(.inbox)):
      [spool.path(.inbox).appending(identifier.text), spool.incoming(identifier)]
    case (.item(let identifier), let place): spool.item(identifier, in: place).map { [$0] } ?? []
    case (.batch(let name), .outside): [spool.building(name)]
    case (.batch(let name), .stage(let stage)): [spool.batch(name, in: stage)]
    case (.batch(let name), .rest): [spool.rested(name)]
    case (.batch, _): []
    }
  }

  /// Whether the subject with this visit is the one at a path.
  static func isThere(_ subject: Step.Subject, at path: FilePath, visit: Int) -> Bool {
    guard Sys.exists(path) else { return false }
    guard case .item(let identifier) = subject else { return true }
    // An item whose metadata cannot be read is there, whatever its visit: voiding is the side that decides afresh.
    return ItemFiles.visit(path, identifier).map { $0 == visit } ?? true
  }
}
