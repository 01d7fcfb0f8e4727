/// Makes small real PDFs for tests, page by page: valid ones, and ones that are hostile in a chosen way.
///
///     let bytes = PDFBuilder().page(text: "Some words").blankPage().page(image: .init()).data()
public struct PDFBuilder: Sendable {
  /// A grey picture, 8 bits a pixel, row by row.
  public struct Picture: Sendable {
    /// Pixels across.
    public var width: Int
    /// Pixels down.
    public var height: Int
    /// One byte a pixel.
    public var pixels: [UInt8]

    /// Makes a picture of pixels; without them a chessboard, which is neither blank nor text.
    public init(width: Int = 64, height: Int = 64, pixels: [UInt8]? = nil) {
      self.width = width
      self.height = height
      self.pixels = pixels ?? (0..<width * height).map { ($0 % width / 8 + $0 / width / 8) % 2 == 0 ? 255 : 64 }
    }
  }

  private struct Page {
    var content: String
    var picture: Picture?
    var bomb: Bomb?
    var size: (Double, Double) = (595, 842)
    /// Entries of the page's dictionary, and of its resources for fonts and for pictures and forms.
    var entries = ""
    var fonts = ""
    var objects = ""
  }

  private struct Bomb {
    var levels: Int
    var uses: Int
    var leaf: String
  }

  private var pages: [Page] = []
  private var information: [(key: String, value: String)] = [("Producer", "Sluice tests")]
  private var claimedPages: Int?
  private var objects: [(entries: String, stream: [UInt8]?)] = []
  private var catalogEntries = ""

  /// Objects of every document: catalog, page tree, font, information. Those of the caller's own come after them.
  private static let ownObjects = 4

  /// A document without pages: `/Count 0`, which is a whole PDF that has nothing.
  public init() {}

  /// Adds a page of visible text (ASCII), broken into lines.
  public func page(text: String, fontSize: Int = 12) -> PDFBuilder {
    adding(Page(content: Self.show(text, fontSize: fontSize, mode: 0)))
  }

  /// Adds a page with nothing on it.
  public func blankPage() -> PDFBuilder { adding(Page(content: "")) }

  /// Adds a page with a picture over a share of it (from the top), with hidden text over it when there is any, as archives
  /// deliver scans.
  public func page(image: Picture, coverage: Double = 1, hiddenText: String = "") -> PDFBuilder {
    let height = 842 * coverage
    let draw = "q 595 0 0 \(height) 0 \(842 - height) cm /I Do Q\n"
    let text = hiddenText.isEmpty ? "" : Self.show(hiddenText, fontSize: 12, mode: 3)
    return adding(Page(content: draw + text, picture: image))
  }

  /// Adds a page with a content stream as it is, `/F` being Helvetica.
  ///
  /// - Parameters:
  ///   - entries: further entries of the page's dictionary, `/Rotate 90`.
  ///   - fonts: further fonts, `/H 5 0 R`, the reference being what `object` answered.
  ///   - objects: pictures and forms in the same way.
  public func page(
    content: String, width: Double = 595, height: Double = 842, entries: String = "", fonts: String = "",
    objects: String = ""
  ) -> PDFBuilder {
    var page = Page(content: content, size: (width, height))
    (page.entries, page.fonts, page.objects) = (entries, fonts, objects)
    return adding(page)
  }

  /// Adds an object with these entries, a stream or a dictionary; answers the reference to it, `5 0 R`.
  public mutating func object(_ entries: String, stream: [UInt8]? = nil) -> String {
    objects.append((entries, stream))
    return "\(Self.ownObjects + objects.count) 0 R"
  }

  /// Adds a picture as an object; answers the reference to it.
  public mutating func object(_ picture: Picture) -> String {
    object(Self.entries(of: picture), stream: picture.pixels)
  }

  /// Adds entries to the document's catalog, `/PageMode /UseNone`.
  public func catalog(_ entries: String) -> PDFBuilder {
    var copy = self
    copy.catalogEntries += " " + entries
    return copy
  }

  /// Adds a page of two million words, for each of which Poppler keeps some 300 bytes. Each line is a little below the one before:
  /// words in one place would be compared with each other for a minute.
  public func memoryBombPage() -> PDFBuilder {
    let words = "(\(String(repeating: "a ", count: 75))) Tj T*\n"
    return page(content: "BT /F 7 Tf 0.03 TL 9 830 Td\n\(String(repeating: words, count: 26_000))ET")
  }

  /// Adds a page whose form is used `uses` times by a form that is used `uses` times …, `levels` deep: a few hundred bytes
  /// that ask for `uses` to the power of `levels` drawings of `leaf`.
  public func bombPage(levels: Int = 10, uses: Int = 10, leaf: String = "0 0 m 9 9 l S") -> PDFBuilder {
    adding(Page(content: "/X0 Do", bomb: Bomb(levels: levels, uses: uses, leaf: leaf)))
  }

  /// Sets what the document says of itself: `Title`, `Author`, `Producer`.
  public func information(_ key: String, _ value: String) -> PDFBuilder {
    var copy = self
    copy.information.removeAll { $0.key == key }
    copy.information.append((key, value))
    return copy
  }

  /// Makes the document claim another number of pages than it has.
  public func claiming(pages count: Int) -> PDFBuilder {
    var copy = self
    copy.claimedPages = count
    return copy
  }

