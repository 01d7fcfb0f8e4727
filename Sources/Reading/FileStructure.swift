import Formats
import SystemCalls

/// What the first and the last bytes of a file say, before any parser sees it.
///
/// - A file without bytes is `empty`; one that begins like no picture and has no `%PDF-` in its first KiB is `not_a_pdf`.
/// - Of a picture only the kind is told: `PictureStructure` reads its frame.
/// - A whole PDF ends with `startxref`, an offset inside the file, and `%%EOF`; what stands behind (padding, a mail's
///   remains) is nobody's business, up to 8 KiB, zero bytes not counted. Without these it is `truncated`, even if Poppler could
///   rebuild it: what Poppler rebuilds is what is left.
/// - A linearized file tells its own length at its beginning; a shorter one is `truncated`. Its first section may end with
///   `startxref 0`, which says nothing.
package struct FileStructure {
  /// Poppler looks for `startxref` in the last 1024 bytes, others farther; trailing remains have a few KiB.
  private static let tailSize = 8192
  /// Zero bytes at the end that are skipped: the padding of a tape or of a lost download.
  private static let mostPadding: Int64 = 16 << 20

  /// Bytes the file has.
  package let size: Int64
  /// What kind of document it is by its first bytes; nil for none that is read.
  package private(set) var kind: DocumentKind?
  /// What is wrong with it; nil when its frame is whole.
  package private(set) var failure: ParserReply.Failure?
  /// Whether the cross-reference table is where the document says; where not, Poppler rebuilds it.
  package private(set) var tableIsInPlace = true

  /// Reads the frame of a file.
  package init(_ file: borrowing Descriptor) throws(SystemError) {
    let status = try Sys.status(of: file)
    size = status.size
    guard status.kind == .file else {
      failure = .init(code: Reason.notAPDF.code, message: "this is no file but a directory or a device")
      return
    }
    guard size > 0 else {
      failure = .init(code: Reason.empty.code, message: "the file has no bytes")
      return
    }
    let head = try Self.bytes(of: file, from: 0, count: DocumentKind.headSize)
    kind = DocumentKind(head: head)
    if kind?.isPicture == true { return }
    guard let header = head.firstRange(of: Array("%PDF-".utf8))?.lowerBound else {
      failure = .init(
        code: Reason.notAPDF.code,
        message: "this is \(FileGuess.describe(head)), neither a PDF nor a PNG, JPEG or TIFF picture")
      return
    }
    failure = try checkEnd(file, head: head, header: Int64(header))
  }

  private mutating func checkEnd(
    _ file: borrowing Descriptor, head: [UInt8], header: Int64
  ) throws(SystemError) -> ParserReply.Failure? {
    let end = try Self.endOfContents(of: file, size: size)
    let start = max(0, end - Int64(Self.tailSize))
    let tail = try Self.bytes(of: file, from: start, count: Int(end - start))
    if let length = Self.linearizedLength(head), length > size {
      return Self.truncated("the document says it has \(length) bytes, the file has \(size)")
    }
    guard let mark = Self.last("%%EOF", in: tail[...]) else {
      return Self.truncated("the mark %%EOF at the end is missing")
    }
    guard let word = Self.last("startxref", in: tail[..<mark]), let offset = Self.number(in: tail[(word + 9)..<mark])
    else { return Self.truncated("the word startxref at the end is missing") }
    guard offset < size else {
      return Self.truncated("the cross-reference table is said to be at byte \(offset), the file has \(size)")
    }
    // Offsets count from the header where something stands before it.
    tableIsInPlace = Self.isTable(try Self.bytes(of: file, from: offset, count: 32))
    if !tableIsInPlace && header > 0 {
      tableIsInPlace = Self.isTable(try Self.bytes(of: file, from: offset &+ header, count: 32))
    }
    return nil
  }

  private static func truncated(_ message: String) -> ParserReply.Failure {
    .init(code: Reason.truncated.code, message: message)
  }

  /// `xref`, or the object that a cross-reference stream is: `12 0 obj`.
  private static func isTable(_ bytes: [UInt8]) -> Bool {
    let text = String(decoding: bytes, as: UTF8.self).drop(while: \.isWhitespace)
    if text.hasPrefix("xref") { return true }
    let words = text.split(whereSeparator: \.isWhitespace)
    return words.count >= 3 && Int(words[0]) != nil && Int(words[1]) != nil && words[2].hasPrefix("obj")
  }

  /// `/L` of the dictionary that begins a linearized file (ISO 32000-1 Annex F).
  private static func linearizedLength(_ head: [UInt8]) -> Int64? {
    guard let word = head.firstRange(of: Array("/Linearized".utf8))?.upperBound else { return nil }
    let end = head[word...].firstRange(of: Array("endobj".utf8))?.lowerBound ?? head.endIndex
    var rest = head[word..<end]
    while let key = rest.firstRange(of: Array("/L".utf8)) {
      rest = rest[key.upperBound...]
      // Not `/Length` or another key that begins with L.
      if let next = rest.first, next == 0x20 || next == 0x0A || next == 0x0D || isDigit(next) {
        return number(in: rest)
      }
    }
    return nil
  }

  private static func number(in bytes: ArraySlice<UInt8>) -> Int64? {
    let digits = bytes.drop { $0 <= 0x20 }.prefix(while: isDigit)
    return digits.isEmpty ? nil : Int64(String(decoding: digits, as: UTF8.self)) ?? .max
  }

  private static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  private static func last(_ word: String, in bytes: ArraySlice<UInt8>) -> Int? {
    let word = Array(word.utf8)
    guard bytes.count >= word.count else { return nil }
    return (bytes.startIndex...(bytes.endIndex - word.count)).last {
      bytes[$0] == word[0] && bytes[$0...].starts(with: word)
    }
  }

  /// Where the zero bytes at the end begin.
  private static func endOfContents(of file: borrowing Descriptor, size: Int64) throws(SystemError) -> Int64 {
    var end = size
    while end > 0 && size - end < mostPadding {
      let start = max(0, end - 65_536)
      let block = try bytes(of: file, from: start, count: Int(end - start))
      if let last = block.lastIndex(where: { $0 != 0 }) { return start + Int64(last) + 1 }
      end = start
    }
    return end
  }

  /// So many bytes from a place in the file; fewer at its end.
  private static func bytes(of file: borrowing Descriptor, from start: Int64, count: Int) throws(SystemError) -> [UInt8]
  {
    var bytes = [UInt8](repeating: 0, count: max(0, count))
    var got = 0
    while got < bytes.count {
      let step = try Sys.read(file, at: start + Int64(got), into: &bytes, from: got)
      if step == 0 { break }
      got += step
    }
    bytes.removeSubrange(got...)
    return bytes
  }
}
