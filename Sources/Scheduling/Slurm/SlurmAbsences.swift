import Formats
import SystemCalls

/// Since when nobody knows a chunk's task, kept in its batch: one answer may be wrong, two a minute apart are not.
struct SlurmAbsences {
  /// Seconds between the two answers (law 7).
  static let wait = 60.0

  private let path: FilePath
  private let before: [String: Timestamp]
  private var since: [String: Timestamp] = [:]

  init(of layout: BatchLayout) {
    path = layout.directory.appending("absent.json")
    let kept = (try? Sys.contents(of: path, limit: FormatCoding.longest)).flatMap {
      try? FormatCoding.decode([String: Timestamp].self, from: $0)
    }
    before = kept ?? [:]
  }

  /// The state that a verdict comes to.
  mutating func state(of chunk: String, _ verdict: SlurmJudgement.Verdict, now: Timestamp) -> ChunkState {
    guard case .gone = verdict else {
      if case .state(let state) = verdict { return state }
      return .unknown("")
    }
    let first = before[chunk] ?? now
    since[chunk] = first
    guard now.seconds(since: first) >= Self.wait else {
      return .unknown("Neither accounting nor the controller knows it; they are asked again in a minute.")
    }
    return .ended(ChunkEnding(.vanished, "Neither accounting nor the controller knows it any more."))
  }

  /// Keeps what changed. Where it cannot, as for who only looks, the end is seen by a later pass.
  func keep() {
    guard since != before else { return }
    if since.isEmpty {
      try? Sys.removeIfThere(path)
    } else if let bytes = try? FormatCoding.file(since) {
      try? Sys.publish(bytes, at: path)
    }
  }
}
