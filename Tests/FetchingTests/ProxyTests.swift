import SystemCalls
import TestSupport
import Testing

/// Proxies as the environment names them, for a list that is really fetched.
struct ProxyTests {
  @Test func `a proxy from the environment is asked for a host that only it can reach`() throws {
    let bench = try FetchBench()
    try bench.serve("a.pdf")
    try bench.drop("http://documents.invalid/a.pdf\n")
    let proxy = ["http_proxy": "http://127.0.0.1:\(bench.server.port)", "no_proxy": "example.org"]
    let answer = try bench.command(["download"], proxy).run()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["a"])
    let count = try #require(try bench.server.count(of: "a.pdf"))
    #expect(count.proxied == 1 && count.hosts == ["documents.invalid"])
    #expect(try bench.workspace.metadata(of: "a").sourceURL == "http://documents.invalid/a.pdf")
    try bench.expectSound()
  }

  @Test(arguments: ["127.0.0.1", "example.org,127.0.0.1", "*"])
  func `a host that no_proxy names is asked itself`(exceptions: String) throws {
    let (bench, nobody) = (try FetchBench(), try ClosedPort())
    try bench.serve("a.pdf")
    try bench.drop(bench.server.url("a.pdf\n"))
    let answer = try bench.command(["download"], ["http_proxy": nobody.url(), "no_proxy": exceptions]).run()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["a"])
    #expect(try bench.server.count(of: "a.pdf")?.proxied == 0)
  }

  @Test func `a proxy that is not there is a failure to connect, and nobody is asked around it`() throws {
    let (bench, nobody) = (try FetchBench("tries: 1\n"), try ClosedPort())
    try bench.serve("a.pdf")
    try bench.drop(bench.server.url("a.pdf\n"))
    _ = try bench.command(["download"], ["http_proxy": nobody.url(), "no_proxy": ""]).run()
    #expect(try bench.workspace.failures() == ["connect": ["a"]])
    #expect(try bench.server.count(of: "a.pdf") == nil)
  }

  @Test func `https goes through the proxy to the host itself, whose certificate is verified`() throws {
    let web = try WebServer()
    let bench = try FetchBench("certificates: \(web.certificates)\n")
    let bytes = try bench.serve("a.pdf")
    try web.serve(bytes, as: "a.pdf")
    try bench.drop(web.url("a.pdf\n", secure: true))
    let proxy = ["https_proxy": "http://127.0.0.1:\(bench.server.port)", "no_proxy": ""]
    let answer = try bench.command(["download"], proxy).run()
    #expect(answer.status == 0, "\(answer.everything)")
    #expect(try bench.workspace.identifiers(in: "01_downloaded") == ["a"])
    #expect(try bench.server.counts().paths["127.0.0.1:\(web.securePort)"]?.proxied == 1)
    try eventually("a request in the log of nginx") { try !web.requests().isEmpty }
    #expect(try web.requests().count == 1)
    try bench.expectSound()
  }
}
