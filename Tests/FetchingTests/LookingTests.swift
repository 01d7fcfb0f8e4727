import SystemCalls
import TestSupport
import Testing

/// What people drop while a pass fetches.
struct LookingTests {
  @Test func `what is dropped while a pass fetches is taken by it, documents and lists`() throws {
    let bench = try FetchBench()
    // It never ends; what is dropped meanwhile does not wait for it.
    for name in ["slow.pdf", "quick.pdf"] { try bench.serve(name) }
    try bench.drop(bench.server.url("slow.pdf?stall=100\n"))
    let running = try bench.command(["download"]).start()
    try eventually("a request for the slow document") { try bench.server.count(of: "slow.pdf") != nil }
    try bench.workspace.drop(PDFBuilder().page(text: FetchBench.prose("dropped")).data(), as: "dropped.pdf")
    try bench.drop(bench.server.url("quick.pdf\n"), as: "second.txt")
    try bench.workspace.drop(Array("no PDF".utf8), as: "bad.pdf")
    try eventually("what was dropped, and what the second list asks for") {
      try bench.workspace.identifiers(in: "01_downloaded") == ["dropped", "quick"]
    }
    try eventually("what cannot be read in quarantine") {
      try bench.workspace.failures().values.flatMap { $0 } == ["bad"]
    }
    Sys.signal(running.process, 15)
    let answer = try running.finish()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try bench.lists().count == 1, "the slow one goes on in the next pass")
    #expect(try bench.finished("second").counts.items == 1)
    let audit = try bench.sluice("audit", "--checksums")
    #expect(audit.status == 0, "\(audit.everything)")
  }
}
