internal import CPoppler

/// One page of an open document: the one owner of Poppler's page, which keeps its document open.
public struct PDFPage: ~Copyable {
  private let page: OpaquePointer
  /// The page's number, from 1.
  public let number: Int

  init(taking page: OpaquePointer, number: Int) {
    self.page = page
    self.number = number
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(page)) }

  /// Width and height in points (1/72 inch), as the document says: any number at all, also none.
  public var size: (width: Double, height: Double) {
    var (width, height) = (0.0, 0.0)
    poppler_page_get_size(page, &width, &height)
    return (width, height)
  }

  /// The page's own text in reading order, visible or hidden alike: Poppler's interface does not tell them apart.
  public var text: String {
    if let text = PDFDocument.text(taking: poppler_page_get_text(page)) { return text }
    // Letter by letter Poppler finds nothing on some pages turned upside down, where it does line by line.
    let (width, height) = size
    var whole = PopplerRectangle(x1: 0, y1: 0, x2: width, y2: height)
    return PDFDocument.text(taking: poppler_page_get_selected_text(page, POPPLER_SELECTION_LINE, &whole)) ?? ""
  }

  /// The share of the page that images cover, 0 to 1, overlaps counted once.
  public var imageCoverage: Double {
    let (width, height) = size
    var grid = CoverageGrid(width: width, height: height)
    forEachImage { image in
      grid.cover(image.area.x1, image.area.y1, image.area.x2, image.area.y2)
      return true
    }
    return grid.share
  }

  /// Whether an image that cannot be decoded is missing on a drawn page.
  ///
  /// Poppler leaves out an image it has no memory for, and says nothing. So where an image should be and nothing is to be
  /// seen, it is decoded once more by itself; one that is really white decodes.
  public func lacksImage(_ drawn: GrayImage) -> Bool {
    let (width, height) = size
    var lacking = false
    forEachImage { image in
      let (area, scale) = (image.area, drawn.dotsPerInch / 72)
      // Rules and bullets drawn as images are no loss worth a second decoding.
      guard abs((area.x2 - area.x1) * (area.y2 - area.y1)) > width * height / 100,
        drawn.isUniform(columns: (area.x1 * scale, area.x2 * scale), rows: (area.y1 * scale, area.y2 * scale)),
        // Masks have no picture of their own.
        let surface = poppler_page_get_image(page, image.image_id)
      else { return true }
      lacking = cairo_surface_status(surface) != CAIRO_STATUS_SUCCESS
      cairo_surface_destroy(surface)
      return !lacking
    }
    return lacking
  }

  /// Draws the page in shades of grey on white.
  ///
  /// A page so large that it would have more than `RenderSize.mostPixels` is drawn at fewer dots per inch; the picture says
  /// at how many.
  public func render(dotsPerInch: Double) throws(DocumentError) -> GrayImage {
    let (width, height) = size
    guard let target = RenderSize(width: width, height: height, dotsPerInch: dotsPerInch) else {
      throw .unusableSize(number)
    }
    guard let surface = cairo_image_surface_create(CAIRO_FORMAT_RGB24, CInt(target.columns), CInt(target.rows)) else {
      throw .outOfMemory
    }
    defer { cairo_surface_destroy(surface) }
    try Self.check(cairo_surface_status(surface))
    guard let context = cairo_create(surface) else { throw .outOfMemory }
    defer { cairo_destroy(context) }
    cairo_set_source_rgb(context, 1, 1, 1)
    cairo_paint(context)
    cairo_scale(context, target.scale, target.scale)
    poppler_page_render(page, context)
    // An unchecked error would be a blank page.
    try Self.check(cairo_status(context))
    cairo_surface_flush(surface)
    try Self.check(cairo_surface_status(surface))
    guard let data = cairo_image_surface_get_data(surface) else { throw .outOfMemory }
    let stride = Int(cairo_image_surface_get_stride(surface))
    return GrayImage(
      rgb: UnsafeRawBufferPointer(start: data, count: stride * target.rows), stride: stride, columns: target.columns,
      rows: target.rows, dotsPerInch: target.scale * 72)
  }

  private func forEachImage(_ body: (PopplerImageMapping) -> Bool) {
    guard let list = poppler_page_get_image_mapping(page) else { return }
    defer { poppler_page_free_image_mapping(list) }
    var next: UnsafeMutablePointer<GList>? = list
    while let entry = next {
      if let data = entry.pointee.data, !body(data.load(as: PopplerImageMapping.self)) { return }
      next = entry.pointee.next
    }
  }

  private static func check(_ status: cairo_status_t) throws(DocumentError) {
    if status == CAIRO_STATUS_SUCCESS { return }
    if status == CAIRO_STATUS_NO_MEMORY { throw .outOfMemory }
    throw .notDrawn(cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown")
  }
}
