import SystemCalls

/// The document of one transfer: what of it is here, what may be added, and what lasts.
final class Body {
  /// Bytes of a resumed document that are asked for again and compared: what was appended from a broken or another answer
  /// last time differs in them (4 KiB: less than one packet's round trip costs).
  static let overlap: Int64 = 4096
  /// Progress smaller than this is not worth two syncs when a transfer ends early.
  static let worthKeeping: Int64 = 256 << 10

  private let request: TransferRequest
  private let checkpointBytes: Int64
  private let buffer: WriteBuffer
  private var file: PartialFile?
  private var hasRecord = false
  private var record: ResumeRecord?
  /// Where the next byte belongs; below the file's length it must repeat what is there.
  private var position: Int64 = 0
  /// What is asked for.
  private(set) var question = BodyPlan.Question()
  /// Bytes that were here before and did not travel again.
  private(set) var resumed: Int64 = 0

  /// The body of a request; `buffer` is its alone until it is done.
  init(_ request: TransferRequest, checkpointBytes: Int64, _ buffer: WriteBuffer) {
    self.request = request
    self.checkpointBytes = checkpointBytes
    self.buffer = buffer
  }

  /// Bytes in the file.
  var length: Int64 { file?.length ?? 0 }
  /// Bytes that last.
  var synced: Int64 { file?.synced ?? 0 }
  /// The whole document's length, where it was stated.
  var total: Int64? { record?.total }

  /// Opens what an earlier transfer left, if it can be continued.
  func openWhatIsThere() throws(TransferFailure) {
    do throws(SystemError) {
      guard let bytes = ResumeRecord.contents(beside: request.target) else { return }
      hasRecord = true
      guard let record = ResumeRecord(bytes: bytes), record.address == request.address.text,
        record.synced > Self.overlap, let file = try PartialFile(resuming: request.target, record, buffer)
      else { return }
      self.file = file
      self.record = record
      resumed = record.synced
      question = BodyPlan.Question(offset: record.synced - Self.overlap, record: record)
    } catch { throw Self.failure(error) }
  }

  /// Gives up what is here; the document is asked for from its beginning.
  func forget() {
    question = BodyPlan.Question()
    record = nil
    resumed = 0
  }

  // MARK: Taking in

  /// Makes ready for the whole document; `room` is asked before anything is written.
  func beginWhole(
    _ total: Int64?, _ head: ResponseHead, room: () throws(TransferFailure) -> Void
  ) throws(TransferFailure) {
    try check(total)
    try room()
    do throws(SystemError) {
      if let file {
        try file.startOver()
      } else {
        file = try PartialFile(fresh: request.target, hasRecord: hasRecord, buffer)
      }
    } catch { throw Self.failure(error) }
    position = 0
    resumed = 0
    record = head.validator.map {
      ResumeRecord(
        address: request.address.text, validator: $0, synced: 0, total: total, contentType: head.contentType)
    }
  }

  /// Makes ready for the rest of the document; `room` is asked before anything is written.
  func beginRest(
    at offset: Int64, _ total: Int64?, room: () throws(TransferFailure) -> Void
  ) throws(TransferFailure) {
    position = offset
    record?.total = total
    try check(total)
    try room()
  }

  /// Notes that nothing has to come.
  func beginNothing() { position = length }

  private func check(_ total: Int64?) throws(TransferFailure) {
    guard let total else { return }
    if request.limits.maxBytes > 0, total > request.limits.maxBytes { throw tooLarge(total) }
    if let expected = request.expectedSize, total != expected {
      throw TransferFailure(.lengthDiffers, "The server's document has \(total) bytes and not \(expected).")
    }
  }

  /// Takes the next bytes; false when they differ from those that are here.
  func store(_ bytes: UnsafeRawBufferPointer) throws(TransferFailure) -> Bool {
    guard let file else { return true }
    do throws(SystemError) {
      guard let new = try passed(bytes, over: file) else { return false }
      if new.isEmpty { return true }
      position += Int64(new.count)
      if request.limits.maxBytes == 0 || position <= request.limits.maxBytes {
        try file.write(new)
        if let record, position - file.synced >= checkpointBytes { try file.checkpoint(record) }
      }
    } catch { throw Self.failure(error) }
    if request.limits.maxBytes > 0, position > request.limits.maxBytes { throw tooLarge(position) }
    return true
  }

  /// What of the bytes is new; nil when the others are not those that are here.
  private func passed(
    _ bytes: UnsafeRawBufferPointer, over file: PartialFile
  ) throws(SystemError) -> UnsafeRawBufferPointer? {
    let count = Int(min(file.length - position, Int64(bytes.count)))
    if count <= 0 { return bytes }
    guard try file.holds(UnsafeRawBufferPointer(rebasing: bytes.prefix(count)), at: position) else { return nil }
    position += Int64(count)
    return UnsafeRawBufferPointer(rebasing: bytes.dropFirst(count))
  }

  // MARK: Ending

  /// What is wrong with the document now that the server has sent all; nil when it is whole.
  func flaw(_ plan: BodyPlan?) -> TransferFailure? {
    let stated: Int64? =
      switch plan {
      case .whole(let total), .rest(_, let total): total
      default: nil
      }
    // libcurl compares what it was told of this answer; a range and the whole document are compared here.
    if stated.map({ $0 != length }) ?? false || position < length {
      let whole = stated.map { " of \($0)" } ?? ""
      return TransferFailure(.shortBody, "\(min(position, length))\(whole) bytes came.")
    }
    if let expected = request.expectedSize, length != expected {
      return TransferFailure(.lengthDiffers, "The document has \(length) bytes and not \(expected).")
    }
    return nil
  }

  /// Closes the file of a document that is whole: what the file system says of the writes only then, nil when all is well.
  func writtenBadly() -> TransferFailure? {
    do throws(SystemError) { try file?.close() } catch { return Self.failure(error) }
    return nil
  }

  /// Makes last what came, if it is worth it and can be continued.
  func keepProgress() {
    guard let file, let record, file.length - file.synced >= Self.worthKeeping else { return }
    // A failure costs the progress and nothing else: without the new record the old one counts.
    try? file.checkpoint(record)
  }

  /// Takes away what no later transfer could continue.
  func dropIfWorthless() {
    guard let path = file?.path, file?.synced == 0 else { return }
    file = nil
    try? ResumeRecord.remove(path)
  }

  private func tooLarge(_ bytes: Int64) -> TransferFailure {
    TransferFailure(
      .tooLarge,
      "The document has \(bytes) bytes or more; at most \(request.limits.maxBytes) are taken: see download.max_size.")
  }

  private static func failure(_ error: SystemError) -> TransferFailure {
    TransferFailure(.storage, "\(error)", isFull: error.isFull)
  }
}
