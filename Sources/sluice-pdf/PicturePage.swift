import Documents
import Formats
import Layout
import Pictures
import Reading
import SystemCalls

/// A file of pictures that is open, and the pages that its frame tells.
struct OpenPictures {
  let frames: [PictureFrame]
  private let document: PictureDocument
  private let kind: DocumentKind

  /// Opens a file; a failure is its frame's.
  init(_ open: borrowing Descriptor, _ kind: DocumentKind) throws(DocumentError) {
    let file: MappedFile
    do throws(SystemError) { file = try MappedFile(open) } catch { throw .unreadable(error) }
    let structure = file.withBytes { PictureStructure($0, kind: kind) }
    if let failure = structure.failure { throw .refused(code: failure.code, failure.message) }
    frames = structure.frames
    document = PictureDocument(file, kind == .png ? .png : kind == .jpg ? .jpeg : .tiff)
    self.kind = kind
  }

  /// Decodes one page, numbered from 1.
  func page(_ number: Int) throws(DocumentError) -> PicturePage {
    guard number >= 1, number <= frames.count else { throw .noPage(number) }
    let frame = frames[number - 1]
    if let limit = Sys.addressSpace, needed(frame) > Double(limit / 2) { throw .outOfMemory }
    do throws(PictureDocument.Failure) {
      let (picture, remarks) = try document.picture(frame.wish)
      return PicturePage(number, frame, picture, remarks)
    } catch {
      switch error {
      case .damaged(let words): throw .notDrawn(words)
      case .outOfMemory: throw .outOfMemory
      }
    }
  }

  /// Bytes of memory that decoding takes: Leptonica keeps colours in four bytes, libtiff in four more.
  private func needed(_ frame: PictureFrame) -> Double {
    let isGray = frame.colours == 1 && frame.bits <= 8
    let colours = kind == .tif ? 10.0 : 6.0
    if kind == .jpg, frame.wish.isPlain { return min(frame.pixels, 4 * PictureDocument.mostPixels) * 2 }
    return frame.pixels * (isGray ? 2 : colours)
  }
}

extension PictureFrame {
  /// What is asked of the decoder.
  fileprivate var wish: PictureDocument.Wish {
    var wish = PictureDocument.Wish()
    wish.offset = offset
    wish.isPlain = colours == 1 || colours == 3
    (wish.width, wish.height) = (width, height)
    wish.orientation = orientation
    wish.stretch = stretch
    wish.dotsPerInch = dotsPerInch
    return wish
  }
}

/// One page of a file of pictures: it has no text of its own, and is drawn already.
struct PicturePage: ReadablePage {
  let number: Int
  /// Whether nothing is on it, and nothing speaks against that.
  let isBlank: Bool
  /// What speaks against it where nothing is on it: then it is not empty but lost.
  let loss: String?
  private let image: GrayImage
  private let size: PictureSize

  fileprivate init(_ number: Int, _ frame: PictureFrame, _ picture: Picture, _ remarks: [String]) {
    self.number = number
    size = frame.size
    image = GrayImage(
      width: picture.width, height: picture.height, dotsPerInch: picture.dotsPerInch, pixels: picture.pixels)
    let isUniform = image.isUniform
    for remark in remarks { LibraryErrors.add(remark) }
    isBlank = isUniform && remarks.isEmpty
    loss = isUniform ? remarks.first : nil
  }

  /// Nothing on a page of its size.
  func content() -> PageContent {
    let scale = 72 / image.dotsPerInch
    return PageContent(
      PageLayout([], width: Double(image.width) * scale, height: Double(image.height) * scale), page: number)
  }

  func finding(trustHiddenText: Bool, textQuality: Double) throws(DocumentError) -> PageFinding {
    PageFinding(self, size)
  }

  func render(dotsPerInch: Double) throws(DocumentError) -> GrayImage { image }

  func resolution(wanted: Double) -> PageResolution {
    PageResolution(wanted: wanted, width: 0, height: 0) { nil }
  }

  func lacksImage(_ drawn: GrayImage) -> Bool { false }
}

extension PageFinding {
  /// What a picture shows: something, or nothing.
  init(_ page: PicturePage, _ size: PictureSize) {
    cause = page.isBlank ? .blank : .picture
    content = page.content()
    whole = nil
    kept = []
    characters = 0
    judgement = TextJudgement("", characters: 0, leastQuality: 0)
    imageCoverage = page.isBlank ? 0 : 1
    isHidden = false
    picture = size
  }
}
