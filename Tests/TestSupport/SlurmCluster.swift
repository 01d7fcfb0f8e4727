import Formats
import Synchronization
import SystemCalls
import Testing

/// A real Slurm cluster, started by the project's own script for the process that runs the tests.
///
/// It ends with that process, however that ends: the script watches it. No time-out of Slurm's is reached there because the
/// machine is busy; a test that needs one to be reached asks for it (`givingNodesUp`, `impatientConf`).
public final class SlurmCluster: Sendable {
  /// Four nodes for tests that take daemons away, one after the other; started by the first that asks.
  public static func shared() throws -> SlurmCluster { try made.get() }

  /// For tests that run beside each other and leave the daemons where they are: two nodes for all, and pairs of nodes for one
  /// test each (`withPair`).
  public static func steady() throws -> SlurmCluster { try madeSteady.get() }

  /// Whether one can be started here: its daemons need root.
  public static var isPossible: Bool { Sys.userID == 0 }

  // Limits of accounts hold, so that they can be tested.
  private static let made = Result {
    try SlurmCluster(nodes: 4, conf: ["AccountingStorageEnforce=associations,limits,qos"])
  }
  // Nodes so large that no test ever waits for what another one uses.
  private static let madeSteady = Result {
    try SlurmCluster(nodes: 2, pairs: 4, options: ["--cpus", "256", "--memory", "512000"])
  }

  /// Where its configuration, logs and daemons' numbers are.
  public let directory: FilePath
  /// The nodes for all.
  public let nodes: [String]
  private let freePairs: Mutex<[Pair]>

  private init(nodes count: Int, pairs: Int = 0, options: [String] = [], conf: [String] = []) throws {
    directory = FilePath("/tmp").appending("sluice-slurm-\(String(Sys.randomBits(), radix: 16))")
    nodes = (1...count).map { "n\($0)" }
    let own = (0..<pairs).map {
      Pair(reservation: "pair\($0)", nodes: ["n\(count + 2 * $0 + 1)", "n\(count + 2 * $0 + 2)"])
    }
    freePairs = Mutex(own)
    // A task that takes more memory than it asked for is killed; one that is told to end is not killed before it has; and a job
    // is not forgotten before its test is over.
    let lines = ["JobAcctGatherParams=OverMemoryKill", "KillWait=\(Int(Patience.seconds))", "MinJobAge=7200"] + conf
    let arguments =
      [directory.string, "--nodes", String(count + 2 * pairs), "--while", String(Sys.processID)] + options
      + lines.flatMap { ["--conf", $0] }
    Starts.note("Slurm cluster")
    let answer = try Command(Self.script("up.sh"), arguments).run()
    guard answer.status == 0 else { throw TestWorkspace.Failure(description: answer.everything) }
    try Sys.publish(Array(try configuration(with: "MessageTimeout", "1").utf8), at: impatientConf)
    for pair in own {
      try slurm(
        "scontrol", "create", "reservation", "ReservationName=\(pair.reservation)", "StartTime=now",
        "Duration=UNLIMITED", "Users=\(Sys.userName ?? "root")", "Nodes=\(pair.nodes.joined(separator: ","))")
    }
  }

  private static func script(_ name: String) -> FilePath { Repository.root.appending("scripts/slurm/\(name)") }

  // MARK: Configuration

  /// The configuration's path.
  public var conf: FilePath { directory.appending("slurm.conf") }

  /// The same for programs that wait a second for a controller that cannot answer.
  public var impatientConf: FilePath { directory.appending("impatient.conf") }

  private func configuration(with key: String, _ value: String) throws -> String {
    String(decoding: try Sys.contents(of: conf), as: UTF8.self).lines
      .map { $0.hasPrefix("\(key)=") ? "\(key)=\(value)\n" : "\($0)\n" }.joined()
  }

  private func configure(_ key: String, _ value: String) throws {
    try Sys.publish(Array(try configuration(with: key, value).utf8), at: conf)
    try slurm("scontrol", "reconfigure")
  }

  /// Does something while the controller gives nodes up that do not answer, as soon as it looks. One that is only slow may be
  /// given up as well, and comes back by itself: no task that matters is to run on another node meanwhile.
  public func givingNodesUp<Value>(_ body: () throws -> Value) throws -> Value {
    try configure("SlurmdTimeout", "1")
    let result = Result { try body() }
    try configure("SlurmdTimeout", "600")
    return try result.get()
  }

