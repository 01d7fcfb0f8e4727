/// The way a document's text is best had.
public enum Route: String, Sendable, Codable, CaseIterable {
  /// Its own text layer is good on every page looked at.
  case text
  /// No page looked at has text to trust.
  case ocr
  /// Some pages have, some have not.
  case mixed
}

/// What one look at a document found; a part of meta.json.
public struct Inspection: Sendable, Hashable, Codable {
  /// Pages the document says it has.
  public var totalPages: Int
  /// The program that made the document, as it says itself.
  public var producer: String?
  /// The document's own title and author, as it says itself.
  public var title: String?
  /// The document's own author, as it says itself.
  public var author: String?
  /// The PDF version, `1.7`.
  public var pdfVersion: String?
  /// The way its text is best had.
  public var route: Route
  /// Why, in short sentences.
  public var reasons: [String]
  /// What each page of the sample showed, in page order.
  public var sample: [PageSample]
  /// How many files are attached to the document; nil for none.
  public var attachmentCount: Int?
  /// The first of them; nil where none is known by name.
  public var attachments: [Attachment]?
  /// A form that the pages show only a part of; nil for any other.
  public var form: FormKind?
  /// Whether it is a portfolio: its pages are a cover, and what it is made of is attached.
  public var portfolio: Bool?

  /// The most attachments that are named.
  public static let mostAttachments = 100

  /// Makes the findings of one look.
  public init(
    totalPages: Int, producer: String? = nil, title: String? = nil, author: String? = nil, pdfVersion: String? = nil,
    route: Route, reasons: [String], sample: [PageSample]
  ) {
    self.totalPages = totalPages
    self.producer = producer
    self.title = title
    self.author = author
    self.pdfVersion = pdfVersion
    self.route = route
    self.reasons = reasons
    self.sample = sample
  }

  enum CodingKeys: String, CodingKey {
    case totalPages = "total_pages"
    case pdfVersion = "pdf_version"
    case attachmentCount = "attachment_count"
    case producer, title, author, route, reasons, sample, attachments, form, portfolio
  }
}

/// A file attached to a document, which is not read.
public struct Attachment: Sendable, Hashable, Codable {
  /// Its name, as the document says: one line.
  public var name: String
  /// Its bytes, as the document says; nil where it does not.
  public var size: Int64?

  /// Makes the record of an attachment.
  public init(name: String, size: Int64? = nil) {
    self.name = name
    self.size = size
  }
}

/// A form that is more than its pages show.
public enum FormKind: String, Sendable, Codable, CaseIterable {
  /// Adobe's XML Forms Architecture: fields and what is in them stand in a text of their own, which is not read.
  case xfa
}

/// What one page of the sample showed.
public struct PageSample: Sendable, Hashable, Codable {
  /// The page's number, from 1.
  public var page: Int
  /// Characters of text that are no white space.
  public var characters: Int
  /// The share of the text that reads as words, 0 to 1.
  public var quality: Double
  /// Whether the text lies over an image that covers the page, as archives deliver OCR.
  public var hidden: Bool
  /// The share of the page covered by images, 0 to 1.
  public var imageCoverage: Double
  /// The way this page's text is best had.
  public var route: PageRoute
  /// How large it is, where the document is a picture.
  public var picture: PictureSize?

  /// Makes the finding for one page.
  public init(
    page: Int, characters: Int, quality: Double, hidden: Bool, imageCoverage: Double, route: PageRoute,
    picture: PictureSize? = nil
  ) {
    self.page = page
    self.characters = characters
    self.quality = quality
    self.hidden = hidden
    self.imageCoverage = imageCoverage
    self.route = route
    self.picture = picture
  }

  enum CodingKeys: String, CodingKey {
    case imageCoverage = "image_coverage"
    case page, characters, quality, hidden, route, picture
  }
}

/// How large a picture is.
public struct PictureSize: Sendable, Hashable, Codable {
  /// Pixels across, as they lie in the file.
  public var width: Int
  /// Pixels down, as they lie in the file.
  public var height: Int
  /// Dots per inch, as the file says; nil where it says none, or none that can be.
  public var dpi: Int?

  /// Makes the size of a picture.
  public init(width: Int, height: Int, dpi: Int? = nil) {
    self.width = width
    self.height = height
    self.dpi = dpi
  }
}

/// The way one page's text is had.
public enum PageRoute: String, Sendable, Codable, CaseIterable {
  /// From the page's own text layer.
  case text
  /// By recognition of its picture.
  case ocr
  /// Nothing is on it: no text, no image.
  case blank
}
