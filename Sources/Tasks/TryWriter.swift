import Digests
import Formats
import SystemCalls

/// The files of one try, written by nobody else (law 9).
///
/// Pages are written through one open file as they are made. Records wait in memory and go out at a checkpoint, after the
/// sync of the pages they are made of, so that `results.ndjson` never says more than `pages.ndjson` can prove. They and the
/// outcome are written by path: once the chunk is closed the path is gone, and the writer is told so.
///
/// Fails: a write or sync that failed is the end of the try; nothing is tried again (law 2).
/// Crash: complete lines count, a torn tail is one page or one record that the next try makes again.
struct TryWriter: ~Copyable {
  /// The names in the try's directory.
  let files: BatchLayout.Try
  private let pages: Descriptor
  private var written: Int64 = 0
  private var synced: Int64 = 0
  private var waiting: [UInt8] = []
  private var hasResults = false
  /// Over all that was written to each file.
  private var pagesDigest = Digest(.sha256)
  private var resultsDigest = Digest(.sha256)
  private var broken = false

  /// Records are not held back beyond this many bytes.
  static let mostWaiting = 4 << 20

  /// Makes the try's directory: fails with `fileExists` when it is there, as gone when the chunk is closed.
  static func makeDirectory(layout: BatchLayout, chunk: String, name: String) throws(SystemError) -> BatchLayout.Try {
    let directory = layout.chunk(chunk).appending(name)
    try Sys.makeDirectory(directory)
    return BatchLayout.Try(directory)
  }

  /// Opens the files of a directory just made, and makes both last.
  init(_ files: BatchLayout.Try) throws(SystemError) {
    let opened = try Sys.open(files.pages, .createNew)
    try Sys.sync(files.directory)
    try Sys.sync(files.directory.removingLastComponent())
    self.files = files
    pages = opened
  }

  /// Appends a page's line; where it begins.
  mutating func append(page line: [UInt8]) throws(SystemError) -> Int64 {
    let offset = written
    do throws(SystemError) { try Sys.write(line, to: pages) } catch {
      broken = true
      throw error
    }
    pagesDigest.update(line)
    written += Int64(line.count)
    return offset
  }

  /// Takes a document's record, to be written at the next checkpoint.
  mutating func append(record line: [UInt8]) throws(SystemError) {
    waiting += line
    if waiting.count > Self.mostWaiting { try checkpoint() }
  }

  /// Makes everything so far last: pages first, then the records made of them.
  mutating func checkpoint() throws(SystemError) {
    guard !broken else { return }
    do throws(SystemError) {
      if synced < written { try Sys.syncData(pages) }
      synced = written
      try flushRecords()
    } catch {
      broken = true
      throw error
    }
  }

  /// Whether every write and sync so far went well.
  var isSound: Bool { !broken }

  private mutating func flushRecords() throws(SystemError) {
    guard !waiting.isEmpty else { return }
    let results = try Sys.open(files.results, .append)
    try Sys.write(waiting, to: results)
    try Sys.syncData(results)
    try results.close()
    resultsDigest.update(waiting)
    waiting = []
    if !hasResults { try Sys.sync(files.directory) }
    hasResults = true
  }

  /// Publishes the task's last word; the caller has made a checkpoint before. It vouches for both files, unless a write failed.
  mutating func publish(_ outcome: Outcome) throws {
    var outcome = outcome
    if isSound {
      outcome.files = Self.named(files.pages, &pagesDigest)
      if hasResults { outcome.files?.merge(Self.named(files.results, &resultsDigest)) { $1 } }
    }
    try Sys.publish(try FormatCoding.file(outcome), at: files.outcome)
  }

  /// A file's name with its checksum, which begins anew.
  private static func named(_ file: FilePath, _ digest: inout Digest) -> [String: String] {
    var whole = Digest(.sha256)
    swap(&whole, &digest)
    return [file.lastComponent?.string ?? "": Digest.hex(whole.finish())]
  }

  /// Replaces the note of progress, unsynced: it is only for eyes. A full disk is no matter here.
  func show(_ progress: TaskProgress) throws(SystemError) {
    guard let bytes = try? FormatCoding.file(progress) else { return }
    let temporary = files.directory.appending(".progress.json.tmp")
    do throws(SystemError) {
      try Sys.writePrivate(bytes, at: temporary)
      try Sys.replace(temporary, to: files.progress)
    } catch {
      if error.isGone { throw error }
    }
  }
}
