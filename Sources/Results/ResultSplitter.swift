import JSONLines
import SystemCalls

/// Where the records of a split go: the items of a batch, or a file for each source.
protocol SplitTargets {
  /// The number of the file a record goes to, or why it goes to none.
  mutating func target(for record: borrowing FoundRecord) -> Result<Int, RouteFailure>
  /// The file of that number.
  func path(of target: Int) -> FilePath
  /// Whether there still is one: what was routed to an item before it moved on is only counted again.
  func isThere(_ target: Int) -> Bool
}

extension SplitTargets {
  /// It is.
  func isThere(_ target: Int) -> Bool { true }
}

/// Streams files of combined results and routes every record, byte for byte, to its target; in constant memory.
///
/// Each line is proven to be JSON from end to end before any of it is routed. A line that is a record is appended as it
/// stands; of a line around records each is written as a line of its own. Everything else goes to the rejects with its
/// place and a reason.
final class ResultSplitter<Targets: SplitTargets> {
  var targets: Targets
  private(set) var summary = SplitSummary()
  private let window: LineWindow
  private let parser = LineParser()
  private var appends: GroupedAppends
  private var rejects: RejectsWriter
  private let dryRun: Bool

  /// A splitter that holds at most `memory` bytes back and loads no line longer than `limit` bytes; with `dryRun` it counts
  /// and writes nothing.
  init(targets: Targets, rejects: FilePath, memory: Int, limit: Int, dryRun: Bool = false) {
    self.dryRun = dryRun
    self.targets = targets
    window = LineWindow(limit: limit)
    appends = GroupedAppends(memory: memory)
    self.rejects = RejectsWriter(path: rejects)
  }

  /// Routes what one file holds; `name` is what the rejects call it.
  func split(_ path: FilePath, as name: String) throws(SystemError) {
    summary.files += 1
    try window.forEachLine(of: path) { (line) throws(SystemError) in try route(line, of: name) }
  }

  /// Writes what waits.
  func finish() throws(SystemError) {
    try appends.flush(targets.path(of:))
    try rejects.flush()
  }

  private func route(_ line: LineWindow.Line, of file: String) throws(SystemError) {
    summary.bytes += line.length + (line.complete ? 1 : 0)
    let bytes = line.bytes.trimmed(atFileStart: line.offset == 0)
    if line.tooLong { return try reject(line, bytes, .tooLong, file) }
    if bytes.isEmpty { return }
    do throws(LineFault) { try parser.parse(inPlace: bytes) } catch {
      // Without its newline a line that breaks off is torn; one that is whole JSON merely lacks the newline.
      return try reject(line, bytes, line.complete ? RejectReason(error) : .torn, file)
    }
    if try routeRecords(line, bytes, file) == 0 { try reject(line, bytes, .noRecord, file) }
  }

  private func routeRecords(
    _ line: LineWindow.Line, _ bytes: UnsafeRawBufferPointer, _ file: String
  ) throws(SystemError) -> Int {
    // A walk through C cannot be left by an error: the first is kept until the walk is over.
    var failure: SystemError?
    let found = try? parser.forEachRecord { record in
      guard failure == nil else { return }
      do throws(SystemError) {
        guard record.isNested else { return try route(record, bytes, line, file) }
        let written = record.withRendering { (rendered) -> Result<Void, SystemError> in
          Result { () throws(SystemError) in try route(record, rendered, line, file) }
        }
        if let written { try written.get() } else { try reject(line, bytes, .outOfMemory, file) }
      } catch { failure = error }
    }
    if let failure { throw failure }
    guard let found else {
      try reject(line, bytes, .outOfMemory, file)
      return 1
    }
    return found
  }

  private func route(
    _ record: borrowing FoundRecord, _ bytes: UnsafeRawBufferPointer, _ line: LineWindow.Line, _ file: String
  ) throws(SystemError) {
    let target = record.repeatsAKey ? .failure(RouteFailure(.repeatedKey)) : targets.target(for: record)
    switch target {
    case .success(let number):
      summary.records += 1
      if !dryRun && targets.isThere(number) { try appends.append(bytes, to: number, path: targets.path(of:)) }
    case .failure(let failure):
      summary.count(failure.reason)
      if !dryRun { try rejects.reject(record: bytes, failure.reason, file: file, offset: line.offset) }
    }
  }

  private func reject(
    _ line: LineWindow.Line, _ bytes: UnsafeRawBufferPointer, _ reason: RejectReason, _ file: String
  ) throws(SystemError) {
    summary.count(reason)
    if dryRun { return }
    if reason == .noRecord {
      try rejects.reject(record: bytes, reason, file: file, offset: line.offset)
    } else {
      try rejects.reject(line: bytes, length: line.length, reason, file: file, offset: line.offset)
    }
  }
}

extension UnsafeRawBufferPointer {
  /// The line without white space around it and, at a file's start, without a byte order mark.
  fileprivate func trimmed(atFileStart: Bool) -> UnsafeRawBufferPointer {
    var (first, last) = (startIndex, endIndex)
    if atFileStart && count >= 3 && self[0] == 0xef && self[1] == 0xbb && self[2] == 0xbf { first = 3 }
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0d }
    while first < last && isSpace(self[first]) { first += 1 }
    while last > first && isSpace(self[last - 1]) { last -= 1 }
    return UnsafeRawBufferPointer(rebasing: self[first..<last])
  }
}
