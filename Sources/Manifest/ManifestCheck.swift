/// Reads a whole manifest and says what is wrong with it.
public enum ManifestCheck {
  /// What was found.
  public struct Result: Sendable {
    /// Sound lines.
    public var events = 0
    /// Segments that count.
    public var segments = 0
    /// Lines that could not be read.
    public var damage: [ManifestReader.Damage] = []
    /// Sequences that are missing or come twice, as sentences.
    public var gaps: [String] = []
  }

  /// Checks one worker's manifest.
  public static func run(_ reader: ManifestReader) throws -> Result {
    var result = Result()
    result.segments = try Segment.list(in: reader.directory).count
    var last: UInt64?
    try reader.forEach { entry in
      switch entry {
      case .damage(let damage): result.damage.append(damage)
      case .event(let event, let segment):
        if event.kind == .sums { return true }
        result.events += 1
        if let last, event.sequence != last + 1 {
          result.gaps.append(
            event.sequence > last
              ? "\(segment.name): events \(last + 1) to \(event.sequence - 1) are missing"
              : "\(segment.name): event \(event.sequence) comes after \(last)")
        }
        last = event.sequence
      }
      return true
    }
    return result
  }
}
