/// What is done with the body of an answer: decided from the head alone, before a byte is written.
enum BodyPlan: Hashable {
  /// The document from its beginning; its length where the server stated it.
  case whole(total: Int64?)
  /// The rest of the document, beginning at `offset`; what is there from `offset` on must come again byte for byte.
  case rest(offset: Int64, total: Int64?)
  /// All bytes are there already.
  case nothing
  /// The answer does not fit what is there: the same document is asked for from its beginning.
  case again(String)
  /// No document: the body is thrown away.
  case discard
  /// An answer that makes no sense.
  case refuse(TransferFailure)

  /// What was asked for.
  struct Question: Hashable {
    /// The first byte asked for; 0 for the whole document without a range.
    var offset: Int64 = 0
    /// What is known of the document whose first bytes are there.
    var record: ResumeRecord?
  }

  /// The decision.
  static func of(_ head: ResponseHead, asked question: Question) -> BodyPlan {
    switch head.status {
    case 200:
      guard head.isPlain else { return .refuse(packed(head)) }
      return .whole(total: head.contentLength)
    case 206: return partial(head, asked: question)
    case 416 where question.offset > 0: return unsatisfiable(head, asked: question)
    case 300..<400, 400...: return .discard
    default:
      return .refuse(TransferFailure(.badAnswer, "The server answered \(head.status), which brings no document."))
    }
  }

  private static func partial(_ head: ResponseHead, asked question: Question) -> BodyPlan {
    guard question.offset > 0, let record = question.record else {
      return .refuse(TransferFailure(.badAnswer, "The server sent a part that nobody asked for (206)."))
    }
    guard head.isPlain else { return .again("the rest is packed (\(head.contentEncoding ?? ""))") }
    guard let range = head.contentRange, let bytes = range.bytes else {
      return .again("it does not say which part it is")
    }
    guard bytes.lowerBound == question.offset else {
      return .again("it begins at byte \(bytes.lowerBound) instead of \(question.offset)")
    }
    if let total = range.total, bytes.upperBound != total - 1 { return .again("it is not the whole rest") }
    if let length = head.contentLength, length != bytes.upperBound - bytes.lowerBound + 1 {
      return .again("its length and its range differ")
    }
    if let total = range.total, let before = record.total, total != before {
      return .again("the document has \(total) bytes now, and had \(before)")
    }
    if let etag = head.etag, record.validator.hasPrefix("\""), etag != record.validator {
      return .again("its entity tag is another")
    }
    if let date = head.lastModified, !record.validator.hasPrefix("\""), date != record.validator {
      return .again("its date is another")
    }
    if let type = head.contentType, let before = record.contentType, type != before {
      return .again("it is \(type) now, and was \(before)")
    }
    return .rest(offset: question.offset, total: range.total ?? record.total)
  }

  /// 416: all is there already, or the document became shorter.
  private static func unsatisfiable(_ head: ResponseHead, asked question: Question) -> BodyPlan {
    guard let record = question.record, let total = head.contentRange?.total, head.contentRange?.bytes == nil,
      total == record.synced, record.total == nil || record.total == total,
      head.etag == nil || !record.validator.hasPrefix("\"") || head.etag == record.validator
    else { return .again("the server cannot give the rest (416)") }
    return .nothing
  }

  private static func packed(_ head: ResponseHead) -> TransferFailure {
    TransferFailure(
      .badAnswer, "The server packed the document (\(head.contentEncoding ?? "")), though it was asked not to.")
  }
}
