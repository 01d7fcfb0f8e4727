import Formats
import SystemCalls
import Testing

/// A real Slurm cluster, started by the project's own script for the process that runs the tests.
///
/// It ends with that process, however that ends: the script watches it.
public final class SlurmCluster: Sendable {
  /// Four nodes for tests that take daemons away, one after the other; started by the first that asks.
  public static func shared() throws -> SlurmCluster { try made.get() }

  /// Two nodes for tests that run beside each other and leave the daemons where they are.
  public static func steady() throws -> SlurmCluster { try madeSteady.get() }

  /// Whether one can be started here: its daemons need root.
  public static var isPossible: Bool { Sys.userID == 0 }

  // Limits of accounts hold, so that they can be tested.
  private static let made = Result {
    try SlurmCluster(nodes: 4, conf: ["AccountingStorageEnforce=associations,limits,qos"])
  }
  private static let madeSteady = Result { try SlurmCluster(nodes: 2, conf: []) }

  /// Where its configuration, logs and daemons' numbers are.
  public let directory: FilePath
  /// Its nodes.
  public let nodes: [String]

  private init(nodes count: Int, conf: [String]) throws {
    directory = FilePath("/tmp").appending("sluice-slurm-\(String(Sys.randomBits(), radix: 16))")
    nodes = (1...count).map { "n\($0)" }
    // A task that takes more memory than it asked for is killed; a daemon that does not answer is waited for less long.
    let lines = ["JobAcctGatherParams=OverMemoryKill", "MessageTimeout=5"] + conf
    let options =
      [directory.string, "--nodes", String(count), "--while", String(Sys.processID)] + lines.flatMap { ["--conf", $0] }
    let answer = try Command(Self.script("up.sh"), options).run()
    guard answer.status == 0 else { throw TestWorkspace.Failure(description: answer.everything) }
  }

  private static func script(_ name: String) -> FilePath { Repository.root.appending("scripts/slurm/\(name)") }

  /// The configuration's path.
  public var conf: FilePath { directory.appending("slurm.conf") }

  /// Starts, stops, kills, freezes or thaws a daemon: `slurmctld`, `slurmdbd`, a node.
  public func daemon(_ order: String, _ name: String) throws {
    let answer = try Command(Self.script("daemon.sh"), [directory.string, order, name]).run()
    guard answer.status == 0 else { throw TestWorkspace.Failure(description: answer.everything) }
  }

  /// The process of a daemon.
  public func process(_ daemon: String) throws -> Int32 {
    let text = String(decoding: try Sys.contents(of: directory.appending("run/\(daemon).pid")), as: UTF8.self)
    guard let number = Int32(text.filter(\.isNumber)) else { throw TestWorkspace.Failure(description: "no \(daemon)") }
    return number
  }

  /// Holds a daemon still while something is done.
  public func frozen<Value>(_ daemon: String, _ body: () throws -> Value) throws -> Value {
    let process = try process(daemon)
    Sys.signal(process, 19)
    defer { Sys.signal(process, 18) }
    return try body()
  }

  /// Runs one of Slurm's programs, however that ends.
  public func run(_ program: String, _ arguments: [String]) throws -> Command.Answer {
    var command = Command(FilePath("/usr/bin").appending(program), arguments)
    command.program.environment["SLURM_CONF"] = conf.string
    command.program.directory = "/"
    return try command.run()
  }

  /// Runs one of Slurm's programs; answers what it printed.
  @discardableResult
  public func slurm(_ program: String, _ arguments: String...) throws -> String {
    let answer = try run(program, arguments)
    guard answer.status == 0 else { throw TestWorkspace.Failure(description: "\(program): \(answer.everything)") }
    return answer.output
  }

  /// Hands over a job array by hand; answers its number.
  public func submit(_ name: String, array: String, _ options: [String], script: String) throws -> String {
    let answer = try run(
      "sbatch",
      ["--parsable", "--job-name=\(name)", "--array=\(array)", "--output=/dev/null"] + options + ["--wrap=\(script)"])
    guard answer.status == 0 else { throw TestWorkspace.Failure(description: answer.everything) }
    return answer.output.lines.last ?? ""
  }

  /// The jobs of a name that controller or accounting ever knew, by number; whether each began to run.
  public func jobs(named name: String) throws -> [Int: Bool] {
    var found: [Int: Bool] = [:]
    let queue = try run(
      "squeue", ["--noheader", "--name=\(name)", "--states=all", "--format=%F|%S|%T"])
    for line in queue.output.lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 3, let id = Int(fields[0]) else { continue }
      let ran = ["RUNNING", "COMPLETING", "COMPLETED", "FAILED", "TIMEOUT"].contains(String(fields[2]))
      found[id] = found[id, default: false] || ran
    }
    let history = try run(
      "sacct",
      [
        "--noheader", "--parsable2", "--allocations", "--name=\(name)", "--starttime=2020-01-01",
        "--format=JobID,Start,ElapsedRaw",
      ])
    for line in history.output.lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 3, let id = Int(fields[0].prefix { $0.isNumber }) else { continue }
      let ran = !["Unknown", "None"].contains(String(fields[1])) && fields[2] != "0"
      found[id] = found[id, default: false] || ran
    }
    return found
  }

  /// Waits until all nodes take jobs again, after a test that took one away.
  public func recover() throws {
    for name in ["slurmdbd", "slurmctld"] + nodes { try daemon("start", name) }
    let areBack = waitUntil(every: 100) {
      let idle =
        (try? slurm("sinfo", "--noheader", "--Node", "--partition=work", "--states=idle,mixed,allocated", "--format=%N"))
      return Set(idle?.lines ?? []).count == nodes.count
    }
    guard areBack else {
      throw TestWorkspace.Failure(description: "the nodes did not come back: see \(directory)/log")
    }
  }
}

/// A directory of programs named as Slurm's, which run those of a cluster and note each call.
public struct SlurmPrograms: Sendable {
  /// The directory, for `slurm.programs`.
  public let directory: FilePath
  private let home: TemporaryDirectory

  /// Makes the directory.
  public init(_ cluster: SlurmCluster) throws {
    home = try TemporaryDirectory()
    directory = home.path
    for name in ["sbatch", "sacct", "sacctmgr", "squeue", "scontrol", "scancel", "sinfo", "srun"] {
      try replace(
        name,
        "echo \"$*\" >> \(directory)/\(name).calls\nSLURM_CONF=\(cluster.conf)\nexport SLURM_CONF\nexec /usr/bin/\(name) \"$@\""
      )
    }
  }

  /// Puts a script of sh in a program's place.
  public func replace(_ name: String, _ script: String) throws {
    try home.write(Array("#!/bin/sh\n\(script)\n".utf8), as: name)
    _ = try Command("/bin/chmod", ["+x", directory.appending(name).string]).run()
  }

  /// The arguments of each call of a program so far.
  public func calls(of name: String) throws -> [String] {
    let path = directory.appending("\(name).calls")
    return Sys.exists(path) ? String(decoding: try Sys.contents(of: path), as: UTF8.self).lines : []
  }
}

extension Trait where Self == ConditionTrait {
  /// Leaves tests out where no cluster can be started.
  public static var needsCluster: Self {
    .enabled(if: SlurmCluster.isPossible, "a cluster of its own is started as root")
  }
}
