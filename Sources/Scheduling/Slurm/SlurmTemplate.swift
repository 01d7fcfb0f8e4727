public import SystemCalls

/// A job script's template: text with the names of values in double braces.
///
/// A template belongs to its user. What Sluice needs of it is checked each time it is read, and what is missing is said.
public struct SlurmTemplate: Sendable, Hashable {
  /// Why a template is refused: the file, the line, what is missing or wrong.
  public struct Refusal: Error, Sendable, Hashable, CustomStringConvertible {
    /// One line.
    public let description: String
  }

  /// What a template is for.
  public enum Kind: Sendable {
    /// The job array of a batch.
    case batch
    /// The job that runs the workers where nobody may have cron.
    case workers

    /// The values such a template may name, all of which it must.
    public var fields: [Field] {
      switch self {
      case .batch: [.jobName, .array, .time, .warning, .log, .requeue, .options, .setup, .task]
      case .workers: [.jobName, .options, .setup, .variables]
      }
    }

    /// Lines that such a template must hold, and why.
    var needs: [(text: String, why: String)] {
      let alone = (
        text: "#SBATCH --dependency=singleton", why: "without it each successor would start at once, with its own"
      )
      return fields.map(\.need) + (self == .workers ? [alone] : [])
    }
  }

  /// The values a template may name.
  public enum Field: String, Sendable, CaseIterable {
    /// The job's name with its 64 random bits.
    case jobName = "job_name"
    /// The array's indices, with the throttle.
    case array
    /// Minutes of walltime.
    case time
    /// Seconds before the end at which the task is warned.
    case warning
    /// Where a task prints to.
    case log
    /// Whether the job may be started again.
    case requeue
    /// Directives made from settings.
    case options
    /// Modules, variables and lines of shell from settings.
    case setup
    /// The command line of the task.
    case task
    /// Lines that say which workers of which workspace are run, and where they print to.
    case variables

    /// What a template must hold, and why; some line must contain it.
    var need: (text: String, why: String) {
      switch self {
      case .jobName: ("#SBATCH --job-name={{job_name}}", "the job is found again by this name")
      case .array: ("#SBATCH --array={{array}}", "each chunk is one task of the array")
      case .time: ("#SBATCH --time={{time}}", "the walltime is the batch's")
      case .warning: ("#SBATCH --signal=B:USR1@{{warning}}", "the task finishes its page before the walltime ends")
      case .log: ("#SBATCH --output={{log}}", "what a task prints is shown by `sluice show` and kept with the batch")
      case .requeue: ("#SBATCH {{requeue}}", "whether a task may start again is a setting")
      case .options: ("{{options}}", "account, partition, memory and the like come from settings")
      case .setup: ("{{setup}}", "modules and variables come from settings")
      case .task: ("exec {{task}}", "the task must be the script's own process to get its signals")
      case .variables: ("{{variables}}", "it says which workers of which workspace are run")
      }
    }
  }

  /// Options of sbatch that Sluice gives itself, by long and short name; a second one would contradict it.
  static let reserved: [String: String] = [
    "--job-name": "-J", "--array": "-a", "--time": "-t", "--signal": "", "--output": "-o", "--error": "-e",
    "--chdir": "-D", "--hold": "-H", "--wait": "-W", "--parsable": "", "--requeue": "", "--no-requeue": "",
    "--open-mode": "", "--wrap": "", "--test-only": "",
  ]

  /// Where it was read, for messages.
  public let path: FilePath
  private let pieces: [Piece]

  private enum Piece: Sendable, Hashable {
    case text([UInt8])
    case field(Field)
  }

  /// Reads and checks a template.
  public init(_ bytes: [UInt8], path: FilePath, kind: Kind = .batch) throws(Refusal) {
    self.path = path
    pieces = try Self.pieces(bytes, path, kind)
    let lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
      .map { String(decoding: $0, as: UTF8.self) }
    guard lines.first?.hasPrefix("#!") == true else {
      throw Refusal(description: "\(path): line 1: the first line must name a shell, as #!/bin/bash")
    }
    let live = lines.filter { !$0.hasPrefix("#") || $0.hasPrefix("#SBATCH") }
    for need in kind.needs where !live.contains(where: { Self.holds($0, need.text) }) {
      throw Refusal(
        description:
          "\(path): a line `\(need.text)` is missing: \(need.why); put it in, or take the original from `sluice init`")
    }
    try Self.checkOrder(lines, path, kind)
  }

