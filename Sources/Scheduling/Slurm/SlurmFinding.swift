import Formats

/// What Slurm said of one task of a job array.
struct SlurmFinding: Sendable, Hashable {
  /// The state; nil for a word that no release we know uses.
  var state: SlurmState?
  /// The state as it stood there.
  var said: String
  /// Who cancelled it; nil where nobody says.
  var cancelledBy: Int?
  /// The status its script returned.
  var status: Int32 = 0
  /// The signal that ended its script; 0 for none.
  var signal: Int32 = 0
  /// Why it waits, or did.
  var reason = ""
  /// When it started; nil when it never did.
  var startedAt: Timestamp?
  /// When it ended; nil while it has not.
  var endedAt: Timestamp?
  /// Seconds it ran; time it was suspended for is not counted.
  var elapsedSeconds: Int?
  /// Seconds it may run; nil for no limit.
  var limitSeconds: Int?
  /// Seconds of processor time.
  var cpuSeconds: Double?
  /// The most bytes resident that any of its steps had.
  var maxResidentBytes: Int64?
  /// The node it ran on.
  var node: String?
  /// The partition.
  var partition: String?
  /// Processors it was given.
  var cpus: Int?
  /// Bytes of memory it was given.
  var memoryBytes: Int64?

  init(state text: some StringProtocol) {
    said = String(text)
    state = SlurmState(reading: text)
    if let range = text.range(of: " by ") { cancelledBy = Int(text[range.upperBound...]) }
  }
}
