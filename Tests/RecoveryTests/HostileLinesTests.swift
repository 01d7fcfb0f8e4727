import Sweeping
import SystemCalls
import TestSupport
import Testing

/// Results that nobody can hold in memory.
struct HostileLinesTests {
  @Test
  func `A line of half a gibibyte goes to the rejects in constant memory, and the records around it are found`() throws
  {
    let temporary = try TemporaryDirectory(inMemory: true)
    let file = temporary.path.appending("results.jsonl")
    let record = Array(#"{"text":"Words.","metadata":{"Source-File":"a.pdf"}}"#.utf8) + [UInt8(ascii: "\n")]
    try Sys.writePrivate(record, at: file)
    // Zero bytes that take no room, and no newline among them.
    let grown = try Command("/usr/bin/truncate", ["-s", "512M", file.string]).run()
    try #require(grown.status == 0, "\(grown.everything)")
    let output = try Sys.open(file, .append)
    try Sys.write([UInt8(ascii: "\n")] + record, to: output)

    let split = ["split", file.string, "-o", temporary.path.appending("out").string]
    let (peak, answer) = try PeakMemory.of(Command(Command.built("sluice"), split))
    // What a reject is in it is told by the status.
    #expect(answer.status == 0 || answer.status == 1, "\(answer.everything)")
    #expect(peak < 250 << 20, "\(peak) bytes")
    let found = try Sys.contents(of: temporary.path.appending("out/a.jsonl"))
    #expect(found == record + record)
    let rejects = String(decoding: try Sys.contents(of: temporary.path.appending("out/rejects.ndjson")), as: UTF8.self)
    #expect(rejects.contains("too_long"), "\(rejects.prefix(300))")
    #expect(rejects.utf8.count < 1 << 20)
  }
}
