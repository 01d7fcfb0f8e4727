import Formats
import Testing

@testable import sluice_pdf

@Suite struct FileGuessTests {
  @Test(
    arguments: [
      ([0x1F, 0x8B, 8, 0], "gzip"), ([0x89, 0x50, 0x4E, 0x47, 13, 10], "PNG"),
      (Array("PK\u{3}\u{4}..........".utf8), "zip"),
      (Array("<?xml version='1.0'?><html>".utf8), "HTML"), (Array("<?xml version='1.0'?><a/>".utf8), "XML"),
      (Array("%!PS-Adobe-3.0".utf8), "PostScript"), (Array("{\"error\": 404}".utf8), "JSON"),
      (Array("Größe".utf8), "plain text"),
      ([0x80, 0x81, 0x00, 0x90], "unknown"), ([0xC3], "unknown"),
      (
        Array("PK\u{3}\u{4}".utf8) + [UInt8](repeating: 1, count: 26) + Array("mimetypeapplication/epub+zip".utf8),
        "EPUB"
      ),
    ] as [([UInt8], String)])
  func `a person is told what the file is`(_ bytes: [UInt8], _ word: String) {
    #expect(FileGuess.describe(bytes).contains(word))
  }
}
