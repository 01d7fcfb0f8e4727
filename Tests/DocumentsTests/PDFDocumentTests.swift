import Documents
import SystemCalls
import TestSupport
import Testing

@Suite struct PDFDocumentTests {
  let directory: TemporaryDirectory

  init() throws { directory = try TemporaryDirectory() }

  @Test func `a page gives its text, its size and its picture`() throws {
    let path = try directory.write(PDFBuilder().page(text: "Words on a page").blankPage().data(), as: "a.pdf")
    let document = try PDFDocument(path)
    let pages = document.pageCount
    #expect(pages == 2)
    let page = try document.page(1)
    let (words, size, coverage) = (try page.words().list, page.size, page.imageAreas.share)
    #expect(words.map(\.text) == ["Words", "on", "a", "page"])
    #expect(words.map(\.hasSpaceAfter) == [true, true, true, false])
    #expect(words.allSatisfy { $0.left < $0.right && $0.top < $0.bottom && $0.right <= size.width && $0.turns == 0 })
    #expect(size == (595, 842))
    #expect(coverage == 0)
    let picture = try page.render(dotsPerInch: 72)
    #expect(picture.width == 595 && picture.height == 842)
    #expect(!picture.isUniform)
    let blank = try document.page(2).render(dotsPerInch: 72)
    #expect(blank.isUniform)
  }

  @Test func `a page outlives the document it came from`() throws {
    let path = try directory.write(PDFBuilder().page(text: "Still here").data(), as: "a.pdf")
    func only() throws(DocumentError) -> PDFPage { try PDFDocument(path).page(1) }
    let words = try only().words().list
    #expect(words.map(\.text) == ["Still", "here"])
  }

  @Test func `a picture covers its share of the page`() throws {
    let path = try directory.write(PDFBuilder().page(image: .init(), coverage: 0.25).data(), as: "a.pdf")
    let page = try PDFDocument(path).page(1)
    let coverage = page.imageAreas.share
    let lacks = page.lacksImage(try page.render(dotsPerInch: 72))
    #expect(abs(coverage - 0.25) < 0.02)
    #expect(!lacks)
  }

  @Test func `rubbish is damaged and not a missing file`() throws {
    let path = try directory.write(Array("%PDF-1.4 and then nothing".utf8), as: "a.pdf")
    do throws(DocumentError) {
      _ = try PDFDocument(path)
      Issue.record("opened")
    } catch {
      guard case .damaged = error else {
        Issue.record("\(error)")
        return
      }
    }
  }

  @Test func `a missing file is no damaged document`() throws {
    do throws(DocumentError) {
      _ = try PDFDocument(directory.path.appending("none.pdf"))
      Issue.record("opened")
    } catch {
      guard case .unreadable(let cause) = error else {
        Issue.record("\(error)")
        return
      }
      #expect(cause.errno == .noSuchFileOrDirectory)
    }
  }

  @Test func `a name that is no text opens`() throws {
    let path = try directory.write(PDFBuilder().blankPage().data(), as: "a.pdf")
    let name = try #require(FilePath.Component(bytes: [0xFF, 0xFE, 0x20]))
    let odd = directory.path.appending(name)
    try Sys.rename(path, to: odd)
    let pages = try PDFDocument(odd).pageCount
    #expect(pages == 1)
  }
}
