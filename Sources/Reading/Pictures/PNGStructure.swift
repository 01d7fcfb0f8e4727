import Formats

extension PictureStructure {
  /// The frame of a PNG: chunks, each with its length, up to IEND (PNG 1.2, chapters 3 and 4).
  static func png(_ bytes: PictureBytes) throws(ParserReply.Failure) -> PictureFrame {
    guard bytes.has("PNG\r\n\u{1A}\n", at: 1) else {
      throw bytes.count < 8
        ? truncated("the file ends within its signature")
        : damaged("the signature is spoilt, as by a transfer as text")
    }
    var frame = PictureFrame()
    var place = 8
    var hasData = false
    while let length = bytes.number(place, 4), bytes.byte(place + 7) != nil {
      guard place == 8 || frame.width > 0 else { throw damaged("the picture's size does not stand at its beginning") }
      guard length <= bytes.count - place - 12 else {
        throw truncated("a part of \(length) bytes begins at byte \(place), the file has \(bytes.count)")
      }
      let content = bytes.part(place + 8, length)
      if bytes.has("IHDR", at: place + 4) {
        frame.width = content.number(0, 4) ?? 0
        frame.height = content.number(4, 4) ?? 0
        frame.colours = [2: 3, 3: 3, 4: 2, 6: 4][content.number(9, 1) ?? 0] ?? 1
        frame.bits = (content.number(8, 1) ?? 8) * (content.number(9, 1) == 3 ? 1 : frame.colours)
        guard frame.width > 0, frame.height > 0 else { throw damaged("the picture has no size") }
      } else if bytes.has("pHYs", at: place + 4), content.number(8, 1) == 1 {
        // Pixels per metre.
        frame.resolution = (Double(content.number(0, 4) ?? 0) * 0.0254, Double(content.number(4, 4) ?? 0) * 0.0254)
      } else if bytes.has("eXIf", at: place + 4) {
        frame.take(exif: content)
      } else if bytes.has("IDAT", at: place + 4) {
        hasData = true
      } else if bytes.has("IEND", at: place + 4) {
        guard hasData else { throw damaged("the file holds no picture") }
        return frame
      }
      place += 12 + length
    }
    throw truncated("the mark IEND at the end is missing")
  }
}
