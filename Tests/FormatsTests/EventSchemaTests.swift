import SystemCalls
import TestSupport
import Testing

@Suite struct EventSchemaTests {
  private static let head = #"{"v":1,"seq":17,"time":"2026-11-21T04:20:13.123Z","worker":"downloader","event":"#
  private static let move =
    #""subject":"item","id":"foo","visit":0,"from":"outside","to":"01_downloaded","units":12,"#
    + #""bytes":12345"#
  private static let totals =
    #""totals":{"items":1,"units":12,"bytes":12345,"quarantined":0,"returned":0,"batches":0}"#
  private static let chunk =
    #"{"batch":"batch_000001","chunk":"0001","engine":"text","executor":"local","job":"7","items":1,"pages":2,"#
    + #""pages_made":2,"walltime_seconds":9,"state":"completed","elapsed_seconds":1.5}"#
  private static let places =
    #","places":{"01_downloaded":{"items":-1,"units":-12,"bytes":-12345,"routes":{"ocr":-1}},"batches":{"items":1,"units":12,"bytes":12345}}}"#

  /// A line with its checksum, as writers end it.
  private static func line(_ kind: String, _ members: String, head: String = head) -> [UInt8] {
    let body = Array("\(head)\"\(kind)\"\(members.isEmpty ? "" : ",")\(members)".utf8)
    let digits = String(checksum(body), radix: 16)
    let crc = String(repeating: "0", count: 8 - digits.count) + digits
    return body + Array(",\"crc\":\"\(crc)\"}\n".utf8)
  }

  /// CRC-32 as in RFC 1952, bit by bit: written again, so that the script's is checked against another.
  private static func checksum(_ bytes: [UInt8]) -> UInt32 {
    var crc: UInt32 = .max
    for byte in bytes {
      crc ^= UInt32(byte)
      for _ in 0..<8 { crc = crc & 1 == 1 ? (crc >> 1) ^ 0xedb8_8320 : crc >> 1 }
    }
    return ~crc
  }

  @Test func `every kind of event is taken`() throws {
    let batch = #""subject":"batch","id":"batch_000001""#
    let events = [
      ("step", Self.move), ("step", Self.move + #","reason":"encrypted","fields":{"a":[1]}"#),
      ("step", batch + #","visit":0,"from":"02_ocr_pending","to":"03_ocr_processing","units":1,"bytes":1"#),
      ("step", Self.move.replacing("01_downloaded", with: "99_errors/encrypted")),
      ("step", Self.move.replacing("outside", with: "batch_000001")),
      ("void", Self.move + #","of":16,"cause":"no such file""#), ("mark", Self.totals),
      ("mark", Self.totals.replacing("}", with: Self.places)),
      ("mark", Self.totals + #","cursor":"a7","fields":{}"#), ("observed", Self.move),
      ("refused", #""name":"a\nb","reason":"symlink","message":"It is a link.""#), ("intent", batch),
      ("answer", batch + #","fields":{"slurm_job_id":"1"}"#), ("note", #""message":"Paused.""#),
      ("sums", #""fields":{"01_downloaded":{"171":["0f",1]}}"#),
      ("chunk", batch + #","visit":0,"fields":"# + Self.chunk),
    ]
    let check = try SchemaCheck()
    try check.write(events.flatMap { Self.line($0.0, $0.1) }, at: "manifests/downloader/000001.ndjson")
    #expect(try check.run().lines == ["checked \(events.count) event: 0 breaches"])
  }

  private static let breaches: [(kind: String, members: String)] = [
    ("step", ""), ("step", move + #","of":1"#), ("step", move + #","extra":1"#), ("void", move), ("mark", ""),
    ("mark", totals.replacing(#""units":12,"#, with: "")), ("note", ""), ("note", #""message":"x","cursor":"a7""#),
    ("refused", #""name":"x""#), ("intent", ""), ("intent", #""subject":"item","id":"foo""#), ("sums", ""),
    ("chunk", #""subject":"batch","id":"batch_000001","visit":0,"fields":{}"#),
    (
      "chunk",
      #""subject":"batch","id":"batch_000001","visit":0,"fields":"# + chunk.replacing("completed", with: "done")
    ),
    ("moved", move), ("step", move.replacing("outside", with: "/outside")),
    ("step", move.replacing("outside", with: "99_errors/../x")), ("step", move.replacing("foo", with: "a/b")),
    ("step", move.replacing("item", with: "batch")), ("step", move.replacing("12345", with: "-1")),
    ("step", move + #","units":12"#),
  ]

  @Test(arguments: breaches)
  func `an event with members of another kind is a breach`(kind: String, members: String) throws {
    let check = try SchemaCheck()
    try check.write(Self.line("note", #""message":"x""#) + Self.line(kind, members), at: "cleanup/000001.ndjson")
    let (status, lines) = try check.run()
    #expect(lines.count > 1 && lines.dropLast().allSatisfy { $0.contains("cleanup/000001.ndjson:2: ") })
    #expect(status == .exited(1))
  }

  @Test func `a changed line is found by its checksum`() throws {
    let check = try SchemaCheck()
    let line = String(decoding: Self.line("note", #""message":"x""#), as: UTF8.self)
    try check.write(Array(line.replacing(#""x""#, with: #""y""#).utf8), at: "operator/000001.ndjson")
    #expect(try check.run().lines.first?.contains("checksum") == true)
  }

  @Test func `a torn tail is skipped and told, a torn line in the middle is a breach`() throws {
    let check = try SchemaCheck()
    let line = Self.line("note", #""message":"x""#)
    try check.write(line + line.prefix(40), at: "cleanup/000001.ndjson")
    #expect(
      try check.run().lines == ["checked 1 event: 0 breaches; skipped: 1 torn tails, 0 unfinished private files"])
    try check.write(line + line.prefix(40) + [10] + line, at: "cleanup/000001.ndjson")
    #expect(try check.run().lines.first?.contains("000001.ndjson:2: no JSON") == true)
  }

  @Test func `compressed segments are looked at, and a cut one is a breach`() throws {
    let check = try SchemaCheck()
    let path = check.directory.appending("cleanup/000001-000002.ndjson")
    try check.write(Self.line("note", #""message":"x""#), at: "cleanup/000001-000002.ndjson")
    #expect(try Command("/usr/bin/gzip", [path.string]).run().status == 0)
    #expect(try check.run().lines == ["checked 1 event: 0 breaches"])
    let whole = try Sys.contents(of: path.removingLastComponent().appending("000001-000002.ndjson.gz"))
    try check.write(Array(whole.dropLast(9)), at: "cleanup/000001-000002.ndjson.gz")
    #expect(try check.run().status == .exited(1))
  }

  @Test func `what people drop is not ours, and unfinished private files are no breach`() throws {
    let check = try SchemaCheck()
    try check.write(Array("{}".utf8), at: "stages/00_inbox/folder/batch.json")
    try check.write([], at: "stages/01_downloaded/.incoming/foo/foo.meta.json")
    #expect(
      try check.run().lines == ["checked nothing: 0 breaches; skipped: 0 torn tails, 1 unfinished private files"])
    try check.write(Array("{}".utf8), at: "stages/01_downloaded/.incoming/foo/foo.meta.json")
    try check.write([], at: "stages/01_downloaded/ab/foo/foo.meta.json")
    #expect(try check.run().status == .exited(1))
  }
}
