import SystemCalls
import Testing

@testable import Scheduling

@Suite struct SupervisorOptionsTests {
  @Test func `options survive being arguments, byte for byte`() throws {
    let place = try Place()
    var options = place.options(concurrency: 7, grace: 1.5, memory: 1 << 33)
    options.processes = 4
    options.taskArguments = ["--detach", place.root, "task"]
    options.lockDescriptor = 9
    #expect(try SupervisorOptions(arguments: options.arguments) == options)
    options.detach = true
    options.memoryLimit = nil
    options.lockDescriptor = nil
    options.taskArguments = []
    #expect(try SupervisorOptions(arguments: options.arguments) == options)
  }

  static let whole = ["--batch", "/b", "--slots", "/s", "--program", "/p", "--task-program", "/t"]

  @Test(arguments: [
    ([], "--batch must be an absolute path"),
    (["--batch", "b"], "--batch must be an absolute path"),
    (whole + ["--speed", "3"], "unknown option --speed"),
    (whole + ["--memory"], "--memory lacks its value"),
    (whole + ["--concurrency", "0"], "--concurrency must be a whole number above 0"),
    (whole + ["--processes", "two"], "--processes must be a whole number above 0"),
    (whole + ["--grace", "-1"], "--grace must be a number of seconds"),
    (whole + ["--grace", "inf"], "--grace must be a number of seconds"),
  ])
  func `arguments that make no sense are refused by name`(_ arguments: [String], sentence: String) {
    let error = #expect(throws: SchedulingError.self) {
      try SupervisorOptions(arguments: arguments.map { Array($0.utf8) })
    }
    #expect(error?.description.contains(sentence) == true)
  }
}
