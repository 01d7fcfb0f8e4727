import Scheduling
import SystemCalls

/// The lines that start the workers, and their place in a table of cron's: between two marks that name the workspace, so that
/// other lines, and those of other workspaces, are left alone to the byte.
struct CronTable {
  /// Which program reads the table.
  enum Kind {
    /// cron(8): each worker has a line.
    case cron
    /// Slurm's scrontab(1): one line, as each is a job of its own.
    case scrontab
  }

  /// Why a table is not touched.
  struct Refusal: Error, CustomStringConvertible {
    let description: String
  }

  let kind: Kind
  let workspace: [UInt8]
  let program: [UInt8]
  /// Whether the downloader is among the workers.
  var downloads = true
  /// Options of scrontab's jobs, as sbatch takes them.
  var options: [String] = []

  /// The lines for a workspace.
  init(_ kind: Kind, workspace: FilePath, program: FilePath) throws {
    self.kind = kind
    self.workspace = workspace.bytes
    self.program = program.bytes
    guard !(self.workspace + self.program).contains(Self.newline) else {
      throw Refusal(description: "\(workspace): its path holds a line break, which no line of cron's can")
    }
  }

  private static let newline = UInt8(ascii: "\n")

  private var begin: [UInt8] { Array("# sluice: begin ".utf8) + workspace }
  private var end: [UInt8] { Array("# sluice: end ".utf8) + workspace }

  /// The workers' verbs, with or without the downloader.
  static func verbs(downloads: Bool) -> [String] {
    (downloads ? ["download"] : []) + ["dispatch", "submit", "cleanup", "finalize"]
  }

  /// The block with its marks, each line without its line break.
  var lines: [[UInt8]] {
    let workers = Self.verbs(downloads: downloads).map { command($0) }
    switch kind {
    case .cron:
      let passes = workers.map { Array("*/5 * * * *  ".utf8) + $0 }
      return [begin] + passes + [Array("0 6 * * 1    ".utf8) + command("audit"), end]
    case .scrontab:
      let log = ShellWord.quote(workspace + Array("/stages/.scrontab.log".utf8))
      let head = ["--job-name=sluice-workers", "--time=30", "--open-mode=append"] + options
      return [begin] + head.map { Array("#SCRON \($0)".utf8) } + [Array("#SCRON --output=".utf8) + log]
        + [Array("*/10 * * * * ".utf8) + Array(workers.joined(separator: Array("; ".utf8))), end]
    }
  }

  /// One worker's pass as a shell gets it.
  private func command(_ verb: String) -> [UInt8] {
    let words = [Array("nice".utf8), program, Array(verb.utf8), Array("--workspace".utf8), workspace]
    let line = Array(words.map { ShellWord.quote($0) }.joined(separator: [UInt8(ascii: " ")]))
    // To cron a bare % ends the command (crontab(5)).
    guard kind == .cron else { return line }
    return line.flatMap { $0 == UInt8(ascii: "%") ? Array(#"\%"#.utf8) : [$0] }
  }

  /// A table with this block in place of the one it had, or at its end.
  func installed(in table: [UInt8]) throws -> [UInt8] {
    var rest = Self.split(table)
    guard let place = try place(in: rest) else { return Self.join(rest + lines) }
    rest.replaceSubrange(place, with: lines)
    return Self.join(rest)
  }

  /// A table without this block; nil when it has none.
  func removed(from table: [UInt8]) throws -> [UInt8]? {
    var rest = Self.split(table)
    guard let place = try place(in: rest) else { return nil }
    rest.removeSubrange(place)
    return Self.join(rest)
  }

  private func place(in table: [[UInt8]]) throws -> ClosedRange<Int>? {
    let (begins, ends) = (table.indices.filter { table[$0] == begin }, table.indices.filter { table[$0] == end })
    if begins.isEmpty && ends.isEmpty { return nil }
    guard begins.count == 1, ends.count == 1, begins[0] < ends[0] else {
      throw Refusal(
        description: "the table has one mark `# sluice: begin` or `end` of this workspace too many or too few: put it "
          + "right with crontab -e (or scrontab -e), then type the same again")
    }
    return begins[0]...ends[0]
  }

  private static func split(_ table: [UInt8]) -> [[UInt8]] {
    var lines = table.split(separator: newline, omittingEmptySubsequences: false).map(Array.init)
    if lines.last?.isEmpty == true { lines.removeLast() }
    return lines
  }

  private static func join(_ lines: [[UInt8]]) -> [UInt8] { lines.flatMap { $0 + [newline] } }
}
