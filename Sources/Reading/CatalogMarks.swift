import Deflate
import Glibc

/// What a PDF's catalog says of the document as a whole and Poppler's doors do not tell: found in the file's bytes.
///
/// Words are looked for where catalogs stand: near the beginning and near the end of a file, plain and in its packed objects
/// (ISO 32000-1, 7.5.7). What is encrypted, or written in another way (`/#58FA`), is not found; nothing but a mark in the
/// metadata hangs on it.
package struct CatalogMarks: Sendable, Hashable {
  /// Whether its form is one of Adobe's XML Forms Architecture (ISO 32000-1, 12.7.8).
  package private(set) var hasXFA = false
  /// Whether its pages only stand in for such a form, which a program has to draw first (`/NeedsRendering`).
  package private(set) var needsRendering = false
  /// Whether it is a portfolio: a collection of attached files (ISO 32000-1, 12.3.5).
  package private(set) var isPortfolio = false

  /// Bytes from each end of the file that are searched.
  private static let searched = 4 << 20
  /// Bytes of packed objects that are unpacked, of one and of all.
  private static let (mostOfOne, mostOfAll) = (4 << 20, 16 << 20)
  /// Sightings of one word that are looked at.
  private static let mostSightings = 64
  /// Packed objects that are looked at: a few bytes each may be all they are.
  private static let mostPacked = 1000
  /// Bytes around a word in which the other words of its dictionary stand: a form of thousands of fields.
  private static let around = 1 << 16

  /// Looks at a file's bytes.
  package init(_ bytes: UnsafeRawBufferPointer) {
    let file = Bytes(bytes)
    if bytes.count <= 2 * Self.searched {
      look(at: file)
    } else {
      look(at: file.part(0, Self.searched))
      look(at: file.part(bytes.count - Self.searched, bytes.count))
    }
    // Nothing is rendered first but such forms.
    if !hasXFA { needsRendering = false }
  }

  private mutating func look(at part: Bytes) {
    take(part, isPlain: true)
    var (left, place) = (Self.mostOfAll, 0)
    for _ in 0..<Self.mostPacked {
      guard left > 0, let found = part.find("/ObjStm", from: place) else { return }
      place = found + 7
      let header = part.part(place, place + 1024)
      guard let word = header.find("stream", from: 0) else { continue }
      var start = place + word + 6
      while start < part.count, part.bytes[start] == 13 || part.bytes[start] == 10 { start += 1 }
      let packed = UnsafeRawBufferPointer(rebasing: part.bytes[min(start, part.count)...])
      let objects = ZlibData.unpacked(packed, most: min(left, Self.mostOfOne))
      left -= objects.count
      objects.withUnsafeBytes { take(Bytes($0), isPlain: false) }
    }
  }

  /// Looks for the words, each beside one that stands in the same dictionary; packed objects are looked at as one.
  private mutating func take(_ part: Bytes, isPlain: Bool) {
    func has(_ word: StaticString, beside other: StaticString) -> Bool {
      part.sightings(of: word, most: Self.mostSightings).contains { place in
        let object = isPlain ? part.object(around: place, Self.around) : part
        return object.sightings(of: other, most: 1).first != nil
      }
    }
    if !hasXFA { hasXFA = has("/XFA", beside: "/Fields") }
    if !isPortfolio { isPortfolio = has("/Collection", beside: "/Catalog") }
    if !needsRendering {
      needsRendering = part.sightings(of: "/NeedsRendering", most: Self.mostSightings).contains { place in
        part.bytes.dropFirst(place + 15).prefix(16).drop { $0 <= 0x20 }.starts(with: "true".utf8)
      }
    }
  }
}

/// Bytes in which words are looked for.
private struct Bytes {
  let bytes: UnsafeRawBufferPointer
  var count: Int { bytes.count }

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  func part(_ start: Int, _ end: Int) -> Bytes {
    let (start, end) = (min(max(0, start), count), min(max(0, end), count))
    return Bytes(UnsafeRawBufferPointer(rebasing: bytes[start..<max(start, end)]))
  }

  /// Where a word stands, at a place or behind it.
  func find(_ word: StaticString, from place: Int) -> Int? {
    guard let start = bytes.baseAddress else { return nil }
    let length = word.utf8CodeUnitCount
    var place = place
    while place + length <= count,
      let found = memchr(start + place, CInt(word.utf8Start.pointee), count - length + 1 - place)
    {
      place = UnsafeRawPointer(found) - start
      if memcmp(found, word.utf8Start, length) == 0 { return place }
      place += 1
    }
    return nil
  }

  /// Where a word stands and ends: `/Collection`, and not the beginning of `/CollectionItem`.
  func sightings(of word: StaticString, most: Int) -> [Int] {
    var (found, place) = ([Int](), 0)
    while found.count < most, let next = find(word, from: place) {
      place = next + word.utf8CodeUnitCount
      let end = place < count ? bytes[place] : 32
      let isLetter = (0x30...0x39).contains(end) || (0x61...0x7A).contains(end | 0x20)
      if !isLetter { found.append(next) }
    }
    return found
  }

  /// The object in which a place lies, as far as it goes in both directions.
  func object(around place: Int, _ reach: Int) -> Bytes {
    let (low, high) = (max(0, place - reach), min(count, place + reach))
    var start = low
    while let next = part(low, place).find("endobj", from: start - low).map({ $0 + low + 6 }) { start = next }
    let end = part(place, high).find("endobj", from: 0).map { $0 + place } ?? high
    return part(start, end)
  }
}
