import Foundation
import SystemCalls
import TestSupport
import Testing

@testable import Spool

struct IdentifierTests {
  static let names: [(name: [UInt8], identifier: String, lossless: Bool)] = [
    (Array("report.pdf".utf8), "report", true),
    (Array("report.PDF".utf8), "report", true),
    (Array("report.pdf.pdf".utf8), "report.pdf", true),
    (Array("notes.txt".utf8), "notes.txt", true),
    (Array(".pdf".utf8), "_pdf", true),
    (Array("a b.pdf".utf8), "a_b", true),
    (Array("it's \"this\".pdf".utf8), "it_s__this_", true),
    (Array("two\nlines.pdf".utf8), "two_lines", true),
    (Array("../../etc/passwd".utf8), "_._.._etc_passwd", true),
    (Array("..".utf8), "_.", true),
    (Array("-rf.pdf".utf8), "_rf", true),
    (Array("--.pdf".utf8), "_-", true),
    (Array(".hidden.pdf".utf8), "_hidden", true),
    (Array("a~deadbeef.pdf".utf8), "a_deadbeef", true),
    (Array("$(rm -rf /).pdf".utf8), "__rm_-rf___", true),
    (Array("Zu\u{308}rich.pdf".utf8), "Z\u{FC}rich", true),
    (Array("Z\u{FC}rich.pdf".utf8), "Z\u{FC}rich", true),
    (Array("日本語.pdf".utf8), "日本語", true),
    (Array("🙂.pdf".utf8), "_", true),
    (Array("a\u{202E}fdp.exe".utf8), "a_fdp.exe", true),
    ([0x61, 0xFF, 0xFE, 0x62] + Array(".pdf".utf8), "a__b", false),
    (Array(String(repeating: "x", count: 251).utf8) + Array(".pdf".utf8), String(repeating: "x", count: 104), false),
    (Array(String(repeating: "ü", count: 127).utf8), String(repeating: "ü", count: 52), false),
  ]

  @Test(arguments: names)
  func `Whatever a file is called, its identifier is a safe name that tells what it was`(
    name: [UInt8], identifier: String, lossless: Bool
  ) {
    let derived = Identifier.derive(fromName: name)
    #expect(Array(derived.identifier.text.utf8) == Array(identifier.utf8))
    #expect(derived.lossless == lossless)
    // What is made is also what is accepted when it is read back from a directory.
    #expect(Identifier(derived.identifier.text) == derived.identifier)
    #expect(derived.identifier.text.utf8.count <= Identifier.longest)
  }

  @Test
  func `Any bytes at all make a name that stays in its directory`() {
    var generator = Draw.generator(for: "names of any bytes")
    for _ in 0..<100 {
      let name = (0..<Int.random(in: 1...255, using: &generator)).map { _ in
        UInt8.random(in: 1...255, using: &generator)
      }
      let identifier = Identifier.derive(fromName: name).identifier
      #expect(Identifier(identifier.text) != nil, "\(name), \(Draw.words)")
      #expect(FilePath.Component(bytes: Array(identifier.text.utf8)) != nil, "\(name), \(Draw.words)")
    }
  }

  @Test(arguments: [
    "", ".", "..", ".hidden", "-x", "a/b", "a b", "a\n", "a\0", "~12345678", "a~1234567", "a~123456789", "a~1234567G",
    "a~ABCDEF01", "a~12345678.", "a~12345678.1", "a~12345678.02", "a~12345678~12345678", "Zu\u{308}rich", "🙂",
    String(repeating: "x", count: 121),
  ])
  func `A name that is no identifier is never taken for one`(text: String) { #expect(Identifier(text) == nil) }

  @Test
  func `A suffix tells contents apart, keeps the shard, and never makes a name too long`() throws {
    let long = try #require(Identifier(String(repeating: "x", count: 120)))
    let short = try #require(Identifier("report"))
    let sum = "0123456789abcdef"
    #expect(short.suffixed(contents: sum, attempt: 1).text == "report~01234567")
    #expect(short.suffixed(contents: sum, attempt: 2).text == "report~01234567.2")
    #expect(short.suffixed(contents: sum, attempt: 2).suffixed(contents: sum, attempt: 3).text == "report~01234567.3")
    #expect(short.suffixed(contents: sum, attempt: 1).shard == short.shard)
    #expect(long.suffixed(contents: sum, attempt: 999_999).text.utf8.count <= Identifier.longest)
    #expect(Identifier(long.suffixed(contents: sum, attempt: 2).text) != nil)
  }

  /// `printf report | sha1sum`.
  @Test
  func `A shard is the first two hex digits of the name's SHA-1, as sha1sum tells`() throws {
    #expect(Shard(of: "report").description == "a2")
    #expect(Shard(of: "report~01234567").description == "a2")
    #expect(Shard(of: "a").description == "86")
    #expect(Shard(of: "abc").description == "a9")
    for number in [0, 9, 15, 16, 255] as [UInt8] {
      #expect(Shard(Shard(number: number).description)?.number == number)
    }
    for name in ["", "a", "A9", "0x", "100", "+1", "g0", " 1"] { #expect(Shard(name) == nil, "\(name)") }
    #expect(Shard.circle(from: Shard(number: 254)).prefix(3).map(\.number) == [254, 255, 0])
    #expect(Set(Shard.circle(from: Shard(number: 7))).count == 256)
  }
}
