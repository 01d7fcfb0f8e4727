import Testing

@testable import Lists

struct WebAddressTests {
  @Test(arguments: [
    ("../../etc/passwd", "..%2F..%2Fetc%2Fpasswd"), ("a b&c=d?e#f", "a%20b%26c%3Dd%3Fe%23f"), ("..", "%252E%252E"),
    ("é", "%C3%A9"), ("a%2f", "a%252f"), ("\r\nHost: evil", "%0D%0AHost%3A%20evil"), ("-x", "-x"),
  ])
  func `an identifier cannot leave its place in an address`(identifier: String, escaped: String) {
    #expect(WebAddress.part(identifier) == escaped)
  }

  @Test(arguments: [
    "ftp://a/b", "file:///etc/passwd", "javascript://x", "http://", "http:///x", "https://u:p@h/", "http://a b/c",
    "http://-x/", "http://h\r\nX: y/", "example.org/a.pdf",
  ])
  func `only plain http and https addresses are taken`(text: String) {
    #expect(WebAddress.normal(text) == nil)
  }

  @Test(arguments: [
    ("HTTP://Example.ORG", "http://example.org/"), ("https://a/b c?d=\"e\"#f", "https://a/b%20c?d=%22e%22"),
    ("http://a?x", "http://a/?x"), ("http://[::1]:80/x", "http://[::1]:80/x"),
    ("http://a/\u{e9}%20", "http://a/%C3%A9%20"),
  ])
  func `equal addresses become one`(text: String, normal: String) {
    #expect(WebAddress.normal(text) == normal)
  }
}
