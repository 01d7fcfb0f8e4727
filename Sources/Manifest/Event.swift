import Formats

/// One line of a manifest: something a worker did, is about to do, or saw.
public struct Event: Sendable, Hashable, Codable {
  /// The version of this format.
  public var version = FormatCoding.version
  /// The worker's running number, over all its segments; a gap is a lost line.
  public var sequence: UInt64 = 0
  /// When, by the writer's clock. Nothing is decided by it.
  public var time = Timestamp.now
  /// The worker that wrote it.
  public var worker = ""
  /// What kind of event it is.
  public var kind: Kind
  /// What it is about.
  public var subject: Subject?
  /// The item's identifier or the batch's name.
  public var id: String?
  /// The item's visit; 0 for a batch.
  public var visit: Int?
  /// The place a step leaves.
  public var from: String?
  /// The place a step reaches.
  public var to: String?
  /// Units (pages) that move.
  public var units: Int?
  /// Bytes that move.
  public var bytes: Int64?
  /// For `void`: the sequence of the step that did not happen.
  public var of: UInt64?
  /// For `void`: why it did not happen.
  public var cause: String?
  /// For `mark`: all the worker ever moved.
  public var totals: Totals?
  /// For `mark`: the shard at which the next pass begins.
  public var cursor: String?
  /// For `refused`: what was refused, as the user named it.
  public var name: String?
  /// A reason's code.
  public var reason: String?
  /// A sentence for a person.
  public var message: String?
  /// Facts that belong to one kind of step only.
  public var fields: [String: JSONValue]?

  /// What kind of event it is.
  public enum Kind: String, Sendable, Codable, CaseIterable {
    /// A step that is about to be made; it happened unless a `void` follows or the next pass finds it undone.
    case step
    /// A step that was not made after all.
    case void
    /// The end of a group, with running totals.
    case mark
    /// A move that a person made by hand, entered so that the books agree with the tree.
    case observed
    /// Something a user dropped that cannot be taken.
    case refused
    /// A batch is about to be handed to the executor.
    case intent
    /// What the executor answered.
    case answer
    /// What one chunk was and what it cost.
    case chunk
    /// Anything worth telling.
    case note
    /// The books of a compacted segment: its first line.
    case sums
  }

  /// What an event is about.
  public enum Subject: String, Sendable, Codable {
    /// One document.
    case item
    /// Items submitted together.
    case batch
  }

  /// An event of a kind; the writer fills in sequence, time and worker.
  public init(_ kind: Kind) { self.kind = kind }

  /// A step of an item or batch.
  public static func step(
    _ subject: Subject, _ id: String, visit: Int, from: String, to: String, units: Int, bytes: Int64
  ) -> Event {
    var event = Event(.step)
    event.subject = subject
    event.id = id
    event.visit = visit
    event.from = from
    event.to = to
    event.units = units
    event.bytes = bytes
    return event
  }

  /// Whether it moves an entry in the books.
  public var isMove: Bool { kind == .step || kind == .observed }

  /// The event that takes this step back.
  public func voided(because cause: String) -> Event {
    var event = self
    event.kind = .void
    event.of = sequence
    event.cause = cause
    event.fields = nil
    event.reason = nil
    event.message = nil
    return event
  }

  enum CodingKeys: String, CodingKey {
    case version = "v"
    case sequence = "seq"
    case kind = "event"
    case time, worker, subject, id, visit, from, to, units, bytes, of, cause, totals, cursor, name, reason, message
    case fields
  }
}

/// All a worker ever moved, in and out of its target stages.
public struct Totals: Sendable, Hashable, Codable {
  /// Items it took.
  public var items = 0
  /// Units (pages) of them.
  public var units = 0
  /// Bytes of their sources.
  public var bytes: Int64 = 0
  /// Items among them that it quarantined.
  public var quarantined = 0
  /// Items among them that it sent back to `01_downloaded`.
  public var returned = 0
  /// Bytes of sources among them that were removed from the workspace.
  public var freed: Int64 = 0
  /// Batches it moved.
  public var batches = 0
  /// What it moved into each stage less what it moved out; absent in marks of older versions.
  public var places: [String: Amount]?

  /// The key of `places` for items inside batches, whichever.
  public static let batchesPlace = "batches"

  /// Nothing yet.
  public init() {}

  /// Counts one step.
  public mutating func add(_ event: Event, sign: Int = 1) {
    if event.subject == .batch {
      batches += sign
      return
    }
    items += sign
    units = units.clampedSum(sign * (event.units ?? 0))
    bytes = bytes.clampedSum(Int64(sign) * (event.bytes ?? 0))
    if event.to?.hasPrefix("99_errors/") == true { quarantined += sign }
    if let source = event.fields?["source"]?.string, source == "deleted" || source == "archived" {
      freed = freed.clampedSum(Int64(sign) * (event.bytes ?? 0))
    }
    if event.to == "01_downloaded" && event.from?.hasPrefix("batch_") == true { returned += sign }
    enter(event, in: event.to, sign)
    enter(event, in: event.from, -sign)
  }

  private mutating func enter(_ event: Event, in place: String?, _ sign: Int) {
    guard let place, place != Books.outside else { return }
    // A reason or a batch is no place of its own here: totals stay as small as the stages are few.
    let key = place.hasPrefix("batch_") ? Self.batchesPlace : String(place.prefix { $0 != "/" })
    places = places ?? [:]
    places?[key, default: Amount()].add(event, sign)
  }
}

/// Items with their units and bytes.
public struct Amount: Sendable, Hashable, Codable {
  /// Items.
  public var items = 0
  /// Units (pages) of them.
  public var units = 0
  /// Bytes of their sources.
  public var bytes: Int64 = 0
  /// Items among them by the route their inspection chose; nil where no step named one.
  public var routes: [String: Int]?
  /// Pages among them that a person should look at; nil where no step named any.
  public var doubtfulPages: Int?
  /// Items among them by the version of the reader that made their text; nil where no step named one.
  public var readers: [String: Int]?

  /// Nothing.
  public init() {}

  mutating func add(_ event: Event, _ sign: Int) {
    items += sign
    units = units.clampedSum(sign * (event.units ?? 0))
    bytes = bytes.clampedSum(Int64(sign) * (event.bytes ?? 0))
    if let route = event.fields?["route"]?.string { routes = Self.counted(routes, route, sign) }
    if let reader = event.fields?["reader"]?.string { readers = Self.counted(readers, reader, sign) }
    if let pages = event.fields?["doubtful_pages"]?.count {
      doubtfulPages = (doubtfulPages ?? 0).clampedSum(sign * pages)
    }
  }

  private static func counted(_ counts: [String: Int]?, _ name: String, _ sign: Int) -> [String: Int] {
    (counts ?? [:]).merging([name: sign], uniquingKeysWith: +)
  }

  enum CodingKeys: String, CodingKey {
    case items, units, bytes, routes, readers
    case doubtfulPages = "doubtful_pages"
  }

  /// Adds another amount to this one.
  public mutating func add(_ other: Amount) {
    items = items.clampedSum(other.items)
    units = units.clampedSum(other.units)
    bytes = bytes.clampedSum(other.bytes)
    if let more = other.routes { routes = (routes ?? [:]).merging(more) { $0.clampedSum($1) } }
    if let more = other.readers { readers = (readers ?? [:]).merging(more) { $0.clampedSum($1) } }
    if let more = other.doubtfulPages { doubtfulPages = (doubtfulPages ?? 0).clampedSum(more) }
  }
}
