import SystemCalls
import Testing

@testable import Transfer

struct AddressTests {
  @Test(arguments: [
    ("http://example.org", "http://example.org/", "example.org", 80),
    ("  HTTPS://Example.ORG/a b.pdf\r\n", "https://Example.ORG/a%20b.pdf", "example.org", 443),
    ("https://example.org:8443/x?q=1#part", "https://example.org:8443/x?q=1", "example.org", 8443),
    ("http://example.org/å.pdf", "http://example.org/%c3%a5.pdf", "example.org", 80),
    ("http://[::1]:8080/x", "http://[::1]:8080/x", "[::1]", 8080),
    ("http://example.org/a/../b", "http://example.org/b", "example.org", 80),
  ])
  func `Addresses are written in one way`(text: String, written: String, host: String, port: Int) throws {
    let address = try Address(text)
    #expect(address.text == written)
    #expect(address.host == host)
    #expect(address.port == port)
  }

  @Test(arguments: [
    ("", FailureClass.address), ("example.org/one.pdf", .address), ("http://", .address),
    ("ftp://example.org/one", .scheme), ("file:///etc/passwd", .scheme), ("http://u:p@example.org/", .address),
    ("http://exa mple.org/", .address), ("http://example.org:99999/", .address), ("http://a\u{0}b/", .address),
  ])
  func `What is no address of ours is refused in words`(text: String, kind: FailureClass) {
    let failure = #expect(throws: TransferFailure.self) { try Address(text) }
    #expect(failure?.kind == kind)
    #expect(failure?.sentence.contains("u:p") == false)
  }

  @Test(arguments: [
    ("http://h.test/a/b/report.pdf", "report.pdf"), ("http://h.test/a/b/", "b"), ("http://h.test/", "h.test"),
    ("http://h.test", "h.test"), ("http://h.test/x?file=/etc/passwd", "x"), ("http://h.test/a%20b.pdf", "a b.pdf"),
    ("http://h.test/..%2f..%2fetc%2fpasswd", "passwd"), ("http://h.test/%2e%2e", "h.test"),
    ("http://h.test/%2e%2e/%2e", "h.test"), ("http://h.test/a%00b", "ab"), ("http://h.test/%00", "h.test"),
    ("http://h.test/..%5c..%5cboot.ini", "boot.ini"), ("http://h.test/%zz%4", "%zz%4"),
    ("http://h.test/-rf", "-rf"), ("http://h.test/%2f%2f%2f", "h.test"),
  ])
  func `A document's name comes from its address, and leads nowhere else`(address: String, name: String) throws {
    #expect(try Address(address).fileName == Array(name.utf8))
  }

  @Test func `Bytes that are no text stay what they are in a name`() throws {
    #expect(try Address("http://h.test/%ff%fe.pdf").fileName == [0xff, 0xfe] + Array(".pdf".utf8))
    #expect(try Address(Array("http://h.test/".utf8) + [0xe5, 0x2e]).fileName == [0xe5, 0x2e])
  }

  @Test func `A million slashes and a very long name are no trouble`() throws {
    let long = String(repeating: "a", count: 100_000)
    #expect(try Address("http://h.test/\(long)").fileName.count == 100_000)
    #expect(try Address("http://h.test/" + String(repeating: "/", count: 100_000)).fileName == Array("h.test".utf8))
  }
}
