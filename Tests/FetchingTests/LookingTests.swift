import SystemCalls
import TestSupport
import Testing

/// What people drop while a pass fetches.
struct LookingTests {
  @Test func `what is dropped while a pass fetches is taken by it, documents and lists`() throws {
    let bench = try FetchBench("low_speed: 1 B\n")
    // It would take minutes; what is dropped meanwhile does not wait for it.
    try bench.serveLarge("slow.pdf", kibibytes: 4000)
    try bench.serve("quick.pdf")
    try bench.drop(bench.server.url("slow.pdf?slow=20000\n"))
    let running = try bench.command(["download"]).start()
    #expect(try waitUntil { try bench.server.count(of: "slow.pdf") != nil })
    try bench.workspace.drop(PDFBuilder().page(text: FetchBench.prose("dropped")).data(), as: "dropped.pdf")
    try bench.drop(bench.server.url("quick.pdf\n"), as: "second.txt")
    try bench.workspace.drop(Array("no PDF".utf8), as: "bad.pdf")
    #expect(try waitUntil { try bench.workspace.identifiers(in: "01_downloaded") == ["dropped", "quick"] })
    #expect(try waitUntil { try bench.workspace.failures().values.flatMap { $0 } == ["bad"] })
    Sys.signal(running.process, 15)
    let answer = try running.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try bench.lists().count == 1, "the slow one goes on in the next pass")
    #expect(try bench.finished("second").counts.items == 1)
    let audit = try bench.sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(audit.everything)")
  }
}
