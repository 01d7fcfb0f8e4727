/// A picture's bytes with the numbers in them; what lies beyond their end is nil.
struct PictureBytes {
  let bytes: UnsafeRawBufferPointer
  /// Whether the lowest byte of a number comes first.
  var isLittleEndian = false

  var count: Int { bytes.count }

  init(_ bytes: UnsafeRawBufferPointer) { self.bytes = bytes }

  func byte(_ place: Int) -> UInt8? { place >= 0 && place < bytes.count ? bytes[place] : nil }

  /// A number of so many bytes, at most four.
  func number(_ place: Int, _ length: Int) -> Int? {
    guard place >= 0, length <= bytes.count, place <= bytes.count - length else { return nil }
    var value = 0
    for step in 0..<length {
      value = value << 8 | Int(bytes[place + (isLittleEndian ? length - 1 - step : step)])
    }
    return value
  }

  /// Whether a text stands at a place.
  func has(_ text: String, at place: Int) -> Bool {
    var place = place
    for wanted in text.utf8 {
      guard byte(place) == wanted else { return false }
      place += 1
    }
    return true
  }

  /// A part; what lies beyond the end is cut off.
  func part(_ place: Int, _ length: Int) -> PictureBytes {
    let start = min(max(0, place), bytes.count)
    let end = start + min(max(0, length), bytes.count - start)
    return PictureBytes(UnsafeRawBufferPointer(rebasing: bytes[start..<end]))
  }
}
