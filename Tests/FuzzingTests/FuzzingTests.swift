import Sweeping
import SystemCalls
import TestSupport
import Testing

/// Hostile bytes for the parsers of documents and results: a bounded run, another one each time. `make fuzz` runs longer, and with
/// libFuzzer, which looks where its bytes go.
struct FuzzingTests {
  private static let checkout = FilePath(#filePath).removingLastComponent().removingLastComponent()
    .removingLastComponent()

  @Test(.unlessHung, arguments: ["inspection", "results", "documents"])
  func `No bytes end the code that reads documents and results, or make it break its word`(target: String) throws {
    let seeds = try TemporaryDirectory(inMemory: true)
    let script = Self.checkout.appending("scripts/fuzz.sh")
    let made = try Tool.run(Program("/bin/bash", [script.string, "--seeds", target, seeds.path.string]))
    try #require(made.status == 0, "\(made.output)")
    let answer = try Tool.run(Program(Tool.program("sluice-fuzz"), [target, seeds.path.string, "10"]))
    print(answer.output)
    #expect(answer.status == 0, "\(answer.output)")
    #expect(answer.output.contains("\(target): "))
  }
}
