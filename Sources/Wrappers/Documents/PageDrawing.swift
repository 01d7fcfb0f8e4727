internal import CPoppler
internal import Glibc

/// What is seen of a page when it is drawn: where letters stand, and where pictures and drawings have ink.
///
/// The page is drawn in the document's own order on a coarse raster through Cairo's observer, which tells after every operation
/// what it was. So text that is never drawn (rendering mode 3, as archives put it over a scan) and text that an image covers
/// later leave no letters here, whatever the document says of itself, and places are right for turned and shifted pages.
public struct PageDrawing: Sendable {
  /// Dots per inch: letters of 6 points are 3 dots high, and a page has about 120,000 dots.
  public static let dotsPerInch = 36.0

  /// Dots across.
  public let columns: Int
  /// Dots down.
  public let rows: Int
  /// Dots per point.
  public let scale: Double
  /// Whether nothing at all is on the page: every dot is white.
  public let isBlank: Bool
  /// What is seen at each dot, row by row.
  private let marks: [Marks]

  /// What is seen at one dot.
  struct Marks: OptionSet {
    let rawValue: UInt8
    /// A letter, as text.
    static let letter = Marks(rawValue: 1)
    /// Ink of an image, or of a drawing as large as one.
    static let picture = Marks(rawValue: 2)
    /// An image or such a drawing, with ink or without; a panel of one colour is none.
    static let image = Marks(rawValue: 8)
    /// Ink of a small drawing: a rule, an outline, a letter of a Type 3 font.
    static let drawing = Marks(rawValue: 4)
  }

  init(columns: Int, rows: Int, scale: Double, isBlank: Bool, marks: [Marks]) {
    self.columns = columns
    self.rows = rows
    self.scale = scale
    self.isBlank = isBlank
    self.marks = marks
  }

  /// What is seen in the place of a word.
  public enum Sight: Sendable {
    /// Letters, or small drawings where no picture is, as letters of Type 3 fonts are.
    case shown
    /// A picture and no letters.
    case hidden
    /// Nothing: no picture from which it could be recognised either.
    case nothing
  }

  /// What is seen in the place of a word, given by its edges in points.
  public func sight(left: Double, top: Double, right: Double, bottom: Double) -> Sight {
    var (letters, drawings, pictures, images, dots) = (0, 0, 0, 0, 0)
    for row in range(top, bottom, rows) {
      for column in range(left, right, columns) {
        let mark = marks[row * columns + column]
        dots += 1
        if mark.contains(.letter) { letters += 1 }
        if mark.contains(.drawing) { drawings += 1 }
        if mark.contains(.picture) { pictures += 1 }
        if mark.contains(.image) { images += 1 }
      }
    }
    if letters * Self.leastOf >= dots { return .shown }
    if max(pictures * Self.leastOf, images * 2) >= dots && pictures >= drawings { return .hidden }
    return drawings * Self.leastOf >= dots ? .shown : .nothing
  }

  /// A word's box has at least one dot of ink in so many: thin small letters fill a tenth.
  private static let leastOf = 25

  /// The share of dots with ink of pictures and drawings that lie in none of some rectangles, of all dots, 0 to 1.
  public func unexplained(by boxes: some Sequence<(left: Double, top: Double, right: Double, bottom: Double)>) -> Double
  {
    var explained = [Bool](repeating: false, count: marks.count)
    for box in boxes {
      for row in range(box.top, box.bottom, rows) {
        for column in range(box.left, box.right, columns) { explained[row * columns + column] = true }
      }
    }
    let ink: Marks = [.picture, .drawing]
    let count = marks.indices.count { !explained[$0] && !marks[$0].isDisjoint(with: ink) }
    return Double(count) / Double(max(1, marks.count))
  }

  /// The dots between two places, and one on each side: a raster has no sharper edges.
  private func range(_ one: Double, _ other: Double, _ length: Int) -> Range<Int> {
    func dot(_ place: Double, _ add: Double) -> Int {
      place.isFinite ? Int(min(max((place * scale + add).rounded(.down), 0), Double(length))) : 0
    }
    let (low, high) = (dot(min(one, other), 0), dot(max(one, other), 1))
    return low..<max(low, high)
  }
}

extension PDFPage {
  /// Draws the page coarsely and tells what is seen on it.
  public func drawing() throws(DocumentError) -> PageDrawing {
    let (width, height) = size
    guard let target = RenderSize(width: width, height: height, dotsPerInch: PageDrawing.dotsPerInch) else {
      throw .unusableSize(number)
    }
    guard let canvas = Canvas(target) else { throw .outOfMemory }
    try canvas.draw { context in render(on: context) }
    return canvas.drawing
  }
}

/// The raster that a page is drawn on, looked at and wiped after every operation.
private final class Canvas {
  private let size: RenderSize
  private let surface: OpaquePointer
  private let observer: OpaquePointer
  private var marks: [PageDrawing.Marks]
  private var operations = 0
  /// What all letters took to draw, those of groups among them, which are drawn apart and do not come here one by one.
  private var timeOfLetters = 0.0
  private var isBlank = true

