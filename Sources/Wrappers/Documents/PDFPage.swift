internal import CPoppler

/// One page of an open document: the one owner of Poppler's page, which keeps its document open.
public struct PDFPage: ~Copyable {
  private let page: OpaquePointer
  /// What the document is read from, which its text needs as well.
  let bytes: DocumentBytes
  /// The page's number, from 1.
  public let number: Int

  init(taking page: OpaquePointer, of bytes: DocumentBytes, number: Int) {
    self.page = page
    self.bytes = bytes
    self.number = number
  }

  deinit { g_object_unref(UnsafeMutableRawPointer(page)) }

  /// Width and height in points (1/72 inch), as the document says: any number at all, also none.
  public var size: (width: Double, height: Double) {
    var (width, height) = (0.0, 0.0)
    poppler_page_get_size(page, &width, &height)
    return (width, height)
  }

  /// Where images stand on the page; on a turned page Poppler's places are wrong (22.12).
  public var imageAreas: ImageAreas {
    let (width, height) = size
    var areas = ImageAreas(width: width, height: height)
    forEachImage { image in
      areas.add(image.area.x1, image.area.y1, image.area.x2, image.area.y2)
      return true
    }
    return areas
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

  /// The dots per inch of the image that the page is, the most of those that cover it whole; nil where none does.
  ///
  /// Images are decoded for this. Masks have no picture of their own, and so no dots that could be counted.
  public var imageDotsPerInch: Double? {
    let (width, height) = size
    var most: Double?
    forEachImage { image in
      // Sides are not compared: on a turned page Poppler has them the other way round.
      let area = abs((image.area.x2 - image.area.x1) * (image.area.y2 - image.area.y1))
      guard area > 0, area > Self.wholePage * width * height, let surface = poppler_page_get_image(page, image.image_id)
      else { return true }
      defer { cairo_surface_destroy(surface) }
      let pixels = Double(cairo_image_surface_get_width(surface)) * Double(cairo_image_surface_get_height(surface))
      if pixels > 0 { most = max(most ?? 0, 72 * (pixels / area).squareRoot()) }
      return true
    }
    return most
  }

  /// The share of a page that its image covers at least: scanners' programs leave a margin.
  private static let wholePage = 0.9

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
    render(on: context)
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

  /// Draws the page on a context of Cairo, a point for a unit.
  func render(on context: OpaquePointer) { poppler_page_render(page, context) }

  private func forEachImage(_ body: (PopplerImageMapping) -> Bool) {
    guard let list = poppler_page_get_image_mapping(page) else { return }
    defer { poppler_page_free_image_mapping(list) }
    var next: UnsafeMutablePointer<GList>? = list
    while let entry = next {
      if let data = entry.pointee.data, !body(data.load(as: PopplerImageMapping.self)) { return }
      next = entry.pointee.next
    }
  }

  static func check(_ status: cairo_status_t) throws(DocumentError) {
    if status == CAIRO_STATUS_SUCCESS { return }
    if status == CAIRO_STATUS_NO_MEMORY { throw .outOfMemory }
    throw .notDrawn(cairo_status_to_string(status).map { String(cString: $0) } ?? "unknown")
  }
}
