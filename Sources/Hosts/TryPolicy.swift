import Transfer

/// What becomes of a list's entry after a failure: the table of `FailureClass` with the numbers of the settings.
public struct TryPolicy: Sendable, Hashable {
  /// Tries for passing trouble.
  public var tries = 8
  /// Tries where the server's answer is probably its last word: 401, 403, 404 and their like.
  public var doubtfulTries = 2
  /// How long an entry waits between tries.
  public var backoff = Backoff(first: 60, most: 86_400)

  /// The usual numbers.
  public init() {}

  /// What becomes of it.
  public enum Decision: Sendable, Hashable {
    /// It is tried again after so many seconds.
    case again(afterSeconds: Double)
    /// It was the last try.
    case giveUp
    /// Nothing is counted; the pass stops fetching.
    case stopPass
  }

  /// The decision after the failure of try number `number`, from 1. `spread` is a random number from 0 to 1.
  public func decision(_ kind: FailureClass, try number: Int, spread: Double) -> Decision {
    let most: Int
    switch kind.treatment {
    case .ours: return .stopPass
    case .final: return .giveUp
    case .deferred: most = tries
    case .doubtful: most = doubtfulTries
    }
    return number >= most ? .giveUp : .again(afterSeconds: backoff.seconds(after: number, spread: spread))
  }
}