  init?(_ size: RenderSize) {
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_ARGB32, CInt(size.columns), CInt(size.rows)) else {
      return nil
    }
    guard let observer = cairo_surface_create_observer(surface, CAIRO_SURFACE_OBSERVER_NORMAL) else {
      cairo_surface_destroy(surface)
      return nil
    }
    self.size = size
    self.surface = surface
    self.observer = observer
    marks = [PageDrawing.Marks](repeating: [], count: size.columns * size.rows)
  }

  deinit {
    cairo_surface_destroy(observer)
    cairo_surface_destroy(surface)
  }

  var drawing: PageDrawing {
    PageDrawing(columns: size.columns, rows: size.rows, scale: size.scale, isBlank: isBlank, marks: marks)
  }

  func draw(_ body: (OpaquePointer) -> Void) throws(DocumentError) {
    let here = Unmanaged.passUnretained(self).toOpaque()
    let letters: cairo_surface_observer_callback_t = { _, _, canvas in Canvas.at(canvas)?.look(letters: true) }
    let other: cairo_surface_observer_callback_t = { _, _, canvas in Canvas.at(canvas)?.look(letters: false) }
    cairo_surface_observer_add_glyphs_callback(observer, letters, here)
    for add in [
      cairo_surface_observer_add_paint_callback, cairo_surface_observer_add_mask_callback,
      cairo_surface_observer_add_fill_callback, cairo_surface_observer_add_stroke_callback,
    ] { _ = add(observer, other, here) }
    guard let context = cairo_create(observer) else { throw .outOfMemory }
    defer { cairo_destroy(context) }
    cairo_scale(context, size.scale, size.scale)
    body(context)
    try PDFPage.check(cairo_status(context))
    look(letters: false, isLast: true)
  }

  private static func at(_ pointer: UnsafeMutableRawPointer?) -> Canvas? {
    pointer.map { Unmanaged<Canvas>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Takes what an operation left on the raster, and wipes it.
  private func look(letters: Bool, isLast: Bool = false) {
    operations += 1
    let time = cairo_device_observer_glyphs_elapsed(cairo_surface_get_device(observer))
    let letters = letters || time > timeOfLetters
    timeOfLetters = time
    // A map of 60,000 strokes is looked at in bundles; what is drawn is all the same.
    if !letters, !isLast, operations > Self.singly, operations % Self.bundle != 0 { return }
    cairo_surface_flush(surface)
    guard let data = cairo_image_surface_get_data(surface) else { return }
    let stride = Int(cairo_image_surface_get_stride(surface))
    guard let touched = touched(data, stride) else { return }
    let isPicture = !letters && isLarge(touched)
    let isImage = isPicture && !isOfOneShade(touched, data, stride)
    for row in touched.rows {
      let line = UnsafeMutableRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
      for column in touched.columns where line[column] != 0 {
        take(line[column], at: row * size.columns + column, letters: letters, isPicture: isPicture, isImage: isImage)
        line[column] = 0
      }
    }
    cairo_surface_mark_dirty(surface)
  }

  private static let singly = 4000
  private static let bundle = 16

  private func take(_ pixel: UInt32, at place: Int, letters: Bool, isPicture: Bool, isImage: Bool) {
    let opacity = pixel >> 24
    // Cairo's colours are multiplied by the opacity already; the paper is white.
    let shade = (pixel >> 8 & 0xff) + 255 - opacity
    if shade < 255 || (pixel & 0xff) + 255 - opacity < 255 || (pixel >> 16 & 0xff) + 255 - opacity < 255 {
      isBlank = false
    }
    if letters {
      if opacity >= Self.seen { marks[place].insert(.letter) }
      return
    }
    if opacity > Self.opaque { marks[place] = isImage ? .image : [] }
    if shade < Self.ink { marks[place].insert(isPicture ? .picture : .drawing) }
  }

  /// The least opacity of a dot of small letters that fill a part of it.
  private static let seen: UInt32 = 40
  /// From here on what lies below is not seen.
  private static let opaque: UInt32 = 200
  /// The lightest shade of faint print; paper that was scanned is lighter.
  private static let ink: UInt32 = 200

  /// The rectangle of dots that an operation touched; nil for none.
  private func touched(_ data: UnsafeMutablePointer<UInt8>, _ stride: Int) -> (rows: Range<Int>, columns: Range<Int>)? {
    var rows: Range<Int>?
    var (left, right) = (size.columns, 0)
    for row in 0..<size.rows {
      let line = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
      // Most rows are untouched: compared with themselves, a dot apart, they are equal, and their first dot is clear.
      if line[0] == 0, memcmp(line, line + 1, (size.columns - 1) * 4) == 0 { continue }
      var column = 0
      while column < size.columns, line[column] == 0 { column += 1 }
      guard column < size.columns else { continue }
      left = min(left, column)
      var last = size.columns - 1
      while line[last] == 0 { last -= 1 }
      right = max(right, last + 1)
      rows = (rows?.lowerBound ?? row)..<(row + 1)
    }
    return rows.map { ($0, left..<right) }
  }

  /// Whether an operation left one colour, less differences no eye sees: a panel behind text.
  private func isOfOneShade(
    _ touched: (rows: Range<Int>, columns: Range<Int>), _ data: UnsafeMutablePointer<UInt8>, _ stride: Int
  ) -> Bool {
    var (low, high): (UInt32, UInt32) = (255, 0)
    for row in touched.rows {
      let line = UnsafeRawPointer(data + row * stride).assumingMemoryBound(to: UInt32.self)
      for column in touched.columns where line[column] >> 24 > Self.opaque {
        let shade = line[column] >> 8 & 0xff
        (low, high) = (min(low, shade), max(high, shade))
      }
    }
    return high < low || high - low <= 8
  }

  /// Whether an operation drew something as large as images are: letters of Type 3 fonts and strokes of outlines are smaller.
  private func isLarge(_ touched: (rows: Range<Int>, columns: Range<Int>)) -> Bool {
    let (width, height) = (touched.columns.count, touched.rows.count)
    // Strips and tiles of a scan are pictures as well, a rule as wide as the page is none.
    return min(width, height) > 1 && (width * 4 >= size.columns || width * height * 20 >= size.columns * size.rows)
      || min(width, height) >= 8 && width * height * 200 >= size.columns * size.rows
  }
}
