import Formats
import Results
import SystemCalls
import Testing

@Suite struct PageFileTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  func page(_ number: Int, text: String? = "t", route: PageRoute? = .text, error: String? = nil, print: String = "f")
    throws
    -> [UInt8]
  {
    try FormatCoding.line(
      PageRecord(
        identifier: "a", page: number, route: route, text: text, errorType: error, seconds: 0.5,
        settingsFingerprint: print))
  }

  @Test func `done, blank and failed pages are told apart`() throws {
    let lines = [
      try page(1), try page(2, text: "", route: .blank), try page(3, text: nil, route: nil, error: "page_timeout"),
      try page(4, text: "", route: .ocr),
    ]
    let file = try scratch.write(Array(lines.joined()), to: "pages.ndjson")
    var seen: [PageLine] = []
    let skipped = try PageFile.forEachPage(in: file) { seen.append($0) }
    #expect(seen.map(\.state) == [.done, .blank, .failed, .blank] && seen.map(\.page) == [1, 2, 3, 4])
    #expect(seen.allSatisfy { $0.identifier == "a" && $0.seconds == 0.5 } && skipped.damaged == 0 && !skipped.torn)
  }

  @Test func `a torn end, zero blocks and garbage are passed over and told`() throws {
    let bytes =
      try page(1) + [UInt8](repeating: 0, count: 512) + page(2) + Array("garbage\n{}\n".utf8) + page(3)
      + page(4).dropLast(1)
    let file = try scratch.write(bytes, to: "pages.ndjson")
    var seen: [Int] = []
    let skipped = try PageFile.forEachPage(in: file) { seen.append($0.page) }
    #expect(seen == [1, 3])
    #expect(skipped.torn && skipped.damaged == 3)
  }

  @Test func `pages made under other settings do not count`() throws {
    let file = try scratch.write(try page(1) + page(2, print: "other"), to: "pages.ndjson")
    var seen: [Int] = []
    let skipped = try PageFile.forEachPage(in: file, fingerprint: "f") { seen.append($0.page) }
    #expect(seen == [1] && skipped.otherSettings == 1)
  }

  @Test func `pages are read again from where they lie, whatever lies between them`() throws {
    let bytes =
      try page(1) + page(2) + Array("garbage\n".utf8) + page(3) + [UInt8](repeating: 0, count: 64) + page(4) + page(5)
    let file = try scratch.write(bytes, to: "pages.ndjson")
    var extents: [Int: Range<Int64>] = [:]
    try PageFile.forEachPage(in: file) { extents[$0.page] = $0.extent }
    // The fourth's line begins with zero bytes, and so it is none.
    let wanted = [1, 2, 3, 5].compactMap { extents[$0] }
    #expect(try PageFile.pages(in: file, at: wanted).map(\.page) == [1, 2, 3, 5])
    #expect(try PageFile.pages(in: file, at: [wanted[1], wanted[3]]).map(\.page) == [2, 5])
    #expect(try PageFile.pages(in: file, at: wanted).map(\.text) == ["t", "t", "t", "t"])
  }
}
