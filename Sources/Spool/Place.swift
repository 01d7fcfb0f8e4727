import Formats

/// One numbered directory of the spool.
public enum Stage: String, Sendable, Hashable, CaseIterable, CustomStringConvertible {
  /// What people drop.
  case inbox = "00_inbox"
  /// Verified items.
  case downloaded = "01_downloaded"
  /// Batches not yet submitted.
  case pending = "02_ocr_pending"
  /// Batches in the scheduler's hands.
  case processing = "03_ocr_processing"
  /// Items whose coverage is proven.
  case completed = "04_ocr_completed"
  /// Finished items.
  case processed = "05_processed"
  /// Quarantined items, by reason.
  case errors = "99_errors"

  /// The directory's name.
  public var description: String { rawValue }
}

/// Where an item or a batch is, as the manifests name it.
public enum Place: Sendable, Hashable, CustomStringConvertible {
  /// Not in the workspace: before it came, or after a person discarded it. Not in the books.
  case outside
  /// In a stage: an item, or for `02` and `03` a batch.
  case stage(Stage)
  /// Quarantined for a reason.
  case quarantine(String)
  /// An item inside a batch, wherever the batch is.
  case batch(BatchName)
  /// A batch that has been harvested: `manifests/batches`.
  case rest

  /// The written form: `outside`, `01_downloaded`, `99_errors/encrypted`, `batch_000001`, `manifests/batches`.
  public var description: String {
    switch self {
    case .outside: "outside"
    case .stage(let stage): stage.rawValue
    case .quarantine(let reason): "\(Stage.errors.rawValue)/\(reason)"
    case .batch(let name): name.description
    case .rest: "manifests/batches"
    }
  }

  /// Reads the written form; nil for anything else.
  public init?(_ text: String) {
    if text == "outside" {
      self = .outside
    } else if text == "manifests/batches" {
      self = .rest
    } else if let stage = Stage(rawValue: text) {
      self = .stage(stage)
    } else if let batch = BatchName(text) {
      self = .batch(batch)
    } else if text.hasPrefix("\(Stage.errors.rawValue)/") {
      self = .quarantine(String(text.dropFirst(Stage.errors.rawValue.count + 1)))
    } else {
      return nil
    }
  }
}

/// A batch's name: `batch_` and a number of six digits or more, from 1.
public struct BatchName: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number.
  public let number: Int

  /// The name with this number.
  public init(number: Int) { self.number = number }

  /// Reads the written form; nil for anything else.
  public init?(_ text: String) {
    guard text.hasPrefix("batch_"), let number = Stated.count(text.dropFirst(6)), number > 0,
      BatchName(number: number).description == text
    else { return nil }
    self.number = number
  }

  /// The written form.
  public var description: String {
    let digits = String(number)
    return "batch_" + String(repeating: "0", count: max(0, 6 - digits.count)) + digits
  }

  /// By number.
  public static func < (left: BatchName, right: BatchName) -> Bool { left.number < right.number }
}
