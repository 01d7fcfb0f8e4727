import SystemCalls

/// The lines of a list as UTF-8, in constant memory, whatever wrote them: with or without a byte order mark, in UTF-8 or
/// UTF-16, ended as on Unix, Windows or old Macintoshes.
struct TextLines: ~Copyable {
  /// One line without its end.
  struct Line {
    /// Its number, from 1.
    let number: Int
    /// The line; what is longer than `TextLines.longest` is cut.
    let bytes: [UInt8]
    /// Whether it was cut.
    let tooLong: Bool
  }

  /// The longest line: a mebibyte, some thousand times a line that a person wrote.
  static let longest = 1 << 20

  private enum Encoding { case utf8, utf16Little, utf16Big }

  private let file: Descriptor
  private let encoding: Encoding
  private let ending: UInt8
  private var position: Int64
  private var raw = [UInt8](repeating: 0, count: 1 << 16)
  private var rawCount = 0
  private var text: [UInt8] = []
  private var start = 0
  private var highSurrogate: UInt16?
  private var number = 0
  private var atEnd = false

  init(_ path: FilePath) throws(SystemError) {
    let opened = try Sys.open(path, .read)
    var head = [UInt8](repeating: 0, count: 1 << 16)
    let count = try Sys.read(opened, at: 0, into: &head, from: 0)
    let bytes = head[..<count]
    file = opened
    switch (bytes.starts(with: [0xff, 0xfe]), bytes.starts(with: [0xfe, 0xff])) {
    case (true, _): (encoding, position) = (.utf16Little, 2)
    case (_, true): (encoding, position) = (.utf16Big, 2)
    default: (encoding, position) = (.utf8, bytes.starts(with: [0xef, 0xbb, 0xbf]) ? 3 : 0)
    }
    let newline = UInt8(ascii: "\n")
    ending = bytes.contains(newline) || !bytes.contains(UInt8(ascii: "\r")) ? newline : UInt8(ascii: "\r")
  }

  /// The next line; nil at the end.
  mutating func next() throws(SystemError) -> Line? {
    var kept: [UInt8] = []
    var tooLong = false
    while true {
      if let end = text[start...].firstIndex(of: ending) {
        take(start..<end, &kept, &tooLong)
        start = end + 1
        return line(kept, tooLong)
      }
      take(start..<text.count, &kept, &tooLong)
      text.removeAll(keepingCapacity: true)
      start = 0
      if atEnd { return kept.isEmpty && !tooLong ? nil : line(kept, tooLong) }
      try fill()
    }
  }

  private func take(_ range: Range<Int>, _ kept: inout [UInt8], _ tooLong: inout Bool) {
    let room = Self.longest - kept.count
    if range.count > room { tooLong = true }
    kept += text[range].prefix(room)
  }

  private mutating func line(_ bytes: [UInt8], _ tooLong: Bool) -> Line {
    number += 1
    let isWindows = ending == UInt8(ascii: "\n") && bytes.last == UInt8(ascii: "\r")
    return Line(number: number, bytes: isWindows ? Array(bytes.dropLast()) : bytes, tooLong: tooLong)
  }

  private mutating func fill() throws(SystemError) {
    try Sys.heedSignal(file.path)
    let count = try Sys.read(file, at: position, into: &raw, from: rawCount)
    position += Int64(count)
    atEnd = count == 0
    let bytes = raw[..<(rawCount + count)]
    rawCount = 0
    guard encoding != .utf8 else {
      text += bytes
      return
    }
    for index in stride(from: 0, to: bytes.count - 1, by: 2) {
      let (first, second) = (UInt16(bytes[index]), UInt16(bytes[index + 1]))
      append(encoding == .utf16Little ? second << 8 | first : first << 8 | second)
    }
    if !bytes.count.isMultiple(of: 2), !atEnd {
      raw[0] = bytes[bytes.count - 1]
      rawCount = 1
    }
  }

  private mutating func append(_ unit: UInt16) {
    if UTF16.isLeadSurrogate(unit) {
      highSurrogate = unit
      return
    }
    let units = highSurrogate.map { [$0, unit] } ?? [unit]
    highSurrogate = nil
    text += Array(String(decoding: units, as: UTF16.self).utf8)
  }
}
