internal import CLeptonica

/// What a picture has of specks beside its letters, once it is black and white: what tells noise before it is recognised.
///
/// Noise that Tesseract takes for ink costs it 10 to 40 seconds a page, and nothing is read: a table of 284 letters has 290,000
/// specks. On 70 scanned pages of public test suites there were at most 11 specks a letter, on 67 of them fewer than two.
public struct Specks: Sendable, Hashable {
  /// Blobs of at most three pixels across and down, as single dots of noise and two or three that touch.
  public let specks: Int
  /// Blobs as large as letters are.
  public let letters: Int
  /// Blobs of any size in a million pixels.
  public let density: Double

  private static let speck = 3
  /// Letters of 2 to 24 points at 300 dots per inch, of half a point more at 150.
  private static let heights = 8...100
  /// Each way; enough of a page to tell, and the memory for its blobs is bounded.
  private static let mostPixels = 4000
  /// Every fourth pixel tells the threshold as well as all do.
  private static let step: Int32 = 4

  /// Looks at the middle of a picture, with the threshold between dark and light that Tesseract uses (Otsu's).
  public init(_ picture: Picture) {
    let (width, height) = (min(picture.width, Self.mostPixels), min(picture.height, Self.mostPixels))
    var middle = boxCreate(
      l_int32((picture.width - width) / 2), l_int32((picture.height - height) / 2), l_int32(width), l_int32(height))
    defer { boxDestroy(&middle) }
    var part = pixClipRectangle(picture.pix, middle, nil)
    defer { pixDestroy(&part) }
    var binary = part.flatMap { pixThresholdToBinary($0, Self.threshold($0)) }
    defer { pixDestroy(&binary) }
    var boxes: UnsafeMutablePointer<BOXA>? = binary.flatMap { pixConnComp($0, nil, 8) }
    defer { boxaDestroy(&boxes) }
    let count = boxes.map { boxaGetCount($0) } ?? 0
    var (specks, letters) = (0, 0)
    for place in 0..<count {
      var (wide, high): (l_int32, l_int32) = (0, 0)
      guard boxaGetBoxGeometry(boxes, place, nil, nil, &wide, &high) == 0 else { continue }
      if wide <= Self.speck && high <= Self.speck { specks += 1 }
      if Self.heights.contains(Int(high)) && wide <= 8 * high { letters += 1 }
    }
    self.specks = specks
    self.letters = letters
    density = Double(count) / (Double(width * height) / 1_000_000)
  }

  private static func threshold(_ pix: UnsafeMutablePointer<PIX>) -> l_int32 {
    var histogram = pixGetGrayHistogram(pix, step)
    defer { numaDestroy(&histogram) }
    var split: l_int32 = 128
    _ = numaSplitDistribution(histogram, 0, &split, nil, nil, nil, nil, nil)
    return split + 1
  }

  /// Whether there are more specks than letters: then a doubtful reading may be the specks' doing. Dust is no noise.
  public var outnumberLetters: Bool { specks >= 100 && specks > letters }

  /// Whether there is more ink than any print has, most of it specks: 6 points at 150 dots per inch have 3,600 in a million.
  public var areInTheWay: Bool { outnumberLetters && density > 4000 }

  /// Whether the picture is read better smoothed. Of pages made noisy in ten ways, all above were; between one speck a letter
  /// and these, some scans lost words (patterned paper) and some won.
  public var areNoise: Bool { areInTheWay || outnumberLetters && specks > 5 * letters }
}
