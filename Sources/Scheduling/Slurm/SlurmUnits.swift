import Formats

/// Slurm's ways to write amounts.
enum SlurmUnits {
  /// `3:0`: status and signal.
  static func exit(_ text: some StringProtocol) -> (status: Int32, signal: Int32) {
    let parts = text.split(separator: ":").map { Int32($0) ?? 0 }
    return (parts.first ?? 0, parts.count > 1 ? parts[1] : 0)
  }

  /// `2026-11-25T03:26:16`, in UTC, as asked for; nil for `Unknown` and the like.
  static func time(_ text: some StringProtocol) -> Timestamp? { Timestamp("\(text)Z") }

  /// The same as whole seconds.
  static func wholeSeconds(_ text: some StringProtocol) -> Int? { seconds(text).map { Int(clamped: $0) } }

  /// `[DD-[HH:]]MM:SS[.mmm]` as seconds; nil for `UNLIMITED` and the like.
  static func seconds(_ text: some StringProtocol) -> Double? {
    let halves = text.split(separator: "-", maxSplits: 1)
    guard let clock = halves.last, let days = halves.count > 1 ? Double(halves[0]) : 0, days.isFinite else {
      return nil
    }
    var total = 0.0
    let parts = clock.split(separator: ":")
    guard !parts.isEmpty, parts.count <= 3 else { return nil }
    for part in parts {
      guard let number = Double(part), number >= 0, number.isFinite else { return nil }
      total = total * 60 + number
    }
    // Days and hours alone, as in a limit of `1-12`.
    if parts.count == 1 && halves.count > 1 { total *= 3600 }
    if parts.count == 2 && halves.count > 1 { total *= 60 }
    return days * 86_400 + total
  }

  /// `241636K` as bytes.
  static func bytes(_ text: some StringProtocol) -> Int64? {
    let units: [Character: Int64] = ["K": 1 << 10, "M": 1 << 20, "G": 1 << 30, "T": 1 << 40, "P": 1 << 50]
    let factor = text.last.flatMap { units[$0] }
    guard let number = Double(factor == nil ? text[...] : text.dropLast()), number >= 0 else { return nil }
    let exact = (number * Double(factor ?? 1)).rounded()
    return exact <= Double(Stated.mostBytes) ? Int64(exact) : nil
  }

  /// `100M`, or before 21.08 `100Mc` for each processor and `100Mn` for each node.
  static func memory(_ text: some StringProtocol, cpus: Int?) -> Int64? {
    if text.last == "c" { return bytes(text.dropLast()).map { $0.clampedProduct(Int64(cpus ?? 1)) } }
    if text.last == "n" { return bytes(text.dropLast()) }
    return bytes(text).flatMap { $0 > 0 ? $0 : nil }
  }
}
