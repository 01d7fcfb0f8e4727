import Formats

extension PictureStructure {
  /// Directories of one file: more is no archive's.
  private static let mostPages = 100_000

  /// The frames of a TIFF: a chain of directories, one a picture (TIFF 6.0, section 2).
  static func tiff(_ bytes: PictureBytes) throws(ParserReply.Failure) -> [PictureFrame] {
    var bytes = bytes
    bytes.isLittleEndian = bytes.byte(0) == 0x49
    var frames: [PictureFrame] = []
    var small: [PictureFrame] = []
    var seen: Set<Int> = []
    guard var place = bytes.number(4, 4) else { throw truncated("the file ends within its header") }
    while place != 0 {
      guard seen.insert(place).inserted, seen.count <= mostPages else {
        throw damaged("the list of the file's pages does not end")
      }
      guard let directory = TIFFDirectory(bytes, at: place) else {
        throw truncated("a page is said to be described at byte \(place), the file has \(bytes.count)")
      }
      let frame = try frame(directory, page: seen.count)
      // A picture of smaller size, or a mask, of the one before: no page of its own.
      if directory.number(254, or: 0) & 0b101 != 0 { small.append(frame) } else { frames.append(frame) }
      place = directory.next
    }
    if frames.isEmpty { frames = small }
    if frames.isEmpty { throw .init(code: Reason.zeroPages.code, message: "the file says it has no pages") }
    return frames
  }

  private static func frame(_ directory: TIFFDirectory, page: Int) throws(ParserReply.Failure) -> PictureFrame {
    var frame = PictureFrame()
    frame.offset = directory.place
    frame.width = directory.number(256, or: 0)
    frame.height = directory.number(257, or: 0)
    frame.colours = max(1, directory.number(277, or: 1))
    frame.bits = max(1, directory.number(258, or: 1)) * frame.colours
    frame.resolution = directory.resolution
    let size = directory.bytes.count
    // Strips or tiles: where they begin, and how long they are.
    for (places, lengths) in [(273, 279), (324, 325)] {
      let starts = directory.numbers(places)
      let counts = directory.numbers(lengths)
      for (index, start) in starts.enumerated() {
        let count = index < counts.count ? counts[index] : 0
        guard start <= size, count <= size - start else {
          throw truncated("data of page \(page) are said to be at byte \(start), the file has \(size)")
        }
      }
    }
    return frame
  }
}

extension PictureFrame {
  /// Takes what a camera or a scanner says of the picture: EXIF, which is a TIFF's directory.
  mutating func take(exif bytes: PictureBytes) {
    var bytes = bytes
    bytes.isLittleEndian = bytes.byte(0) == 0x49
    guard let place = bytes.number(4, 4), let directory = TIFFDirectory(bytes, at: place) else { return }
    let found = directory.number(274, or: 1)
    if (1...8).contains(found) { orientation = found }
    // What the picture's own header says counts first.
    if stated == nil { resolution = directory.resolution }
  }
}

/// One directory of a TIFF: numbers by their tags.
struct TIFFDirectory {
  let bytes: PictureBytes
  /// Where it begins.
  let place: Int
  /// Where the next one begins; 0 at the end.
  let next: Int
  private let entries: Int

  /// Bytes of one value by its type: byte, text, short, long, rational.
  private static let lengths = [1: 1, 2: 1, 3: 2, 4: 4, 5: 8]
  /// Values of one tag that are read: strips of a page with one line each.
  private static let mostValues = 1_000_000

  /// Finds a directory; nil where it does not lie in the file.
  init?(_ bytes: PictureBytes, at place: Int) {
    guard let entries = bytes.number(place, 2), let next = bytes.number(place + 2 + entries * 12, 4) else { return nil }
    self.bytes = bytes
    self.place = place
    self.entries = entries
    self.next = next
  }

  /// The first value of a tag.
  func number(_ tag: Int, or standard: Int) -> Int { numbers(tag).first ?? standard }

  /// The values of a tag; none where they do not lie in the file.
  func numbers(_ tag: Int) -> [Int] {
    guard let (type, count, start) = values(of: tag), let length = Self.lengths[type], type != 5 else { return [] }
    return (0..<min(count, Self.mostValues)).compactMap { bytes.number(start + $0 * length, length) }
  }

  /// Dots per inch across and down; 0 where the directory does not say.
  var resolution: (Double, Double) {
    let unit = number(296, or: 2)
    let factor = unit == 2 ? 1 : unit == 3 ? 2.54 : 0
    return (fraction(282) * factor, fraction(283) * factor)
  }

  private func fraction(_ tag: Int) -> Double {
    guard let (type, _, start) = values(of: tag), type == 5, let above = bytes.number(start, 4),
      let below = bytes.number(start + 4, 4), below > 0
    else { return 0 }
    return Double(above) / Double(below)
  }

  /// Type, number and place of a tag's values; short ones stand in the entry itself.
  private func values(of tag: Int) -> (type: Int, count: Int, start: Int)? {
    for entry in 0..<entries {
      let here = place + 2 + entry * 12
      guard bytes.number(here, 2) == tag else { continue }
      guard let type = bytes.number(here + 2, 2), let count = bytes.number(here + 4, 4), let length = Self.lengths[type]
      else { return nil }
      if count * length <= 4 { return (type, count, here + 8) }
      return bytes.number(here + 8, 4).map { (type, count, $0) }
    }
    return nil
  }
}
