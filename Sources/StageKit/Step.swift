import Formats
import Manifest
import Spool
import SystemCalls

/// One move of an item or batch from one place to the next: one rename.
public struct Step: Sendable {
  /// What moves.
  public enum Subject: Sendable, Hashable {
    /// A document.
    case item(Identifier)
    /// A batch.
    case batch(BatchName)

    /// Its name in the manifest.
    public var id: String {
      switch self {
      case .item(let identifier): identifier.text
      case .batch(let name): name.description
      }
    }
  }

  /// What moves.
  public var subject: Subject
  /// The item's visit; 0 for a batch.
  public var visit: Int
  /// The place it leaves.
  public var from: Place
  /// The place it reaches.
  public var to: Place
  /// Its directory now.
  public var source: FilePath
  /// Its directory then.
  public var target: FilePath
  /// Units (pages) that move.
  public var units: Int
  /// Bytes of sources that move.
  public var bytes: Int64
  /// Files and directories prepared for it that are not synced yet.
  public var unsynced: [FilePath]
  /// The place the books still have it in, where a person moved it by hand to `from`: an `observed` event closes them.
  public var observedFrom: Place?
  /// Why, where it is sent back or to quarantine.
  public var reason: String?
  /// The sentence that goes with it.
  public var message: String?
  /// Facts for the history.
  public var fields: [String: JSONValue]

  /// Describes a step; nothing happens until a pass commits it.
  public init(
    _ subject: Subject, visit: Int, from: Place, to: Place, source: FilePath, target: FilePath, units: Int = 0,
    bytes: Int64 = 0, unsynced: [FilePath] = [], observedFrom: Place? = nil, reason: String? = nil,
    message: String? = nil, fields: [String: JSONValue] = [:]
  ) {
    self.subject = subject
    self.visit = visit
    self.from = from
    self.to = to
    self.source = source
    self.target = target
    self.units = units
    self.bytes = bytes
    self.unsynced = unsynced
    self.observedFrom = observedFrom
    self.reason = reason
    self.message = message
    self.fields = fields
  }

  /// The move that a person made before this step, as the books must have it; nil where there was none.
  var observation: Event? {
    guard let observedFrom else { return nil }
    var event = Event(.observed)
    (event.subject, event.id, event.visit) = (.item, subject.id, visit)
    (event.from, event.to) = (observedFrom.description, from.description)
    (event.units, event.bytes) = (units, bytes)
    return event
  }

  var event: Event {
    let kind: Event.Subject = if case .item = subject { .item } else { .batch }
    var event = Event.step(
      kind, subject.id, visit: visit, from: from.description, to: to.description, units: units, bytes: bytes)
    event.reason = reason
    event.message = message
    event.fields = fields.isEmpty ? nil : fields
    return event
  }
}

/// What a rename's answer means (law 5): one rule for every errno.
public enum RenameRule: Sendable, Hashable {
  /// The step was made.
  case done
  /// The step was not made; the others of the group go on.
  case void
  /// The step was not made, and none of the group can be: the pass ends.
  case stop

  /// The rule for an errno, given where the subject is found after it.
  ///
  /// `atTarget` is whether the subject with this step's own visit is at the target or has travelled on from there, `atSource` whether something is still at
  /// the source. A network reply can lie (the first try was made, the repeated one finds nothing), so the tree is asked.
  public static func rule(for errno: Errno, atSource: Bool, atTarget: Bool) -> RenameRule {
    if atTarget && !atSource { return .done }
    switch errno {
    case .noSuchFileOrDirectory: return .void  // Somebody moved it: the tree stands.
    case .fileExists, .directoryNotEmpty: return .void  // A breach; never overwritten. `audit` names it.
    case .notDirectory, .isDirectory, .tooManySymbolicLinkLevels, .fileNameTooLong: return .void
    case .resourceBusy, .textFileBusy: return .void  // The next pass finds it again.
    default: return .stop  // No room, no permission, read-only, stale, I/O: they would fail the others as well.
    }
  }
}
