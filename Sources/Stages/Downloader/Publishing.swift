import Formats
import Foundation
import Lists
import Spool
import StageKit
import SystemCalls
import Transfer

extension Downloader {
  /// Looks whether what came is the document that was wanted; if so it waits for its group.
  func verify(_ job: FetchJob, _ result: TransferResult?, _ run: FetchRun) throws {
    let path = Spool.fetched(job.directory)
    let file = try Sys.open(path, .read)
    let sums = try FileSums(of: file, withSHA1: job.entry.sha1 != nil, heedsSignals: false)
    if let failure = try Self.fault(file, sums, job, result) {
      try Sys.removeIfThere(Spool.arrival(job.directory))
      try ResumeRecord.remove(path)
      return try fail(job, failure, result, run)
    }
    var note = job.note(complete: true, result: result)
    if result == nil {
      // Whole since an earlier pass: what the server said then stands in its note.
      let bytes = try Sys.contents(of: Spool.arrival(job.directory), limit: FormatCoding.longest)
      if let before = try? FormatCoding.decode(Arrival.self, from: bytes), let record = before.fetched?.record {
        note.fetched?.record = record
      }
    }
    run.whole.append(FetchRun.Fetched(job: job, sums: sums, note: note, isNoted: result == nil))
    run.tally.documents += 1
    run.tally.accepted += sums.size
  }

  private static func fault(
    _ file: borrowing Descriptor, _ sums: FileSums, _ job: FetchJob, _ result: TransferResult?
  ) throws -> FetchFailure? {
    if sums.size == 0 { return FetchFailure(.empty, "The server sent no bytes.", .doubtful) }
    var head = [UInt8](repeating: 0, count: 4096)
    head.removeSubrange(try Sys.read(file, at: 0, into: &head, from: 0)...)
    if DocumentKind(head: head) == nil {
      let type = result?.contentType.map { ", sent as \($0.prefix(100))" } ?? ""
      let title = Self.title(of: head).map { " titled “\($0)”" } ?? ""
      let message =
        "This is \(FileGuess.describe(Array(head.prefix(1024))))\(title)\(type), no document that is read (\(sums.size) bytes)."
      return FetchFailure(.notAPDF, message, .doubtful)
    }
    let entry = job.entry
    for (name, wanted, had) in [
      ("SHA-256", entry.sha256, sums.sha256), ("SHA-1", entry.sha1, sums.sha1 ?? ""), ("MD5", entry.md5, sums.md5),
    ] {
      guard let wanted, wanted != had else { continue }
      return FetchFailure(.checksumDiffers, "Its \(name) is \(had) and should be \(wanted).", .doubtful)
    }
    return nil
  }

  /// The title of an HTML page: it mostly says what happened.
  private static func title(of head: [UInt8]) -> String? {
    let text = String(decoding: head, as: UTF8.self)
    guard let start = text.range(of: "<title", options: .caseInsensitive),
      let open = text[start.upperBound...].firstIndex(of: ">"),
      let end = text[open...].range(of: "</title", options: .caseInsensitive)
    else { return nil }
    let words = text[text.index(after: open)..<end.lowerBound].split(whereSeparator: \.isWhitespace)
    return words.isEmpty ? nil : String(words.joined(separator: " ").prefix(100))
  }

  /// Gives what has come its identity, quarantines what was given up, and says how far lists are.
  mutating func publish(_ run: FetchRun, _ pass: Pass) throws {
    let (whole, lost) = (run.whole, run.lost)
    (run.whole, run.lost) = ([], [])
    try makeLast(whole.filter { !$0.isNoted }, pass)
    let taken = try whole.map { try place($0, pass) }
    if !taken.isEmpty { try Sys.sync(pass.incoming) }
    let decided = try admit(taken, pass)
    for (fetched, metadata) in zip(whole, decided) {
      // The next pass looks at it, and knows what asked for it by its note.
      guard let metadata else { continue }
      run.tally.pages += metadata.totalPages ?? 0
      end(fetched.job, as: metadata.errorType.map { .quarantined($0) } ?? .item, run)
      try Spool.removeDebris(fetched.job.directory)
    }
    try quarantine(lost, pass)
    for (job, failure) in lost {
      run.tally.lost += 1
      end(job, as: .quarantined(Reason(code: failure.kind)?.code ?? Reason.damaged.code), run)
    }
    try index?.writeIfMuch()
    try publish(run.works, pass)
    run.notePublished()
  }

  /// Makes documents last, and then says beside each what it is: a note never stands beside bytes that a power cut can take.
  private func makeLast(_ fetched: [FetchRun.Fetched], _ pass: Pass) throws {
    if fetched.isEmpty { return }
    try pass.sync(fetched.map { Spool.fetched($0.job.directory) })
    let notes = fetched.map { Spool.arrival($0.job.directory) }
    for (one, path) in zip(fetched, notes) { try Sys.stage(try FormatCoding.file(one.note), at: path) }
    try pass.reveal(notes)
    try pass.sync([pass.incoming])
  }

  private func end(_ job: FetchJob, as end: ListQueue.End, _ run: FetchRun) {
    run.underWay.remove(job.key)
    if case .list(let work, let handed) = job.origin { work.queue.end(handed, as: end) }
  }

  /// Moves a document that is whole to where arriving documents are, under the identifier it has from here on.
  private mutating func place(_ fetched: FetchRun.Fetched, _ pass: Pass) throws -> Taken {
    let (job, sums) = (fetched.job, fetched.sums)
    let index = try openIndex(pass)
    let identifier: Identifier
    var returning: ItemMetadata?
    let twin: Identifier?
    switch job.origin {
    case .list:
      twin = try index.twin(ofContents: sums.sha256)
      identifier = try index.identify(
        name: job.name, sha256: sums.sha256, isDuplicate: twin != nil,
        isTaken: { (name) throws(SystemError) in try Sys.isThere(pass.incoming(name)) })
      index.add(identifier, contents: twin == nil ? sums.sha256 : nil, entry: job.key)
      try cleanUp(job)
      try Sys.rename(job.directory, to: pass.incoming(identifier))
    case .item(let known, let metadata, let path):
      identifier = known
      returning = metadata
      twin = try index.twin(ofContents: sums.sha256, besides: known)
      index.add(identifier, contents: twin == nil ? sums.sha256 : nil)
      try Sys.publish(try FormatCoding.file(fetched.note), at: Spool.arrival(path))
      try Sys.removeIfThere(Spool.tries(path))
      try Sys.rename(path, to: pass.incoming(identifier))
    }
    let directory = pass.incoming(identifier)
    let document = returning == nil ? Spool.fetched(directory) : Spool.fetched(job.directory)
    let kind = try Self.kind(of: try Sys.open(document, .read)) ?? .pdf
    try Sys.rename(document, to: Spool.source(directory, identifier, kind))
    return Taken(
      identifier: identifier, directory: directory, arrival: fetched.note, returning: returning, sums: sums, twin: twin,
      kind: kind)
  }

  /// Leaves the document and its note in its private directory, and nothing else.
  private func cleanUp(_ job: FetchJob) throws {
    let kept = [Spool.fetched(job.directory).lastComponent, Spool.arrival(job.directory).lastComponent]
    for entry in try Sys.entries(of: job.directory) where !kept.contains(entry.name) {
      try Sys.removeIfThere(job.directory.appending(entry.name))
    }
  }
}
