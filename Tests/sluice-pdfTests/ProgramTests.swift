import SystemCalls
import Testing

/// The program as a person starts it.
@Suite struct ProgramTests {
  private func run(_ arguments: [String]) throws -> (ending: Sys.Ending?, output: String, errors: String) {
    var program = Program(Sys.executable.removingLastComponent().appending("sluice-pdf"), arguments)
    let (output, errors) = (try Sys.pipe().take(), try Sys.pipe().take())
    program.output = output.writing
    program.errors = errors.writing
    let process = try Sys.spawn(program)
    for raw in [output.writing, errors.writing] { try Descriptor(adopting: raw).close() }
    let texts = try [output.reading, errors.reading].map { raw in
      let pipe = Descriptor(adopting: raw)
      var bytes: [UInt8] = []
      while case let more = try Sys.readAvailable(pipe), !more.isEmpty { bytes += more }
      return String(decoding: bytes, as: UTF8.self)
    }
    return (Sys.wait(for: process), texts[0], texts[1])
  }

  @Test func `help shows what to type and versions are of all parts`() throws {
    let help = try run(["--help"])
    #expect(help.ending == .exited(0))
    #expect(help.output.contains("echo '{\"operation\":\"inspect\""))
    let version = try run(["--version"])
    #expect(
      version.output.split(separator: "\n").map { $0.prefix { $0 != " " } } == ["poppler", "sluice-pdf", "tesseract"])
  }

  @Test(arguments: [["--what"], ["--processor-seconds", "x"], ["--processor-seconds", "0"], ["a.pdf"]])
  func `arguments not understood end with 64 and point to the help`(_ arguments: [String]) throws {
    let result = try run(arguments)
    #expect(result.ending == .exited(64))
    #expect(result.output.isEmpty)
    #expect(result.errors.contains("--help"))
  }

  @Test func `the end of its input is its end`() throws {
    #expect(try run([]).ending == .exited(0))
    #expect(try run(["--processor-seconds", "5"]).ending == .exited(0))
  }
}
