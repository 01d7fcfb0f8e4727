public import CLeptonica

/// A picture in 256 shades of grey: the one owner of a Leptonica picture.
public final class Picture {
  /// Leptonica's picture, for the recogniser, which takes it as it is.
  public let pix: UnsafeMutablePointer<PIX>
  /// Dots per inch.
  public let dotsPerInch: Double

  /// Pixels across.
  public var width: Int { Int(pixGetWidth(pix)) }
  /// Pixels down.
  public var height: Int { Int(pixGetHeight(pix)) }

  init(taking pix: UnsafeMutablePointer<PIX>, dotsPerInch: Double) {
    self.pix = pix
    self.dotsPerInch = dotsPerInch
    let resolution = l_int32(dotsPerInch.rounded())
    pixSetResolution(pix, resolution, resolution)
  }

  /// Copies pixels, one byte each, row by row without gaps; nil without memory.
  public convenience init?(pixels: [UInt8], width: Int, height: Int, dotsPerInch: Double) {
    precondition(pixels.count == width * height)
    guard let pix = pixCreateNoInit(l_int32(width), l_int32(height), 8), let data = pixGetData(pix) else { return nil }
    let perLine = Int(pixGetWpl(pix))
    pixels.withUnsafeBufferPointer { pixels in
      for row in 0..<height {
        let line = data + row * perLine
        // Four pixels a word, the first in its highest byte, whatever the machine's order.
        var column = 0
        while column < width {
          var word: UInt32 = 0
          for byte in 0..<4 {
            let pixel = column + byte < width ? pixels[row * width + column + byte] : 255
            word = word << 8 | UInt32(pixel)
          }
          line[column >> 2] = word
          column += 4
        }
      }
    }
    self.init(taking: pix, dotsPerInch: dotsPerInch)
  }

  /// The pixels, one byte each, row by row without gaps.
  public var pixels: [UInt8] {
    let (width, height, perLine) = (width, height, Int(pixGetWpl(pix)))
    guard let data = pixGetData(pix) else { return [] }
    return [UInt8](unsafeUninitializedCapacity: width * height) { buffer, count in
      for row in 0..<height {
        let line = data + row * perLine
        for column in 0..<width {
          let word = line[column >> 2]
          buffer[row * width + column] = UInt8(truncatingIfNeeded: word >> UInt32(24 - (column & 3) * 8))
        }
      }
      count = width * height
    }
  }

  deinit {
    var pix: UnsafeMutablePointer<PIX>? = pix
    pixDestroy(&pix)
  }

  /// The picture turned clockwise by quarters; nil without memory.
  public func turned(quarters: Int) -> Picture? {
    guard let turned = pixRotateOrth(pix, l_int32(quarters & 3)) else { return nil }
    return Picture(taking: turned, dotsPerInch: dotsPerInch)
  }

  /// The picture at half its size or less, so that it has at most so many dots per inch; nil where it has already.
  public func reduced(toDotsPerInch most: Double) -> Picture? {
    guard dotsPerInch > most, let small = pixScale(pix, l_float32(most / dotsPerInch), l_float32(most / dotsPerInch))
    else {
      return nil
    }
    return Picture(taking: small, dotsPerInch: most)
  }

  /// By how many degrees clockwise the lines of text must be turned to lie level; nil where the picture does not tell.
  ///
  /// Leptonica finds the angle at which the rows of pixels differ most from each other, up to 7°.
  public var skew: Double? {
    guard let binary = pixConvertTo1(pix, 130) else { return nil }
    var pointer: UnsafeMutablePointer<PIX>? = binary
    defer { pixDestroy(&pointer) }
    var (angle, confidence): (l_float32, l_float32) = (0, 0)
    guard pixFindSkew(binary, &angle, &confidence) == 0, confidence >= Self.leastConfidence else { return nil }
    return Double(angle)
  }

  /// Leptonica's own limit for straightening (`MinAllowedConfidence` in skew.c).
  private static let leastConfidence: l_float32 = 3

  /// The picture turned clockwise by some degrees, white at its corners; nil without memory.
  public func straightened(degrees: Double) -> Picture? {
    guard let turned = pixRotateAMGray(pix, l_float32(degrees * .pi / 180), 255) else { return nil }
    return Picture(taking: turned, dotsPerInch: dotsPerInch)
  }

  /// The picture with each pixel the mean of the nine around it, which blurs noise more than letters; nil without memory.
  ///
  /// A tenth of a second for a page at 300 dots per inch; a median of nine, or opening and closing, takes ten times as long
  /// and is not read better.
  public func smoothed() -> Picture? {
    guard let smooth = pixBlockconvGray(pix, nil, 1, 1) else { return nil }
    return Picture(taking: smooth, dotsPerInch: dotsPerInch)
  }
}
