import SystemCalls
import TestSupport
import Testing

/// Hostile bytes for all that reads what others made: so many, others with each commit. `make fuzz` runs longer, and with
/// libFuzzer, which looks where its bytes go.
struct FuzzingTests {
  /// So many inputs as take some three seconds of processor time, each target's seeds among them.
  @Test(
    arguments: [
      ("inspection", 300), ("pictures", 300), ("layout", 300), ("records", 300), ("results", 120), ("documents", 200),
      ("files", 200), ("manifest", 100), ("lists", 100), ("answers", 150), ("settings", 100), ("notes", 100),
    ])
  func `No bytes end the code that reads documents, results, files, lists and answers, or make it break its word`(
    target: String, inputs: Int
  ) throws {
    let seeds = try TemporaryDirectory(inMemory: true)
    let script = Repository.root.appending("scripts/fuzz.sh")
    let made = try Command("/bin/bash", [script.string, "--seeds", target, seeds.path.string]).run()
    try #require(made.status == 0, "\(made.everything)")
    #expect(try Sys.entries(of: seeds.path).count < inputs / 2)
    var command = Command(Command.built("sluice-fuzz"), [target, seeds.path.string, "--inputs", "\(inputs)"])
    command.program.environment["SLUICE_SEED"] = "\(Draw.seed)"
    command.program.environment.updateValue(nil, forKey: "SLUICE_PDF")
    let answer = try command.run()
    print(answer.output)
    #expect(answer.status == 0, "\(answer.everything), \(Draw.words)")
    #expect(answer.output.contains("\(target): \(inputs) inputs"), "\(answer.everything)")
  }
}
