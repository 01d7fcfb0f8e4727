import Formats

extension PictureStructure {
  /// The frame of a JPEG: segments, then data, up to the mark at the end (ITU-T T.81, annex B).
  static func jpeg(_ bytes: PictureBytes) throws(ParserReply.Failure) -> PictureFrame {
    var frame = PictureFrame()
    var place = 2
    var hasData = false
    while let mark = next(bytes, &place) {
      // The restart marks and TEM stand alone.
      if (0xD0...0xD8).contains(mark) || mark == 0x01 { continue }
      if mark == 0xD9 {
        guard hasData, frame.width > 0 else { throw damaged("the file holds no picture") }
        return frame
      }
      guard let length = bytes.number(place, 2) else { break }
      guard length >= 2 else { throw damaged("a segment at byte \(place) has no length") }
      let content = bytes.part(place + 2, length - 2)
      switch mark {
      case 0xC0...0xC3, 0xC5...0xC7, 0xC9...0xCB, 0xCD...0xCF:
        frame.height = content.number(1, 2) ?? 0
        frame.width = content.number(3, 2) ?? 0
        frame.colours = max(1, content.number(5, 1) ?? 1)
        frame.bits = 8 * frame.colours
      case 0xE0 where content.has("JFIF\0", at: 0):
        // Dots per inch or per centimetre (JFIF 1.02).
        let unit = content.number(7, 1) ?? 0
        let factor = unit == 1 ? 1 : unit == 2 ? 2.54 : 0
        if factor > 0 {
          frame.resolution = (Double(content.number(8, 2) ?? 0) * factor, Double(content.number(10, 2) ?? 0) * factor)
        }
      case 0xE1 where content.has("Exif\0\0", at: 0): frame.take(exif: content.part(6, content.count - 6))
      case 0xDA: hasData = true
      default: break
      }
      place += length
    }
    throw truncated("the mark at the end is missing")
  }

  /// The next mark, and the place behind it; nil at the end. What is no mark is skipped: data, and stray bytes as decoders do.
  private static func next(_ bytes: PictureBytes, _ place: inout Int) -> Int? {
    while place < bytes.count {
      if bytes.bytes[place] != 0xFF {
        place += 1
        continue
      }
      while place < bytes.count, bytes.bytes[place] == 0xFF { place += 1 }
      guard place < bytes.count else { return nil }
      let mark = Int(bytes.bytes[place])
      place += 1
      // A zero says that the byte before it is data.
      if mark != 0 { return mark }
    }
    return nil
  }
}
