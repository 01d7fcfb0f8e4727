import Documents

extension MadePicture {
  /// A slip of paper with some lines of text (ASCII) in the middle of an empty sheet.
  public static func slipOnSheet(_ lines: [String]) throws -> GrayImage {
    let slip = try drawn(lines)
    let (width, height) = (1600, 2000)
    var pixels = [UInt8](repeating: 255, count: width * height)
    let slipPixels = slip.pixels
    for row in 0..<slip.height {
      for column in 0..<slip.width {
        pixels[(row + 800) * width + column + 100] = slipPixels[row * slip.width + column]
      }
    }
    return GrayImage(width: width, height: height, dotsPerInch: slip.dotsPerInch, pixels: pixels)
  }
}

extension GrayImage {
  /// The picture less contrast, with noise of a normal distribution, the same each time.
  public func noisy(deviation: Double) -> GrayImage {
    var state: UInt64 = 7
    func chance() -> Double {
      // Knuth's constants (MMIX).
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Double(state >> 11) / Double(1 << 53)
    }
    return shaded { shade in
      // The sum of twelve has the deviation 1.
      let noise = (0..<12).reduce(-6) { sum, _ in sum + chance() }
      return UInt8(min(max(Double(shade) * 0.85 + 15 + deviation * noise, 0), 255))
    }
  }

  /// The picture in light gray on white, as worn type prints it.
  public var faint: GrayImage { shaded { UInt8(205 + Int($0) * 45 / 255) } }

  private func shaded(_ shade: (UInt8) -> UInt8) -> GrayImage {
    GrayImage(width: width, height: height, dotsPerInch: dotsPerInch, pixels: pixels.map(shade))
  }
}
