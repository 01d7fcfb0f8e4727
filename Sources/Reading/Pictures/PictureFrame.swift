import Formats

/// What a file says of one of its pictures before it is decoded: one page.
package struct PictureFrame: Sendable, Hashable {
  /// Where the picture's directory begins; TIFF only.
  package var offset = 0
  /// Pixels across.
  package var width = 0
  /// Pixels down.
  package var height = 0
  /// Bits of a pixel, all its colours together.
  package var bits = 8
  /// How many colours a pixel has, transparency among them.
  package var colours = 1
  /// Dots per inch across and down, as the file says; 0 where it does not.
  package var resolution: (across: Double, down: Double) {
    get { (across, down) }
    set { (across, down) = newValue }
  }
  private var across = 0.0
  private var down = 0.0
  /// How it must be turned to be seen upright: 1 to 8 as EXIF has it; 1 for TIFF, whose reader turns it.
  package var orientation = 1

  /// The size as meta.json keeps it.
  package var size: PictureSize {
    PictureSize(width: width, height: height, dpi: stated.map { Int($0.rounded()) })
  }

  /// Programs write 72 or 96 where they know nothing; beyond the other end are slips of a digit.
  private static let credible = 100.0...2400.0
  /// The long side of a sheet of A4 or Letter in inches.
  private static let sheet = 11.5
  /// Below, letters of ten points have no form; above, a sheet is larger than its scanner said.
  private static let guesses = 150.0...600.0
  /// Sides differ by so much at most: fax machines scan 204 dots across and 98 down.
  private static let mostSquint = 4.0

  /// Dots per inch that the file says and that can be, the higher where sides differ.
  package var stated: Double? {
    let (high, low) = (max(across, down), min(across, down))
    guard low > 0, high / low <= Self.mostSquint, Self.credible.contains(high) else { return nil }
    return high
  }

  /// Dots per inch to take it for: as the file says, or as if it were a sheet.
  package var dotsPerInch: Double {
    stated ?? min(max(Double(max(width, height)) / Self.sheet, Self.guesses.lowerBound), Self.guesses.upperBound)
  }

  /// By how much each side must be stretched so that dots are square.
  package var stretch: (across: Double, down: Double) {
    guard let stated else { return (1, 1) }
    let wanted = (across: stated / across, down: stated / down)
    // Less is a matter of rounding.
    return max(wanted.across, wanted.down) < 1.02 ? (1, 1) : wanted
  }

  /// Pixels it has.
  package var pixels: Double { Double(width) * Double(height) }
}

/// The pages of a file of pictures, or why there are none: what its bytes say before a decoder sees them.
///
/// Only the frame is looked at: lengths, places and the marks at the end. A file that ends before its pictures do is `truncated`,
/// even if a decoder made something of what is left; one whose frame does not fit together is `damaged`.
package struct PictureStructure {
  /// The pictures, a page each.
  package internal(set) var frames: [PictureFrame] = []
  /// What is wrong; nil when the frame is whole.
  package internal(set) var failure: ParserReply.Failure?

  /// Leptonica's own limits (`pix1.c`: MaxAllowedWidth, MaxAllowedHeight, MaxAllowedArea).
  package static let longestSide = 1_000_000
  /// The most pixels of one picture.
  package static let mostPixels = 400_000_000.0

  /// Reads the frame of a picture.
  package init(_ bytes: UnsafeRawBufferPointer, kind: DocumentKind) {
    let bytes = PictureBytes(bytes)
    do throws(ParserReply.Failure) {
      switch kind {
      case .pdf: frames = []
      case .png: frames = [try Self.png(bytes)]
      case .jpg: frames = [try Self.jpeg(bytes)]
      case .tif: frames = try Self.tiff(bytes)
      }
      for (index, frame) in frames.enumerated() { try Self.check(frame, page: index + 1) }
    } catch {
      frames = []
      failure = error
    }
  }

  private static func check(_ frame: PictureFrame, page: Int) throws(ParserReply.Failure) {
    guard frame.width > 0, frame.height > 0 else { throw damaged("the picture of page \(page) has no size") }
    guard max(frame.width, frame.height) <= longestSide, frame.pixels <= mostPixels else {
      throw .init(
        code: Reason.pictureTooLarge.code,
        message: "the picture of page \(page) has \(frame.width) × \(frame.height) pixels, more than the "
          + "\(Int(mostPixels / 1e6)) million that can be read")
    }
  }

  static func damaged(_ message: String) -> ParserReply.Failure { .init(code: Reason.damaged.code, message: message) }

  static func truncated(_ message: String) -> ParserReply.Failure {
    .init(code: Reason.truncated.code, message: message)
  }
}
