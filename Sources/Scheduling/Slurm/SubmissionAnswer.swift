/// What `sbatch --parsable` printed: the job's number, and the cluster's name where there are several.
struct SubmissionAnswer: Sendable, Hashable {
  /// The job's number.
  let jobID: String
  /// The cluster that took it; nil where it named none.
  let cluster: String?

  /// Finds the one answer among what a site's wrapper prints around it; nil when there is none, or more than one.
  ///
  /// Only whole lines count, as a last one may be torn. A line is an answer when it is `NUMBER` or `NUMBER;CLUSTER`, the
  /// number perhaps with a suffix as federations and other batch systems' wrappers add it (`123.server`, `123_[1-4]`), or the
  /// sentence sbatch prints without `--parsable`.
  init?(_ output: [UInt8]) {
    var found: Set<SubmissionAnswer> = []
    for line in output.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).dropLast() {
      let text = String(decoding: line, as: UTF8.self).filter { $0 != "\r" }
      if let answer = SubmissionAnswer(line: text.trimmed) { found.insert(answer) }
    }
    // The same job once with and once without its cluster is one answer.
    let numbers = Set(found.map(\.jobID))
    guard numbers.count == 1, let best = found.max(by: { ($0.cluster == nil ? 0 : 1) < ($1.cluster == nil ? 0 : 1) })
    else { return nil }
    self = best
  }

  private init?(line: String) {
    let sentence = "Submitted batch job "
    if line.hasPrefix(sentence) {
      let words = line.dropFirst(sentence.count).split(separator: " ")
      guard let number = words.first, number.allSatisfy(\.isASCIIDigit) else { return nil }
      jobID = String(number)
      cluster = words.count == 4 && words[1] == "on" && words[2] == "cluster" ? String(words[3]) : nil
      return
    }
    let parts = line.split(separator: ";", omittingEmptySubsequences: false)
    guard parts.count <= 2, let first = parts.first else { return nil }
    let number = first.prefix { $0.isASCIIDigit }
    let suffix = first.dropFirst(number.count)
    guard let leading = number.first, leading != "0", number.count <= 10 else { return nil }
    let isSuffix = suffix.first == "." && suffix.dropFirst().first?.isLetter == true || suffix.hasPrefix("_[")
    guard suffix.isEmpty || isSuffix && !suffix.contains(" ") else { return nil }
    jobID = String(number)
    cluster = parts.count == 2 && !parts[1].isEmpty ? String(parts[1]) : nil
  }
}

extension Character {
  /// Whether it is one of 0 to 9.
  var isASCIIDigit: Bool { isASCII && isNumber }
}
