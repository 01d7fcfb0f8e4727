/// A program of Slurm that gave no answer to use: which, why, and what to do.
public struct SlurmFailure: Error, Sendable, Hashable, CustomStringConvertible {
  /// What kind of failure.
  public enum Code: String, Sendable {
    /// The program is not installed here.
    case missing
    /// The controller or accounting could not be asked: nothing is known.
    case unreachable
    /// The cluster keeps no accounting: it will never be known from there.
    case noAccounting
    /// It did not end in time and was killed: nothing is known.
    case timedOut
    /// It printed more than is read: nothing is known.
    case tooMuch
    /// Slurm knows no such job, any more or yet.
    case noSuchJob
    /// The user may not do that.
    case denied
    /// Slurm understood and said no.
    case refused
    /// It failed in a way not known here.
    case failed
  }

  /// What kind of failure.
  public let code: Code
  /// The program.
  public let tool: SlurmTool
  /// What it printed on standard error, cut to a line a person can read.
  public let said: String
  /// What happened and what to do.
  public let description: String

  /// Whether nothing was learned: never a reason to take anything for ended or absent.
  public var isSilence: Bool {
    switch code {
    case .missing, .unreachable, .timedOut, .tooMuch, .failed, .denied: true
    case .noAccounting, .noSuchJob, .refused: false
    }
  }

  init(_ code: Code, _ tool: SlurmTool, said: String = "", _ description: String) {
    self.code = code
    self.tool = tool
    self.said = said
    self.description = description
  }

  /// Reads what a program that failed printed.
  ///
  /// The sentences are those of slurm_strerror(3) and of the programs themselves in Slurm 22.05; releases differ in the words
  /// before them, so only their stable parts are looked for.
  init(_ tool: SlurmTool, ending: String, errors: String) {
    let said = Self.shown(errors)
    let tail = said.isEmpty ? ending : "\(ending): \(said)"
    switch Self.code(of: errors.lowercased()) {
    case .unreachable:
      self.init(
        .unreachable, tool, said: said,
        "\(tool.rawValue): \(tool.server) cannot be reached (\(said)); it is asked again by the next pass")
    case .noAccounting:
      self.init(
        .noAccounting, tool, said: said,
        "\(tool.rawValue): this cluster keeps no accounting (\(said)); the controller alone is asked")
    case .denied:
      self.init(
        .denied, tool, said: said,
        "\(tool.rawValue) \(tail); ask the cluster's administrators for the permission, then run the same command again"
      )
    case let code:
      self.init(code, tool, said: said, "\(tool.rawValue) \(tail)")
    }
  }

  /// Parts of sentences by the failure they mean, looked for in this order.
  private static let phrases: [(Code, [String])] = [
    (.noAccounting, ["accounting storage is disabled", "accounting_storage/none"]),
    (
      .unreachable,
      [
        "unable to contact slurm controller", "socket timed out", "connection refused", "connect failure",
        "connection timed out", "zero bytes were transmitted", "transport endpoint", "no route to host",
        "in standby mode", "problem talking to the database", "failed to open persistent connection",
        "unable to connect to database", "communication connection failure", "name or service not known",
        "temporary failure in name resolution", "unable to resolve", "protocol authentication error",
        "could not establish a configuration source", "connection reset by peer", "broken pipe", "database is down",
      ]
    ),
    (.noSuchJob, ["invalid job id specified", "job/step already completing or completed"]),
    (.denied, ["access/permission denied", "permission denied", "user not authorized", "invalid user id"]),
  ]

  /// The failure a lower-case text means; `failed` for a text not known.
  static func code(of text: String) -> Code {
    for (code, parts) in phrases where parts.contains(where: { text.contains($0) }) { return code }
    return .failed
  }

  /// The lines a person needs, as one: the programs' own prefixes and line ends taken away, at most 300 characters.
  public static func shown(_ errors: String) -> String {
    let lines = errors.split(whereSeparator: \.isNewline).map { line in
      line.filter { !($0.asciiValue.map { $0 < 32 || $0 == 127 } ?? false) }
    }
    let whole = lines.filter { !$0.isEmpty }.joined(separator: " | ")
    return whole.count > 300 ? "\(whole.prefix(300))…" : whole
  }
}
