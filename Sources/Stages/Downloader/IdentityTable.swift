import SystemCalls

/// One of the index's 256 files: records of 32 bytes, each at the slot that its key's own bits point to, or soon behind it.
///
/// A look-up reads one window from that slot on, whatever the number of items. An addition that finds no empty slot in its
/// window has the table written anew, twice as large. A record is a key of 24 bytes, of which the first is never 0, and 8
/// bytes of value; a slot of zeros is empty.
final class IdentityTable {
  private static let recordSize = 32
  /// Slots that a look-up reads: 2 KiB, so that a table is rarely less than half full when it grows.
  private static let window = 64
  /// Slots of a new table.
  private static let fewest = 64

  private let path: FilePath
  private var file: Descriptor
  /// A power of two; the last one's window lies behind them.
  private var slots: Int
  private var buffer = [UInt8](repeating: 0, count: window * recordSize)

  /// Whether there is something to sync.
  private(set) var isChanged = false
  /// What it holds.
  private(set) var sum: RunningSum

  /// Opens a table, or makes it; one that nothing is known of is read to know what it holds.
  init(_ path: FilePath, proven: IndexProof.File? = nil) throws(SystemError) {
    self.path = path
    file = try Sys.open(path, .lock)
    slots = Self.slots(ofSize: try Sys.status(of: file).size) ?? 0
    if slots == 0 {
      slots = Self.fewest
      try Sys.write([UInt8](repeating: 0, count: Self.size(slots)), to: file, at: 0)
    }
    // It is as long as it was a moment ago: nobody else writes it.
    let size = Int(try Sys.status(of: file).size)
    if let proven { sum = RunningSum(proven) } else { sum = Self.sum(of: try Sys.contents(of: path, limit: size)) }
  }

  /// What is in a table's bytes.
  static func sum(of bytes: [UInt8]) -> RunningSum {
    var sum = RunningSum()
    for start in stride(from: 0, to: bytes.count - recordSize + 1, by: recordSize) where bytes[start] != 0 {
      sum.add(bytes[start..<(start + recordSize)])
    }
    return sum
  }

  /// What the kernel says of its file.
  func status() throws(SystemError) -> FileStatus { try Sys.status(of: file) }

  /// Whether a file can be a table by its size: whole, or made a moment ago.
  static func isSound(size: Int64) -> Bool { size == 0 || slots(ofSize: size) != nil }

  private static func slots(ofSize size: Int64) -> Int? {
    let slots = Int(size) / recordSize - window
    return slots >= fewest && slots & (slots - 1) == 0 && Int64(Self.size(slots)) == size ? slots : nil
  }

  private static func size(_ slots: Int) -> Int { (slots + window) * recordSize }

  /// The value of a key; nil where it has none.
  func value(of key: [UInt8]) throws(SystemError) -> Int64? {
    try readWindow(of: key)
    guard case .found(let slot) = Self.look(for: key, in: buffer, from: 0) else { return nil }
    return buffer[(slot + key.count)..<(slot + Self.recordSize)].reduce(0) { $0 << 8 | Int64($1) }
  }

  /// Gives a key its value, in place of one that it has: after a loss of power that may lead to a name that was lost.
  func add(_ key: [UInt8], _ value: Int64) throws(SystemError) {
    let record = key + (0..<8).map { UInt8(truncatingIfNeeded: value >> (56 - 8 * $0)) }
    while true {
      try readWindow(of: key)
      switch Self.look(for: key, in: buffer, from: 0) {
      case .found(let offset) where buffer[offset..<(offset + Self.recordSize)].elementsEqual(record): return
      case .found(let offset), .empty(let offset):
        if buffer[offset] != 0 { sum.remove(buffer[offset..<(offset + Self.recordSize)]) }
        sum.add(record)
        try Sys.write(record, to: file, at: Int64(home(key, slots) * Self.recordSize + offset))
        isChanged = true
        return
      case .full: try grow()
      }
    }
  }

  /// Makes what was added last.
  func sync() throws(SystemError) {
    if isChanged { try Sys.sync(file) }
    isChanged = false
  }

  private func readWindow(of key: [UInt8]) throws(SystemError) {
    _ = try Sys.read(file, at: Int64(home(key, slots) * Self.recordSize), into: &buffer, from: 0)
  }

  /// The slot of a key, by bits that did not choose the file.
  private func home(_ key: [UInt8], _ slots: Int) -> Int {
    Int(key[2..<9].reduce(0) { $0 << 8 | UInt64($1) } & UInt64(slots - 1))
  }

  private enum Place {
    case found(Int)
    case empty(Int)
    case full
  }

  /// Where in the bytes from a slot on a key stands, or could.
  private static func look(for key: [UInt8], in bytes: [UInt8], from start: Int) -> Place {
    for offset in stride(from: start, to: start + window * recordSize, by: recordSize) {
      if bytes[offset] == 0 { return .empty(offset) }
      if bytes[offset..<(offset + key.count)].elementsEqual(key) { return .found(offset) }
    }
    return .full
  }

  private func grow() throws(SystemError) {
    let former = try Sys.contents(of: path, limit: Self.size(slots))
    var larger = slots * 2
    var bytes: [UInt8]?
    while bytes == nil {
      bytes = arranged(former, larger)
      if bytes == nil { larger *= 2 }
    }
    // What the index says it covers must not be lost by a file that takes its place.
    try Sys.publish(bytes ?? [], at: path)
    file = try Sys.open(path, .lock)
    slots = larger
    isChanged = true
  }

  /// All records in a table of so many slots; nil where one finds no place.
  private func arranged(_ former: [UInt8], _ slots: Int) -> [UInt8]? {
    var bytes = [UInt8](repeating: 0, count: Self.size(slots))
    for start in stride(from: 0, to: former.count - Self.recordSize + 1, by: Self.recordSize) where former[start] != 0 {
      let key = Array(former[start..<(start + 24)])
      switch Self.look(for: key, in: bytes, from: home(key, slots) * Self.recordSize) {
      case .found: continue
      case .full: return nil
      case .empty(let offset):
        bytes.replaceSubrange(offset..<(offset + Self.recordSize), with: former[start..<(start + Self.recordSize)])
      }
    }
    return bytes
  }
}
