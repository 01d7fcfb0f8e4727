/// Says what a file is that is no document, for the person who gave it.
public enum FileGuess {
  /// First bytes and what they announce; the file's own name is no witness.
  private static let signatures: [(at: Int, bytes: [UInt8], name: String)] = [
    (0, [0x1F, 0x8B], "a gzip archive (unpack it first)"),
    (0, [0xFF, 0xD8, 0xFF], "a JPEG image"),
    (0, [0x89, 0x50, 0x4E, 0x47], "a PNG image"),
    (0, Array("GIF8".utf8), "a GIF image"),
    (0, [0x49, 0x49, 0x2A, 0x00], "a TIFF image"),
    (0, [0x4D, 0x4D, 0x00, 0x2A], "a TIFF image"),
    (0, [0x49, 0x49, 0x2B, 0x00], "a BigTIFF image (save it as plain TIFF)"),
    (0, [0x4D, 0x4D, 0x00, 0x2B], "a BigTIFF image (save it as plain TIFF)"),
    (0, Array("BM".utf8), "a BMP image"),
    (8, Array("WEBP".utf8), "a WebP image"),
    (4, Array("jP  ".utf8), "a JPEG 2000 image"),
    (0, Array("AT&TFORM".utf8), "a DjVu document"),
    (30, Array("mimetypeapplication/epub+zip".utf8), "an EPUB book"),
    (30, Array("mimetypeapplication/vnd.oasis".utf8), "an OpenDocument file"),
    (30, Array("[Content_Types].xml".utf8), "an Office document"),
    (0, [0x50, 0x4B, 0x03, 0x04], "a zip archive (unpack it first)"),
    (0, [0xD0, 0xCF, 0x11, 0xE0], "an old Office document"),
    (0, Array("{\\rtf".utf8), "an RTF document"),
    (0, Array("%!PS".utf8), "a PostScript document"),
    (0, Array("BZh".utf8), "a bzip2 archive (unpack it first)"),
    (0, [0xFD, 0x37, 0x7A, 0x58, 0x5A], "an xz archive (unpack it first)"),
    (0, [0x28, 0xB5, 0x2F, 0xFD], "a zstd archive (unpack it first)"),
    (0, [0x37, 0x7A, 0xBC, 0xAF], "a 7z archive (unpack it first)"),
    (0, Array("Rar!".utf8), "a RAR archive (unpack it first)"),
    (257, Array("ustar".utf8), "a tar archive (unpack it first)"),
    (0, [0x7F, 0x45, 0x4C, 0x46], "a program"),
    (0, Array("MZ".utf8), "a program"),
  ]

  /// What a file with these first bytes is, with an article.
  public static func describe(_ head: [UInt8]) -> String {
    for (offset, bytes, name) in signatures where head.dropFirst(offset).starts(with: bytes) { return name }
    if head.allSatisfy({ $0 == 0 }) { return "a file of zero bytes" }
    guard let text = text(head) else { return "a file of unknown kind" }
    let start = text.drop { $0.isWhitespace || $0 == "\u{FEFF}" }.prefix(512).lowercased()
    if start.hasPrefix("<!doctype html") || start.contains("<html") || start.contains("<head") { return "an HTML page" }
    if start.hasPrefix("<?xml") || start.hasPrefix("<!doctype") { return "an XML document" }
    if start.hasPrefix("{") || start.hasPrefix("[") { return "a JSON text" }
    return "plain text"
  }

  /// The bytes as text; nil when they are none. A character may be cut at the end.
  private static func text(_ head: [UInt8]) -> String? {
    guard !head.contains(where: { $0 < 0x20 && $0 != 0x09 && $0 != 0x0A && $0 != 0x0C && $0 != 0x0D }) else {
      return nil
    }
    // Latin-1 and UTF-8 alike are text to the person; only UTF-8 can be told from noise.
    let text = String(decoding: head, as: UTF8.self)
    let broken = text.unicodeScalars.count { $0 == "\u{FFFD}" }
    return broken * 20 <= head.count ? text : nil
  }
}