  /// The document's bytes.
  public func data() -> [UInt8] {
    var file = ObjectFile()
    let (catalog, tree, font, about) = (file.reserve(), file.reserve(), file.reserve(), file.reserve())
    for object in objects {
      let number = file.reserve()
      if let stream = object.stream {
        file.define(number, stream: stream, object.entries)
      } else {
        file.define(number, "<< \(object.entries) >>")
      }
    }
    file.define(catalog, "<< /Type /Catalog /Pages \(tree) 0 R\(catalogEntries) >>")
    file.define(font, "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>")
    let entries = information.map { "/\($0.key) (\(Self.escape($0.value)))" }.joined(separator: " ")
    file.define(about, "<< \(entries) >>")
    let kids = pages.map { add($0, to: &file, tree: tree, font: font) }
    let list = kids.map { "\($0) 0 R" }.joined(separator: " ")
    file.define(tree, "<< /Type /Pages /Kids [\(list)] /Count \(claimedPages ?? kids.count) >>")
    return file.finish(catalog: catalog, information: about)
  }

  private func adding(_ page: Page) -> PDFBuilder {
    var copy = self
    copy.pages.append(page)
    return copy
  }

  private func add(_ page: Page, to file: inout ObjectFile, tree: Int, font: Int) -> Int {
    let (number, content) = (file.reserve(), file.reserve())
    file.define(content, stream: Array(page.content.utf8))
    var objects = page.objects + " "
    if let picture = page.picture {
      let image = file.reserve()
      file.define(image, stream: picture.pixels, Self.entries(of: picture))
      objects += "/I \(image) 0 R "
    }
    if let bomb = page.bomb { objects += "/X0 \(Self.add(bomb, level: 0, to: &file, font: font)) 0 R " }
    file.define(
      number,
      "<< /Type /Page /Parent \(tree) 0 R /MediaBox [0 0 \(page.size.0) \(page.size.1)] /Contents \(content) 0 R "
        + "/Resources << /Font << /F \(font) 0 R \(page.fonts) >> /XObject << \(objects)>> >> \(page.entries) >>")
    return number
  }

  private static func entries(of picture: Picture) -> String {
    "/Type /XObject /Subtype /Image /Width \(picture.width) /Height \(picture.height) /ColorSpace /DeviceGray "
      + "/BitsPerComponent 8"
  }

  private static func add(_ bomb: Bomb, level: Int, to file: inout ObjectFile, font: Int) -> Int {
    let number = file.reserve()
    var (content, objects) = (bomb.leaf, "")
    if level + 1 < bomb.levels {
      let next = add(bomb, level: level + 1, to: &file, font: font)
      content = String(repeating: "/X\(level + 1) Do ", count: bomb.uses)
      objects = "/X\(level + 1) \(next) 0 R"
    }
    file.define(
      number, stream: Array(content.utf8),
      "/Type /XObject /Subtype /Form /BBox [0 0 595 842] "
        + "/Resources << /Font << /F \(font) 0 R >> /XObject << \(objects) >> >>")
    return number
  }

  /// Rendering mode 3 draws nothing: hidden text.
  private static func show(_ text: String, fontSize: Int, mode: Int) -> String {
    let width = 900 / fontSize
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ") {
        if !line.isEmpty && line.count + word.count + 1 > width {
          lines.append(line)
          line = ""
        }
        line += line.isEmpty ? String(word) : " " + word
      }
      lines.append(line)
    }
    let shown = lines.map { "(\(escape($0))) Tj T*\n" }.joined()
    return "BT /F \(fontSize) Tf \(mode) Tr \(fontSize * 5 / 4) TL 50 780 Td\n\(shown)ET"
  }

  private static func escape(_ text: String) -> String {
    String(text.flatMap { "()\\".contains($0) ? ["\\", $0] : [$0] })
  }
}

/// Numbered objects written one after another, with the table of their places.
private struct ObjectFile {
  private var bytes = Array("%PDF-1.4\n".utf8)
  private var places: [Int] = []

  mutating func reserve() -> Int {
    places.append(0)
    return places.count
  }

  mutating func define(_ number: Int, _ dictionary: String) {
    places[number - 1] = bytes.count
    bytes += Array("\(number) 0 obj\n\(dictionary)\nendobj\n".utf8)
  }

  mutating func define(_ number: Int, stream: [UInt8], _ entries: String = "") {
    places[number - 1] = bytes.count
    bytes += Array("\(number) 0 obj\n<< \(entries) /Length \(stream.count) >>\nstream\n".utf8)
    bytes += stream
    bytes += Array("\nendstream\nendobj\n".utf8)
  }

  func finish(catalog: Int, information: Int) -> [UInt8] {
    func padded(_ place: Int) -> String {
      let digits = String(place)
      return String(repeating: "0", count: max(0, 10 - digits.count)) + digits
    }
    var table = "xref\n0 \(places.count + 1)\n0000000000 65535 f \n"
    for place in places { table += "\(padded(place)) 00000 n \n" }
    table += "trailer\n<< /Size \(places.count + 1) /Root \(catalog) 0 R /Info \(information) 0 R >>\n"
    return bytes + Array((table + "startxref\n\(bytes.count)\n%%EOF\n").utf8)
  }
}
