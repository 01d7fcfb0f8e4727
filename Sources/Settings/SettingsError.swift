/// What is wrong with the settings: one line for each mistake, each with what is allowed. Exit status 2.
public struct SettingsError: Error, Sendable, Hashable, CustomStringConvertible {
  /// One line a mistake: where, key, value, what is allowed.
  public let lines: [String]

  init(_ lines: [String]) { self.lines = lines }

  /// The lines.
  public var description: String { lines.joined(separator: "\n") }
}

/// Where an effective value came from, weakest first.
public enum SettingOrigin: Sendable, Hashable, CustomStringConvertible {
  /// The table of keys.
  case defaultValue
  /// A line of `sluice.yaml`.
  case file(line: Int?)
  /// A variable of the environment.
  case environment(String)
  /// `--set` on the command line.
  case commandLine
  /// A verb that needs it so, whatever the settings say.
  case program

  /// As messages and `sluice config` show it.
  public var description: String {
    switch self {
    case .defaultValue: "default"
    case .file(let line): "sluice.yaml" + (line.map { ":\($0)" } ?? "")
    case .environment(let name): name
    case .commandLine: "--set"
    case .program: "program"
    }
  }
}
