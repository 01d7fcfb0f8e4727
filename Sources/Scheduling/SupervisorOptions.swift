public import SystemCalls

/// What a supervisor is told by the one that starts it, and how that is written as arguments: as bytes, both ways in one
/// place, as a workspace's path need not be text.
public struct SupervisorOptions: Sendable, Hashable {
  /// The batch's directory, absolute.
  public var batch: FilePath
  /// The lock files of this host's slots.
  public var slots: FilePath
  /// Tasks that may run on this host at once, over all batches.
  public var concurrency: Int
  /// Processes one task may run at once.
  public var processes: Int
  /// Bytes of address space each process of a task may have (RLIMIT_AS); no limit when nil.
  public var memoryLimit: Int64?
  /// Seconds between the order to end and the kill. 30 is Slurm's KillWait (slurm.conf(5)).
  public var graceSeconds: Double
  /// The program this is a verb of; it is started anew, detached.
  public var program: FilePath
  /// The program that runs a chunk.
  public var taskProgram: FilePath
  /// Its arguments before the batch's directory and the chunk's name.
  public var taskArguments: [FilePath]
  /// A descriptor on which the starter already holds the batch's lock.
  public var lockDescriptor: Int32?
  /// Whether to start the supervisor proper in a session of its own, and return.
  public var detach: Bool

  /// The options with which `program` supervises a batch by itself.
  public init(batch: FilePath, slots: FilePath, concurrency: Int, program: FilePath) {
    self.batch = batch
    self.slots = slots
    self.concurrency = concurrency
    self.program = program
    processes = 1
    memoryLimit = nil
    graceSeconds = 30
    taskProgram = program
    taskArguments = ["task"]
    lockDescriptor = nil
    detach = false
  }

  /// The arguments that stand for these options, after the verb `supervise`.
  public var arguments: [[UInt8]] {
    var list: [[UInt8]] = []
    func add(_ name: Name, _ value: [UInt8]) { list += [Array(name.rawValue.utf8), value] }
    func tell(_ name: Name, _ value: some CustomStringConvertible) { add(name, Array(value.description.utf8)) }
    add(.batch, batch.bytes)
    add(.slots, slots.bytes)
    tell(.concurrency, concurrency)
    tell(.processes, processes)
    if let memoryLimit { tell(.memory, memoryLimit) }
    tell(.grace, graceSeconds)
    add(.program, program.bytes)
    add(.taskProgram, taskProgram.bytes)
    for argument in taskArguments { add(.taskArgument, argument.bytes) }
    if let lockDescriptor { tell(.lockDescriptor, lockDescriptor) }
    if detach { tell(.detach, "yes") }
    return list
  }

  /// Reads arguments made by `arguments`.
  public init(arguments: [[UInt8]]) throws(SchedulingError) {
    self.init(batch: "", slots: "", concurrency: 1, program: "")
    taskArguments = []
    var rest = arguments[...]
    while let first = rest.popFirst() {
      let text = String(decoding: first, as: UTF8.self)
      guard let name = Name(rawValue: text) else { throw Self.wrong("unknown option \(text)") }
      guard let value = rest.popFirst() else { throw Self.wrong("\(text) lacks its value") }
      try set(name, value)
    }
    for (name, path) in [(Name.batch, batch), (.slots, slots), (.program, program), (.taskProgram, taskProgram)]
    where !path.isAbsolute {
      throw Self.wrong("\(name.rawValue) must be an absolute path")
    }
  }

  private enum Name: String {
    case batch = "--batch"
    case slots = "--slots"
    case concurrency = "--concurrency"
    case processes = "--processes"
    case memory = "--memory"
    case grace = "--grace"
    case program = "--program"
    case taskProgram = "--task-program"
    case taskArgument = "--task-argument"
    case lockDescriptor = "--lock-descriptor"
    case detach = "--detach"
  }

  private mutating func set(_ name: Name, _ value: [UInt8]) throws(SchedulingError) {
    switch name {
    case .batch: batch = try Self.path(name, value)
    case .slots: slots = try Self.path(name, value)
    case .concurrency: concurrency = try Self.number(name, value)
    case .processes: processes = try Self.number(name, value)
    case .memory: memoryLimit = try Self.number(name, value)
    case .grace:
      guard let seconds = Double(String(decoding: value, as: UTF8.self)), seconds >= 0, seconds.isFinite else {
        throw Self.wrong("\(name.rawValue) must be a number of seconds")
      }
      graceSeconds = seconds
    case .program: program = try Self.path(name, value)
    case .taskProgram: taskProgram = try Self.path(name, value)
    case .taskArgument: taskArguments.append(try Self.path(name, value))
    case .lockDescriptor: lockDescriptor = try Self.number(name, value)
    case .detach: detach = true
    }
  }

  private static func path(_ name: Name, _ value: [UInt8]) throws(SchedulingError) -> FilePath {
    guard !value.contains(0) else { throw wrong("\(name.rawValue) holds a NUL") }
    let characters = value.map { CChar(bitPattern: $0) } + [0]
    return characters.withUnsafeBufferPointer { $0.baseAddress.map { FilePath(platformString: $0) } ?? "" }
  }

  private static func number<Value: FixedWidthInteger>(
    _ name: Name, _ value: [UInt8]
  ) throws(SchedulingError) -> Value {
    guard let number = Value(String(decoding: value, as: UTF8.self)), number >= 1 else {
      throw wrong("\(name.rawValue) must be a whole number above 0")
    }
    return number
  }

  private static func wrong(_ what: String) -> SchedulingError {
    SchedulingError(.badArguments, "supervise: \(what); sluice submit starts it as it must be")
  }
}
