import Glibc
import Synchronization
import SystemPackage

/// Makes the n-th file-system call of a verb fail, or kills the process before or after it; in debug builds only.
///
/// `SLUICE_INJECT=VERB:ACTION:N` with ACTION `kill-before`, `kill-after`, `stop-after` (SIGSTOP), `short` (the call, if it is a
/// write, writes half) or an errno's name (`ENOSPC`, `EIO`, `EDQUOT`, `ESTALE`, `EACCES`, `EINTR`, `ENOENT`); `lost-ERRNO` makes the
/// call and says that it failed, as a file server does whose reply was lost; `read-ERRNO` fails the n-th call that only looks at
/// files, which are counted apart. `SLUICE_INJECT_COUNT=VERB:FILE` appends at exit how many calls were made. VERB restricts it to
/// one program of a pipeline, as the environment is inherited by children. `SLUICE_INJECT_TRACE=VERB:FILE` appends a line for
/// each call that returned, fields parted by tabs: process, number, call, errno (0 for none), result, path, target; there VERB
/// may be `any`. `SLUICE_INJECT_LOOKS=VERB:FILE` does the same for calls that only look, before each. `SLUICE_INJECT_LEASES=shared`
/// gives a lease to everybody who asks, as file systems do that do not share locks between hosts.
public enum FaultInjection {
  #if DEBUG
  struct Plan: Sendable {
    var action: Action
    var at: Int
  }

  enum Action: Sendable {
    case killBefore
    case killAfter
    case stopAfter
    case short
    case fail(CInt)
    case lose(CInt)
    case failLook(CInt)
  }

  private static let calls = Atomic<Int>(0)
  private static let state = Mutex<(plan: Plan?, counter: String?)>((nil, nil))
  private static let trace = Mutex<CInt>(-1)
  private static let armed = Atomic<Bool>(false)
  private static let looks = Atomic<Int>(0)
  private static let lookTrace = Mutex<CInt>(-1)
  private static let areLooksArmed = Atomic<Bool>(false)

  /// Whether a lease keeps nobody out.
  public static let areLeasesShared: Bool = variable("SLUICE_INJECT_LEASES") == ["shared"]

  /// Reads the environment for this verb; called once, before the first counted call.
  public static func arm(verb: String) {
    if let value = variable("SLUICE_INJECT"), value.first == verb, value.count == 3, let at = Int(value[2]),
      let action = action(value[1])
    {
      state.withLock { $0.plan = Plan(action: action, at: at) }
      if case .failLook = action {
        areLooksArmed.store(true, ordering: .relaxed)
      } else {
        armed.store(true, ordering: .relaxed)
      }
    }
    if let value = variable("SLUICE_INJECT_COUNT"), value.first == verb, value.count >= 2 {
      let path = value.dropFirst().joined(separator: ":")
      let isFirst = state.withLock { state in
        defer { state.counter = path }
        return state.counter == nil
      }
      armed.store(true, ordering: .relaxed)
      if isFirst { atexit { FaultInjection.report() } }
    }
    if openTrace("SLUICE_INJECT_TRACE", verb, trace) { armed.store(true, ordering: .relaxed) }
    if openTrace("SLUICE_INJECT_LOOKS", verb, lookTrace) { areLooksArmed.store(true, ordering: .relaxed) }
  }