  /// Reads and checks a file.
  public init(reading path: FilePath, kind: Kind = .batch) throws {
    guard Sys.exists(path) else {
      throw Refusal(
        description:
          "\(path): there is no such template: `sluice init` puts the shipped ones there, and leaves yours alone")
    }
    try self.init(try Sys.contents(of: path, limit: 1 << 20), path: path, kind: kind)
  }

  /// A directive counts at the line's beginning, a command anywhere but in a remark.
  private static func holds(_ line: String, _ need: String) -> Bool {
    if need.hasPrefix("#SBATCH ") {
      guard line.hasPrefix("#SBATCH") else { return false }
      let words = line.dropFirst("#SBATCH".count).split(whereSeparator: { $0 == " " || $0 == "\t" })
      return words.contains { $0 == need.dropFirst("#SBATCH ".count) }
    }
    let trimmed = line.drop { $0 == " " || $0 == "\t" }
    return need.hasPrefix("exec") ? trimmed.hasPrefix(need) : trimmed == need
  }

  /// sbatch reads directives up to the first command; one that it never sees, or that contradicts ours, is a mistake.
  private static func checkOrder(_ lines: [String], _ path: FilePath, _ kind: Kind) throws(Refusal) {
    var command: Int?
    let needed = Set(kind.needs.map(\.text))
    for (index, line) in lines.enumerated() {
      let isOptions = line.trimmed == Field.options.need.text
      if line.hasPrefix("#SBATCH") || isOptions {
        if let command {
          throw Refusal(
            description:
              "\(path): line \(index + 1): sbatch reads directives only before the first command, which is line "
              + "\(command + 1): move it up")
        }
        let words = line.split(whereSeparator: { $0 == " " || $0 == "\t" }).dropFirst()
        // What Sluice does not give to the workers' job is its user's to choose.
        for word in words
        where kind == .batch && !needed.contains("#SBATCH \(word)") && word != "--open-mode=append" {
          if let option = reservedOption(String(word)) {
            throw Refusal(
              description: "\(path): line \(index + 1): \(option) is Sluice's own to give: take it away")
          }
        }
      } else if command == nil, !line.trimmed.isEmpty, !line.hasPrefix("#") {
        command = index
      }
    }
  }

  /// The reserved option that a word gives; nil when it gives none.
  static func reservedOption(_ word: String) -> String? {
    for (long, short) in reserved {
      if word == long || word.hasPrefix("\(long)=") { return long }
      if !short.isEmpty && word.hasPrefix(short) && !word.hasPrefix("--") { return long }
    }
    return nil
  }

  /// Puts values in. A line that holds nothing but a value that is empty goes away with it.
  func filled(_ value: (Field) -> [UInt8]) -> [UInt8] {
    let newline = UInt8(ascii: "\n")
    var result: [UInt8] = []
    var line: [UInt8] = []
    var onlyEmpty = false
    for piece in pieces {
      switch piece {
      case .field(let field):
        let bytes = value(field)
        onlyEmpty = onlyEmpty || (line.isEmpty && bytes.isEmpty)
        line += bytes
      case .text(let text):
        for byte in text {
          guard byte == newline else {
            line.append(byte)
            continue
          }
          if !(onlyEmpty && line.isEmpty) { result += line + [newline] }
          (line, onlyEmpty) = ([], false)
        }
      }
    }
    return result + line
  }

  private static func pieces(_ bytes: [UInt8], _ path: FilePath, _ kind: Kind) throws(Refusal) -> [Piece] {
    let (opening, closing) = (Array("{{".utf8), Array("}}".utf8))
    var pieces: [Piece] = []
    var text: [UInt8] = []
    var rest = bytes[...]
    while !rest.isEmpty {
      guard rest.starts(with: opening) else {
        text.append(rest.removeFirst())
        continue
      }
      let body = rest.dropFirst(2)
      let name = body.prefix { $0 != UInt8(ascii: "}") && $0 != UInt8(ascii: "\n") }
      let after = body.dropFirst(name.count)
      let shown = String(decoding: name, as: UTF8.self)
      guard after.starts(with: closing), let field = kind.fields.first(where: { $0.rawValue == shown.trimmed }) else {
        let line = bytes[..<rest.startIndex].count { $0 == UInt8(ascii: "\n") } + 1
        throw Refusal(
          description: "\(path): line \(line): {{\(shown)}} is no value: there are "
            + kind.fields.map(\.rawValue).joined(separator: ", "))
      }
      pieces += [.text(text), .field(field)]
      text = []
      rest = after.dropFirst(2)
    }
    return pieces + [.text(text)]
  }
}

extension StringProtocol {
  /// Without blanks at its ends.
  var trimmed: String {
    let isBlank = { (character: Character) in character == " " || character == "\t" }
    return String(self.drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