  // MARK: Daemons

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
    // One thread takes the signal, and then the others stop.
    try eventually("\(daemon) stands still") {
      try Sys.entries(of: FilePath("/proc/\(process)/task"))
        .allSatisfy { Int32($0.name.string).map(Sys.isStopped) ?? true }
    }
    return try body()
  }

  /// What the cluster says of its jobs and nodes, for the message of a test that waited in vain.
  public var told: String {
    let jobs = try? slurm("squeue", "--array", "--format=%i %u %T %R %S")
    let nodes = try? slurm("sinfo", "--Node", "--format=%N %T %C %E")
    return "\(jobs ?? "squeue does not answer\n")\(nodes ?? "sinfo does not answer\n")see \(directory)/log"
  }

  /// Starts what a test took away, and waits until accounting answers and all nodes take jobs again; one that did not answer the
  /// controller yet gets none, though it is called idle.
  public func recover() {
    do {
      for name in ["slurmdbd", "slurmctld"] + nodes { try daemon("start", name) }
      try eventually("all nodes are back: see \(directory)/log", every: 100) {
        let idle = try? slurm(
          "sinfo", "--noheader", "--Node", "--responding", "--partition=work", "--states=idle,mixed,allocated",
          "--format=%N")
        guard Set(idle?.lines ?? []).count == nodes.count else { return false }
        return (try? slurm("sacctmgr", "--noheader", "list", "cluster")) != nil
      }
    } catch {
      Issue.record(error)
    }
  }

  // MARK: Nodes of one's own

  /// Two nodes that run only the jobs of who names their reservation.
  public struct Pair: Sendable {
    /// For `--reservation` and `slurm.reservation`.
    public let reservation: String
    /// The two.
    public let nodes: [String]
  }

  /// Does something with two nodes that no other test has meanwhile; afterwards they are mended.
  public func withPair<Value>(_ body: (Pair) throws -> Value) throws -> Value {
    var taken: Pair?
    try eventually("nodes that no other test has", every: 100) {
      taken = taken ?? freePairs.withLock { $0.popLast() }
      return taken != nil
    }
    guard let pair = taken else { throw TestWorkspace.Failure(description: "no nodes") }
    defer { mend(pair) }
    return try body(pair)
  }

  private func mend(_ pair: Pair) {
    do {
      for node in pair.nodes {
        try daemon("start", node)
        // Refused where there is nothing to resume.
        _ = try? slurm("scontrol", "update", "NodeName=\(node)", "State=RESUME")
      }
      try eventually("\(pair.nodes) are free: see \(directory)/log", every: 100) {
        let nodes = pair.nodes.joined(separator: ",")
        let states = try slurm("sinfo", "--noheader", "--Node", "--partition=work", "--nodes=\(nodes)", "--format=%T")
        return states.lines == ["reserved", "reserved"]
      }
      freePairs.withLock { $0.append(pair) }
    } catch {
      Issue.record(error)
    }
  }

  // MARK: Slurm's programs

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

  /// Hands over a job array by hand; answers its number. It may take an hour, as long as a partition allows, where the options
  /// do not say otherwise.
  public func submit(_ name: String, array: String, _ options: [String], script: String) throws -> String {
    let answer = try run(
      "sbatch",
      ["--parsable", "--job-name=\(name)", "--array=\(array)", "--output=/dev/null", "--time=60"] + options
        + ["--wrap=\(script)"])
    guard answer.status == 0 else { throw TestWorkspace.Failure(description: answer.everything) }
    return answer.output.lines.last ?? ""
  }

  /// The jobs of a name that controller or accounting ever knew, by number; whether each began to run.
  public func jobs(named name: String) throws -> [Int: Bool] {
    var found: [Int: Bool] = [:]
    let queue = try slurm("squeue", "--noheader", "--name=\(name)", "--states=all", "--format=%F|%S|%T")
    for line in queue.lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 3, let id = Int(fields[0]) else { continue }
      let ran = ["RUNNING", "COMPLETING", "COMPLETED", "FAILED", "TIMEOUT"].contains(String(fields[2]))
      found[id] = found[id, default: false] || ran
    }
    let history = try slurm(
      "sacct", "--noheader", "--parsable2", "--allocations", "--name=\(name)", "--starttime=2020-01-01",
      "--format=JobID,Start,ElapsedRaw")
    for line in history.lines {
      let fields = line.split(separator: "|", omittingEmptySubsequences: false)
      guard fields.count == 3, let id = Int(fields[0].prefix { $0.isNumber }) else { continue }
      let ran = !["Unknown", "None"].contains(String(fields[1])) && fields[2] != "0"
      found[id] = found[id, default: false] || ran
    }
    return found
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
      try home.write(
        Array(
          """
          #!/bin/sh
          echo "$*" >> \(directory)/\(name).calls
          SLURM_CONF=\(cluster.conf)
          [ ! -e \(directory)/impatient ] || SLURM_CONF=\(cluster.impatientConf)
          export SLURM_CONF
          [ ! -e \(directory)/\(name).instead ] || exec /bin/sh \(directory)/\(name).instead "$@"
          exec /usr/bin/\(name) "$@"

          """.utf8), as: name)
    }
    _ = try Command("/bin/chmod", ["-R", "+x", directory.string]).run()
  }

  /// Puts a script of sh in a program's place.
  public func replace(_ name: String, _ script: String) throws {
    try home.write(Array("\(script)\n".utf8), as: "\(name).instead")
  }

  /// A script of sh for `sacct` that tells of tasks that failed as if they had done so at once, which is what some decisions are
  /// about: on a slow machine Slurm may take its time to start and to end them. The fifth and the sixth column that sluice asks
  /// for are beginning and end.
  public static let sacctOfFastFailures = """
    answer=$(/usr/bin/sacct "$@") || exit
    [ -z "$answer" ] || printf '%s\\n' "$answer" | awk -F'|' -v OFS='|' '$3 ~ /^FAILED/ { $6 = $5 } { print }'
    """

  /// Does something while these programs wait a second for a controller that cannot answer.
  public func impatient<Value>(_ body: () throws -> Value) throws -> Value {
    let mark = try home.write([], as: "impatient")
    defer { try? Sys.unlink(mark) }
    return try body()
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