  private static func openTrace(_ name: String, _ verb: String, _ trace: borrowing Mutex<CInt>) -> Bool {
    guard let value = variable(name), value.count >= 2, value[0] == verb || value[0] == "any" else { return false }
    let path = value.dropFirst().joined(separator: ":")
    trace.withLock { raw in
      if raw < 0 { raw = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666) }
    }
    return true
  }

  /// Counts a call that is about to look at a file; the errno it fails with instead of being made, if it is the one.
  static func beforeLook(_ call: String, _ path: FilePath?) -> CInt? {
    guard areLooksArmed.load(ordering: .relaxed), let path else { return nil }
    let number = looks.add(1, ordering: .relaxed).newValue
    write(lookTrace, number, call, path, nil, result: 0, errno: 0)
    guard let plan = state.withLock({ $0.plan }), plan.at == number, case .failLook(let error) = plan.action else {
      return nil
    }
    return error
  }

  /// Counts a call that is about to be made; the errno it fails with instead of being made, if it is the one.
  static func before(_ call: String, _ path: FilePath?) -> CInt? {
    guard armed.load(ordering: .relaxed) else { return nil }
    let number = calls.add(1, ordering: .relaxed).newValue
    guard let plan = state.withLock({ $0.plan }), plan.at == number else { return nil }
    switch plan.action {
    case .killBefore: kill(getpid(), SIGKILL)
    case .killAfter, .stopAfter, .short, .lose, .failLook: break
    case .fail(let error):
      note(number, call, path, nil, result: -1, errno: error)
      return error
    }
    return nil
  }

  /// The part of a write that the next call writes: half, if it is the one to be short.
  static func shortened(_ bytes: UnsafeRawBufferPointer) -> UnsafeRawBufferPointer {
    guard armed.load(ordering: .relaxed), bytes.count > 1, let plan = state.withLock({ $0.plan }),
      case .short = plan.action, plan.at == calls.load(ordering: .relaxed) + 1
    else { return bytes }
    return UnsafeRawBufferPointer(rebasing: bytes[..<(bytes.count / 2)])
  }

  /// Notes a call that returned; the errno that is said of it all the same, if its reply is the one that is lost.
  static func after(_ call: String, _ path: FilePath?, to target: FilePath?, result: Int, errno: CInt) -> CInt? {
    guard armed.load(ordering: .relaxed) else { return nil }
    let number = calls.load(ordering: .relaxed)
    note(number, call, path, target, result: result, errno: result == -1 ? errno : 0)
    guard let plan = state.withLock({ $0.plan }), plan.at == number else { return nil }
    if case .killAfter = plan.action { kill(getpid(), SIGKILL) }
    if case .stopAfter = plan.action { kill(getpid(), SIGSTOP) }
    if case .lose(let error) = plan.action { return error }
    return nil
  }

  private static func note(
    _ number: Int, _ call: String, _ path: FilePath?, _ target: FilePath?, result: Int, errno: CInt
  ) {
    write(trace, number, call, path, target, result: result, errno: errno)
  }

  private static func write(
    _ trace: borrowing Mutex<CInt>, _ number: Int, _ call: String, _ path: FilePath?, _ target: FilePath?, result: Int,
    errno: CInt
  ) {
    trace.withLock { raw in
      guard raw >= 0 else { return }
      let fields = ["\(getpid())", "\(number)", call, "\(errno)", "\(result)", shown(path), shown(target)]
      let line = fields.joined(separator: "\t") + "\n"
      _ = Glibc.write(raw, line, line.utf8.count)
    }
  }

  /// A path as one field: absolute, and without a tab, a newline or bytes that are no text.
  private static func shown(_ path: FilePath?) -> String {
    guard let path else { return "" }
    let whole = path.isAbsolute ? path : Sys.currentDirectory.pushing(path)
    return whole.withPlatformString { start in
      var text = ""
      for byte in UnsafeBufferPointer(start: start, count: strlen(start)).map({ UInt8(bitPattern: $0) }) {
        if byte < 32 || byte == UInt8(ascii: "%") || byte > 126 {
          text += "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16)
        } else {
          text.unicodeScalars.append(Unicode.Scalar(byte))
        }
      }
      return text
    }
  }

  private static func report() {
    guard let path = state.withLock({ $0.counter }), let file = fopen(path, "a") else { return }
    fputs("\(calls.load(ordering: .relaxed))\n", file)
    fclose(file)
  }

  private static func variable(_ name: String) -> [String]? {
    guard let value = getenv(name) else { return nil }
    return String(cString: value).split(separator: ":", omittingEmptySubsequences: false).map(String.init)
  }

  private static func action(_ name: String) -> Action? {
    switch name {
    case "kill-before": .killBefore
    case "kill-after": .killAfter
    case "stop-after": .stopAfter
    case "short": .short
    case _ where name.hasPrefix("lost-"): errors[String(name.dropFirst(5))].map { .lose($0) }
    case _ where name.hasPrefix("read-"): errors[String(name.dropFirst(5))].map { .failLook($0) }
    default: errors[name].map { .fail($0) }
    }
  }

  private static let errors = [
    "ENOSPC": ENOSPC, "EDQUOT": EDQUOT, "EIO": EIO, "ESTALE": ESTALE, "EACCES": EACCES, "EINTR": EINTR,
    "ENOENT": ENOENT,
  ]
  #else
  /// Never in release builds.
  @inlinable public static var areLeasesShared: Bool { false }
  /// Does nothing in release builds.
  @inlinable public static func arm(verb: String) {}
  #endif
}
