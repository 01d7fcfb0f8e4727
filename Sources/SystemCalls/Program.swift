import CSystemCalls
import Glibc
import SystemPackage

/// A program to start: arguments, surroundings and limits. Nothing passes through a shell.
public struct Program: Sendable {
  /// The program's file.
  public var executable: FilePath
  /// Its arguments as bytes, without its own name.
  public var arguments: [[UInt8]]
  /// Variables that differ from ours; nil takes one away.
  public var environment: [String: String?] = [:]
  /// The directory it starts in; ours when nil.
  public var directory: FilePath?
  /// Its standard input; /dev/null when -1.
  public var input: CInt = -1
  /// Its standard output; /dev/null when -1.
  public var output: CInt = -1
  /// Its standard error; /dev/null when -1.
  public var errors: CInt = -1
  /// Further descriptors it keeps, under their numbers.
  public var inherited: [CInt] = []
  /// Bytes of address space it may have (RLIMIT_AS); no limit when nil.
  public var addressSpace: Int64?
  /// Seconds of processor time it may use (RLIMIT_CPU); no limit when nil.
  public var cpuSeconds: Int64?
  /// Whether it leads a session of its own and so outlives our terminal.
  public var newSession = false
  /// Whether it leads a process group of its own, to be signalled as one.
  public var newGroup = false
  /// The signal it gets when the thread that started it ends; none when 0.
  public var parentDeathSignal: Int32 = 0
  /// Seconds after which SIGALRM ends it unless it minds its alarms itself (alarm(2) survives execve(2)); none when 0.
  public var alarm: UInt32 = 0

  /// Makes a program with arguments.
  public init(_ executable: FilePath, _ arguments: [String] = []) {
    self.executable = executable
    self.arguments = arguments.map { Array($0.utf8) }
  }

  func withRequest<Result>(
    _ body: (sluice_spawn_request) throws(SystemError) -> Result
  ) throws(SystemError) -> Result {
    let path = Self.cString(executable)
    let directoryPath = directory.map(Self.cString)
    var argumentPointers: [UnsafeMutablePointer<CChar>?] = [Self.cString(executable)] + arguments.map(Self.cString)
    argumentPointers.append(nil)
    var variables = merged().map { Optional(Self.cString(Array($0.utf8))) }
    variables.append(nil)
    defer {
      free(path)
      free(directoryPath)
      argumentPointers.forEach { free($0) }
      variables.forEach { free($0) }
    }
    let inheritedCopy = UnsafeMutableBufferPointer<CInt>.allocate(capacity: max(1, inherited.count))
    _ = inheritedCopy.initialize(from: inherited)
    defer { inheritedCopy.deallocate() }
    let argumentList = UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>.allocate(
      capacity: argumentPointers.count)
    _ = argumentList.initialize(from: argumentPointers)
    defer { argumentList.deallocate() }
    let variableList = UnsafeMutableBufferPointer<UnsafeMutablePointer<CChar>?>.allocate(capacity: variables.count)
    _ = variableList.initialize(from: variables)
    defer { variableList.deallocate() }
    return try body(
      sluice_spawn_request(
        path: path, arguments: argumentList.baseAddress, environment: variableList.baseAddress,
        directory: directoryPath,
        input: input, output: output, errors: errors, inherited: inheritedCopy.baseAddress,
        inherited_count: CInt(inherited.count), address_space: addressSpace ?? 0, cpu_seconds: cpuSeconds ?? 0,
        new_session: newSession ? 1 : 0, new_group: newGroup ? 1 : 0, parent_death_signal: parentDeathSignal,
        alarm_seconds: alarm))
  }

  private func merged() -> [String] {
    var result: [String] = []
    var next = environ
    while let variable = next.pointee {
      let text = String(cString: variable)
      let name = String(text.prefix { $0 != "=" })
      if environment[name] == nil { result.append(text) }
      next += 1
    }
    for (name, value) in environment { if let value { result.append("\(name)=\(value)") } }
    return result
  }

  private static func cString(_ bytes: [UInt8]) -> UnsafeMutablePointer<CChar> {
    let copy = UnsafeMutablePointer<CChar>.allocate(capacity: bytes.count + 1)
    for (index, byte) in bytes.enumerated() { copy[index] = CChar(bitPattern: byte) }
    copy[bytes.count] = 0
    return copy
  }

  private static func cString(_ path: FilePath) -> UnsafeMutablePointer<CChar> {
    path.withPlatformString { strdup($0) }
  }
}
