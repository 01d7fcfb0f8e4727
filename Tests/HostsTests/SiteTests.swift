import Sites
import Testing

struct SiteTests {
  @Test(arguments: [
    ("archive.org", "archive.org"), ("ia800300.us.archive.org", "archive.org"), ("www.bl.co.uk", "bl.co.uk"),
    ("a.b.c.ac.jp", "c.ac.jp"), ("user.github.io", "github.io"), ("localhost", "localhost"), ("127.0.0.1", "127.0.0.1"),
    ("10.1.2.3", "10.1.2.3"), ("[::1]", "[::1]"), ("archive.org.", "archive.org"),
    ("xn--bcher-kva.example", "xn--bcher-kva.example"),
    ("co.uk", "co.uk"), ("files.nowhere-at-all", "files.nowhere-at-all"), ("", ""),
  ])
  func `Hosts of one registrable domain are one site`(host: String, site: String) {
    #expect(Site(host: host).name == site)
  }
}
