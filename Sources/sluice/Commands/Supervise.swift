import ArgumentParser
import Scheduling
import SystemCalls

/// `sluice supervise`: runs one batch for the local executor; started by `sluice submit`, never typed.
struct Supervise: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "supervise",
    abstract: "Run one batch on this host. Started by `sluice submit`; nothing to type.",
    shouldDisplay: false)

  /// Passed through unread: a workspace's path need not be text, and the parser would repair it.
  @Argument(parsing: .captureForPassthrough, help: .hidden)
  var arguments: [String] = []

  func run() throws {
    // The same arguments as the kernel handed them over: bytes.
    let all = CommandLine.unsafeArgv
    let given = (Int(CommandLine.argc) - arguments.count)..<Int(CommandLine.argc)
    let bytes = given.map {
      all[$0].map { start in Array(UnsafeBufferPointer(start: start, count: length(start))) } ?? []
    }
    let options = try SupervisorOptions(arguments: bytes.map { $0.map { UInt8(bitPattern: $0) } })
    // Who starts the supervisor is another process than the supervisor, and is disturbed by itself.
    FaultInjection.arm(verb: options.detach ? "detach" : "supervise")
    try LocalSupervisor(options).run()
  }

  private func length(_ text: UnsafePointer<CChar>) -> Int {
    var count = 0
    while text[count] != 0 { count += 1 }
    return count
  }
}
