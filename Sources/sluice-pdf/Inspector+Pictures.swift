import Documents
import Formats
import Reading

extension Inspector {
  /// Looks at a file of pictures: its frame, and some of its pages decoded.
  ///
  /// A page that cannot be decoded goes where the rest goes, to recognition, which then fails it by itself; of half of those
  /// looked at the whole file is `damaged`. So is one whose picture is empty because its data have errors.
  func inspectPictures(_ kind: DocumentKind) throws(ParserReply.Failure) -> Inspection {
    let pictures: OpenPictures
    do throws(DocumentError) { pictures = try OpenPictures(file.descriptor, kind) } catch {
      throw .init(document: error)
    }
    let total = pictures.frames.count
    var summary = SampleSummary()
    var words = ""
    for number in Self.spread(samplePages, over: total) {
      LibraryErrors.forget()
      do throws(DocumentError) {
        let page = try pictures.page(number)
        if let loss = page.loss { throw .notDrawn(loss) }
        summary.add(try page.finding(trustHiddenText: false, textQuality: 0), page: number)
        if let first = LibraryErrors.sentences.first { summary.note("page \(number) has errors: \(first)") }
      } catch {
        guard case .notDrawn(let said) = error else { throw .init(document: error) }
        if words.isEmpty { words = said }
        summary.addFailed(page: number)
      }
    }
    guard summary.failed * 2 <= summary.count else {
      let what = total == 1 ? "the picture" : "\(summary.failed) of \(summary.count) pages looked at, of \(total),"
      throw .init(code: Reason.damaged.code, message: "\(what) cannot be decoded: \(words)")
    }
    return Inspection(totalPages: total, route: summary.route, reasons: summary.reasons, sample: summary.samples)
  }
}
