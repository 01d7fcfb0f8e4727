import Formats
import Spool

extension ItemMetadata {
  /// The entry of the item's latest return through the inbox; nil for one that never came back.
  public var returnEntry: HistoryEntry? {
    history.last { $0.to == Place.stage(.inbox).description }
  }

  /// The place the books have an item in whose own metadata is all there is to tell, as each worker leaves it.
  ///
  /// Asked only for an item that a person moved by hand (law 3): nothing else is ever decided by it.
  public var bookedPlace: Place {
    if let last = history.last, last.to == Place.stage(.inbox).description {
      return last.from.flatMap(Place.init) ?? .stage(.inbox)
    }
    if let errorType { return .quarantine(errorType) }
    guard let results else { return .stage(.downloaded) }
    return .stage(results.verifiedAt == nil ? .completed : .processed)
  }

  /// Whether a person moved it to the inbox from where that is allowed: `99_errors`, of which its metadata is sure. From
  /// anywhere else only the books know where it was, and `sluice audit --repair` enters the move.
  public var returnsByHand: Bool { if case .quarantine = bookedPlace { true } else { false } }

  /// The metadata with the entry that an item has which comes back through the inbox; a person's own move gets one here.
  public func returned(at time: Timestamp) -> ItemMetadata {
    guard history.last?.to != Place.stage(.inbox).description else { return self }
    var metadata = self
    let number = history.count(where: { $0.cause.hasPrefix("hand ") }) + 1
    metadata.history.append(
      HistoryEntry(
        cause: "hand \(number)", to: Place.stage(.inbox).description, from: bookedPlace.description,
        reason: errorType ?? "moved_by_hand", message: "moved to the inbox by hand from \(bookedPlace)", at: time,
        ownFailure: false))
    return metadata
  }
}
