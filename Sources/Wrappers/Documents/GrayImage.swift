/// A picture in 256 shades of grey, row by row without gaps.
public struct GrayImage: Sendable {
  /// Pixels across.
  public let width: Int
  /// Pixels down.
  public let height: Int
  /// Dots per inch it was drawn at.
  public let dotsPerInch: Double
  /// One byte a pixel; 0 is black.
  public private(set) var pixels: [UInt8]

  /// Makes a picture of bytes; there must be `width * height` of them.
  public init(width: Int, height: Int, dotsPerInch: Double, pixels: [UInt8]) {
    precondition(pixels.count == width * height)
    self.width = width
    self.height = height
    self.dotsPerInch = dotsPerInch
    self.pixels = pixels
  }

  /// Converts Cairo's RGB24 (32 bits a pixel, native order, upper byte unused) by the luma weights of ITU-R BT.601.
  init(rgb: UnsafeRawBufferPointer, stride: Int, columns: Int, rows: Int, dotsPerInch: Double) {
    width = columns
    height = rows
    self.dotsPerInch = dotsPerInch
    pixels = [UInt8](unsafeUninitializedCapacity: columns * rows) { buffer, count in
      for row in 0..<rows {
        for column in 0..<columns {
          let pixel = rgb.loadUnaligned(fromByteOffset: row * stride + column * 4, as: UInt32.self)
          let (red, green, blue) = (pixel >> 16 & 0xff, pixel >> 8 & 0xff, pixel & 0xff)
          buffer[row * columns + column] = UInt8((red * 299 + green * 587 + blue * 114 + 500) / 1000)
        }
      }
      count = columns * rows
    }
  }

  /// Whether nothing is on the picture: all of one shade, less differences no eye sees.
  public var isUniform: Bool { isUniform(columns: (0, Double(width)), rows: (0, Double(height))) }

  /// Whether nothing is on a part of the picture, given by its edges in pixels; what lies outside is cut off.
  func isUniform(columns: (Double, Double), rows: (Double, Double)) -> Bool {
    let (columns, rows) = (Self.range(columns, of: width), Self.range(rows, of: height))
    guard !columns.isEmpty, !rows.isEmpty else { return true }
    let first = pixels[rows.lowerBound * width + columns.lowerBound]
    let low = first < Self.tolerance ? 0 : first - Self.tolerance
    let high = first > 255 - Self.tolerance ? 255 : first + Self.tolerance
    return rows.allSatisfy { row in
      pixels[(row * width + columns.lowerBound)..<(row * width + columns.upperBound)].allSatisfy {
        $0 >= low && $0 <= high
      }
    }
  }

  /// Paints a part of the picture, given by its edges in pixels, in the shade of most of its border, as if nothing stood there.
  public mutating func erase(columns: (Double, Double), rows: (Double, Double)) {
    let (columns, rows) = (Self.range(columns, of: width), Self.range(rows, of: height))
    guard let left = columns.first, let right = columns.last, !rows.isEmpty else { return }
    var shades = [Int](repeating: 0, count: 256)
    for row in rows { for column in [left, right] { shades[Int(pixels[row * width + column])] += 1 } }
    for column in columns {
      for row in [rows.lowerBound, rows.upperBound - 1] { shades[Int(pixels[row * width + column])] += 1 }
    }
    let ground = UInt8(shades.indices.max { shades[$0] < shades[$1] } ?? 255)
    for row in rows { for column in columns { pixels[row * width + column] = ground } }
  }

  private static func range(_ edges: (Double, Double), of length: Int) -> Range<Int> {
    func pixel(_ place: Double) -> Int { place.isFinite ? Int(min(max(place, 0), Double(length))) : 0 }
    return pixel(min(edges.0, edges.1))..<pixel(max(edges.0, edges.1))
  }

  /// Shades that scanners and JPEG add to an even surface; the faintest print is darker by far more.
  private static let tolerance: UInt8 = 8
}
