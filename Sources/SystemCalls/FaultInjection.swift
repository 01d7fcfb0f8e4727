import Glibc
import Synchronization
import SystemPackage

/// Makes the n-th file-system call of a verb fail, or kills the process before or after it; in debug builds only.
///
/// `SLUICE_INJECT=VERB:ACTION:N` with ACTION `kill-before`, `kill-after` or an errno's name (`ENOSPC`, `EIO`, `EDQUOT`,
/// `ESTALE`, `EACCES`, `EINTR`); `SLUICE_INJECT_COUNT=VERB:FILE` appends at exit how many calls were made. VERB restricts it
/// to one program of a pipeline, as the environment is inherited by children. `SLUICE_INJECT_TRACE=VERB:FILE` writes a line
/// for each call, `NUMBER CALL PATH`.
public enum FaultInjection {
  #if DEBUG
  struct Plan: Sendable {
    var action: Action
    var at: Int
  }

  enum Action: Sendable {
    case killBefore
    case killAfter
    case fail(CInt)
  }

  private static let calls = Atomic<Int>(0)
  private static let state = Mutex<(plan: Plan?, counter: String?)>((nil, nil))
  private static let trace = Mutex<CInt>(-1)
  private static let armed = Atomic<Bool>(false)

  /// Reads the environment for this verb; called once, before the first counted call.
  public static func arm(verb: String) {
    if let value = variable("SLUICE_INJECT"), value.first == verb, value.count == 3, let at = Int(value[2]),
      let action = action(value[1])
    {
      state.withLock { $0.plan = Plan(action: action, at: at) }
      armed.store(true, ordering: .relaxed)
    }
    if let value = variable("SLUICE_INJECT_COUNT"), value.first == verb, value.count >= 2 {
      let path = value.dropFirst().joined(separator: ":")
      state.withLock { $0.counter = path }
      armed.store(true, ordering: .relaxed)
      atexit { FaultInjection.report() }
    }
    if let value = variable("SLUICE_INJECT_TRACE"), value.first == verb, value.count >= 2 {
      let path = value.dropFirst().joined(separator: ":")
      trace.withLock { $0 = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o666) }
      armed.store(true, ordering: .relaxed)
    }
  }

  static func before(_ call: String, _ path: FilePath?) -> CInt? {
    guard armed.load(ordering: .relaxed) else { return nil }
    let number = calls.add(1, ordering: .relaxed).newValue
    trace.withLock { raw in
      let line = "\(number) \(call) \(path?.string ?? "")\n"
      if raw >= 0 { _ = Glibc.write(raw, line, line.utf8.count) }
    }
    guard let plan = state.withLock({ $0.plan }), plan.at == number else { return nil }
    switch plan.action {
    case .killBefore: kill(getpid(), SIGKILL)
    case .killAfter: break
    case .fail(let error): return error
    }
    return nil
  }

  static func after() {
    guard armed.load(ordering: .relaxed) else { return }
    guard let plan = state.withLock({ $0.plan }), case .killAfter = plan.action else { return }
    if plan.at == calls.load(ordering: .relaxed) { kill(getpid(), SIGKILL) }
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
    case "ENOSPC": .fail(ENOSPC)
    case "EDQUOT": .fail(EDQUOT)
    case "EIO": .fail(EIO)
    case "ESTALE": .fail(ESTALE)
    case "EACCES": .fail(EACCES)
    case "EINTR": .fail(EINTR)
    default: nil
    }
  }
  #else
  /// Does nothing in release builds.
  @inlinable public static func arm(verb: String) {}
  #endif
}
