import TestSupport

/// Makes hostile bytes of harmless ones: the usual small damages, some of them at once.
struct Mutator {
  let seeds: [[UInt8]]
  private var generator: SeededGenerator
  private var given = 0

  /// Longer inputs find no more and take longer.
  private static let longest = 1 << 16

  /// What parsers of documents and of records look for, and numbers at the edges of their types.
  private static let words: [[UInt8]] =
    [
      "%PDF-", "%%EOF", "startxref", "xref", "trailer", "obj", "endobj", "stream", "endstream", "/Linearized", "/L ",
      "/Length",
      "/Prev", "/Kids", "/Count", "{", "}", "[", "]", "\"", "\\", "\\u0000", "\\ud800", "\\udfff", "\"text\":",
      "\"metadata\":",
      "\"Source-File\":", "\"pdf_page_numbers\":", "null", "true", "\n", "\r\n", "../", "/", "\u{2028}", "\u{FEFF}",
      "-1", "0",
      "1e999", "2147483648", "4294967296", "9223372036854775807", "9223372036854775808", "18446744073709551616",
    ].map { Array($0.utf8) } + [
      [0], [0xFF, 0xFE], [0xC0, 0x80], [0xED, 0xA0, 0x80], [UInt8](repeating: 0, count: 512),
    ]

  init(seeds: [[UInt8]], generator: SeededGenerator) {
    self.seeds = seeds
    self.generator = generator
  }

  /// Each seed as it is, then mutations without end.
  mutating func next() -> [UInt8] {
    if given < seeds.count {
      defer { given += 1 }
      return seeds[given]
    }
    var bytes = seeds.randomElement(using: &generator) ?? []
    for _ in 0..<Int.random(in: 1...6, using: &generator) { damage(&bytes) }
    return Array(bytes.prefix(Self.longest))
  }

  private mutating func damage(_ bytes: inout [UInt8]) {
    let place = Int.random(in: 0...bytes.count, using: &generator)
    let length = min(
      bytes.count - place, Int.random(in: 1...(1 << Int.random(in: 0...12, using: &generator)), using: &generator))
    switch Int.random(in: 0..<8, using: &generator) {
    case 0: if place < bytes.count { bytes[place] ^= 1 << UInt8.random(in: 0..<8, using: &generator) }
    case 1: if place < bytes.count { bytes[place] = .random(in: .min ... .max, using: &generator) }
    case 2: bytes.insert(contentsOf: Self.words.randomElement(using: &generator) ?? [], at: place)
    case 3: bytes.removeSubrange(place..<place + length)
    case 4: bytes.insert(contentsOf: bytes[place..<place + length], at: place)
    case 5: bytes.removeSubrange(place...)
    case 6: bytes.replaceSubrange(place..<place + length, with: Self.words.randomElement(using: &generator) ?? [])
    default:
      // The beginning of one and the end of another.
      let other = seeds.randomElement(using: &generator) ?? []
      bytes = Array(bytes[..<place]) + other.suffix(Int.random(in: 0...other.count, using: &generator))
    }
  }
}
