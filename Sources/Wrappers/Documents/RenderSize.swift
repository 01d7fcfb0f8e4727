/// The size a page is drawn at: whatever a document claims, it fits into memory and into Cairo's and Tesseract's limits.
struct RenderSize: Equatable {
  /// Pixels across.
  let columns: Int
  /// Pixels down.
  let rows: Int
  /// Pixels per point.
  let scale: Double

  /// An A0 sheet at 150 dots per inch has 35 million.
  static let mostPixels = 50_000_000.0
  /// Cairo's and Tesseract's limit is 32,767.
  static let longestSide = 30_000.0

  /// The size for a page of so many points; nil when it has no size at all.
  init?(width: Double, height: Double, dotsPerInch: Double) {
    guard width.isFinite, height.isFinite, width > 0, height > 0, dotsPerInch > 0 else { return nil }
    let wanted = dotsPerInch / 72
    let byArea = (Self.mostPixels / width / height).squareRoot()
    let bySide = Self.longestSide / max(width, height)
    let scale = min(wanted, byArea, bySide)
    guard scale.isFinite, scale > 0 else { return nil }
    self.scale = scale
    columns = Int(min(max(1, (width * scale).rounded(.up)), Self.longestSide))
    rows = Int(min(max(1, (height * scale).rounded(.up)), Self.longestSide))
  }
}
