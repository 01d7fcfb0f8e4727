import SystemCalls
import TestSupport
import Testing

/// The program as a person starts it.
@Suite struct ProgramTests {
  private func run(_ arguments: [String]) throws -> Command.Answer {
    try Command(Command.built("sluice-pdf"), arguments).run()
  }

  @Test func `help shows what to type and versions are of all parts`() throws {
    let help = try run(["--help"])
    #expect(help.status == 0)
    #expect(help.output.contains("echo '{\"operation\":\"inspect\""))
    let version = try run(["--version"])
    #expect(
      version.output.split(separator: "\n").map { $0.prefix { $0 != " " } } == [
        "cld2", "poppler", "reader", "sluice-pdf", "tesseract",
      ])
  }

  @Test(arguments: [["--what"], ["--processor-seconds", "x"], ["--processor-seconds", "0"], ["a.pdf"]])
  func `arguments not understood end with 64 and point to the help`(_ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.status == 64)
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("--help"))
  }

  @Test func `the end of its input is its end`() throws {
    #expect(try run([]).status == 0)
    #expect(try run(["--processor-seconds", "5"]).status == 0)
  }
}
