public import Formats

/// What an executor says of one batch.
public struct BatchState: Sendable, Hashable {
  /// The state of every chunk of the batch, by chunk name.
  public var chunks: [String: ChunkState]
  /// Whether the job was never started: a crash came between `job.json` and the start, and `restart` starts it.
  public var neverStarted: Bool

  /// Makes the state of a batch.
  public init(chunks: [String: ChunkState], neverStarted: Bool = false) {
    self.chunks = chunks
    self.neverStarted = neverStarted
  }

  /// The same state for every chunk of a batch.
  public init(all chunks: [ChunkRecord], _ state: ChunkState, neverStarted: Bool = false) {
    self.init(
      chunks: Dictionary(chunks.map { ($0.name, state) }, uniquingKeysWith: { first, _ in first }),
      neverStarted: neverStarted)
  }

  /// Whether every chunk has ended.
  public var isOver: Bool { chunks.values.allSatisfy { $0.ending != nil } }
}

/// What an executor says of one chunk.
///
/// How far a running chunk is stands in its try's `progress.json`, which the task writes and no executor reads.
public enum ChunkState: Sendable, Hashable {
  /// It waits for its turn.
  case waiting
  /// It waits, and will not start until a person acts. The sentence says why and what to do.
  case held(String)
  /// Its task runs; since when, where that is known.
  case running(since: Timestamp?)
  /// It will never run again.
  case ended(ChunkEnding)
  /// Nothing certain can be said now; never a reason to end it. The sentence says why and what to do.
  case unknown(String)

  /// How it ended; nil while it may still run.
  public var ending: ChunkEnding? { if case .ended(let ending) = self { ending } else { nil } }
}
