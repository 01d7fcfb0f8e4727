import Testing

@testable import Transfer

struct ResponseHeadTests {
  static func head(_ lines: String...) -> ResponseHead {
    var head = ResponseHead()
    for line in lines { Array((line + "\r\n").utf8).withUnsafeBytes { head.take($0) } }
    return head
  }

  @Test func `Fields are found however they are written, and the last answer counts`() {
    let head = Self.head(
      "HTTP/1.1 100 Continue", "Etag: \"early\"", "HTTP/2 206 ", "ETAG:  \"a b\"  ", "content-LENGTH: 12",
      "Content-Range: Bytes 5-16/17", "no colon", ": no name", "X-Other: y")
    #expect(head.status == 206)
    #expect(head.version == "2")
    #expect(head.etag == "\"a b\"")
    #expect(head.contentLength == 12)
    #expect(head.contentRange?.bytes == 5...16)
    #expect(head.contentRange?.total == 17)
  }

  @Test(
    arguments: [
      ("bytes 0-99/100", 0, 99, 100), ("bytes 5-5/*", 5, 5, nil), ("BYTES 1-2/3", 1, 2, 3),
    ] as [(String, Int64, Int64, Int64?)])
  func `A range is read`(text: String, first: Int64, last: Int64, total: Int64?) {
    let range = ContentRange(text)
    #expect(range?.bytes == first...last)
    #expect(range?.total == total)
  }

  @Test(arguments: [
    "", "bytes", "bytes 0-99", "bytes 9-5/100", "bytes 0-100/100", "bytes -5/100", "bytes 0-/100", "items 0-99/100",
    "bytes 0-99/100/2", "bytes +0-99/100", "bytes 0-99999999999999999999/*", "bytes 0-9/x",
  ])
  func `What is no range is none`(text: String) { #expect(ContentRange(text) == nil) }

  @Test func `A length that no document can have counts as the longest there can be`() {
    let head = Self.head(
      "HTTP/1.1 206 Partial", "Content-Length: 9223372036854775807", "Retry-After: 99999999999999999999",
      "Content-Range: bytes 0-9223372036854775806/9223372036854775807")
    #expect(head.contentLength == 1 << 53)
    #expect(head.contentRange == nil && head.hasContentRange)
    #expect(head.retrySeconds(now: 0) == 1 << 53)
    guard case .again = BodyPlan.of(head, asked: BodyPlan.Question(offset: 0, record: nil)) else { return }
    Issue.record("nobody asked for a part")
  }

  @Test func `An unsatisfied range tells the length`() {
    let range = ContentRange("bytes */1234")
    #expect(range?.bytes == nil)
    #expect(range?.total == 1234)
  }

  @Test(
    arguments: [
      (["ETag: \"abc\""], "\"abc\""), (["ETag: W/\"abc\""], nil), (["ETag: abc"], nil), (["ETag: \""], nil),
      (
        ["Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT", "Date: Wed, 21 Oct 2015 07:29:00 GMT"],
        "Wed, 21 Oct 2015 07:28:00 GMT"
      ),
      (["Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT", "Date: Wed, 21 Oct 2015 07:28:59 GMT"], nil),
      (["Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT"], nil), (["Last-Modified: x", "Date: y"], nil), ([], nil),
      (["ETag: W/\"a\"", "Last-Modified: Wed, 21 Oct 2015 07:28:00 GMT", "Date: Thu, 22 Oct 2015 07:28:00 GMT"], nil),
    ] as [([String], String?)])
  func `Only what HTTP calls strong proves that a document is the same`(lines: [String], validator: String?) {
    var head = ResponseHead()
    for line in ["HTTP/1.1 200 OK"] + lines { Array((line + "\r\n").utf8).withUnsafeBytes { head.take($0) } }
    #expect(head.validator == validator)
  }
}
