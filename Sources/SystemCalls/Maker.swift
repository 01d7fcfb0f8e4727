import Synchronization

/// Who makes something under a private name: the name holds it, so that no two processes ever give the same one, and whoever
/// finds what was left knows whether its maker can still be at work.
///
/// Written `DRAW-PROCESS-START-BOOT-HOST`: eight hex digits of chance, the process and its start in clock ticks since the boot
/// (proc(5)), eight digits of the boot, and the host.
public struct Maker: Sendable, Hashable, CustomStringConvertible {
  /// The written form; it holds no `@`, which stands before it in names.
  public let description: String

  /// This process.
  public static let process = Maker.draw()

  /// Seconds after which what a process of another host made is taken for left: groups take minutes.
  public static let patience = 3600.0

  /// This process under a name of its own, as each pass has one.
  public static func draw() -> Maker {
    Maker(description: "\(hex(UInt32(truncatingIfNeeded: Sys.randomBits())))-\(here)")
  }

  /// Reads the written form; nil for anything else.
  public init?(_ text: String) {
    let parts = text.split(separator: "-", maxSplits: 4, omittingEmptySubsequences: false)
    guard parts.count == 5, parts[0].count == 8, Int32(parts[1]) != nil, UInt64(parts[2]) != nil, !text.contains("@")
    else { return nil }
    description = text
  }

  /// The maker of a private name: what follows its last `@`; nil for one that holds none.
  public init?(ofName name: String, ending: String = "") {
    guard name.hasSuffix(ending), let sign = name.lastIndex(of: "@") else { return nil }
    self.init(String(name[name.index(after: sign)...].dropLast(ending.count)))
  }

  private init(description: String) { self.description = description }

  private static let here: String = {
    let boot = Sys.bootID.filter { $0 != "-" }.prefix(8)
    let host = String(Sys.hostName.map { "/@\n".contains($0) ? "_" : $0 }.prefix(32))
    return "\(Sys.processID)-\(Sys.start(of: Sys.processID) ?? 0)-\(boot)-\(host)"
  }()

  private static func hex(_ number: UInt32) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: 8 - digits.count) + digits
  }

  /// Whether it is this process, whatever it drew.
  public var isThisProcess: Bool { description.dropFirst(9) == Self.here[...] }

  /// Whether what it made was left: by a process that has ended, or by one of another host that did nothing for an hour.
  ///
  /// - Parameter seconds: since it was last seen at work.
  public func hasLeft(after seconds: Double) -> Bool {
    let (theirs, ours) = (parts(description.dropFirst(9)), parts(Self.here[...]))
    guard theirs.count == 4, ours.count == 4, theirs[3] == ours[3] else {
      return seconds > Self.patience
    }
    guard theirs[2] == ours[2], let process = Int32(theirs[0]) else { return true }
    return Sys.start(of: process).map(String.init) != String(theirs[1])
  }

  /// The same of something that was last changed at a time, where it is now another, by the file server's clock: nanoseconds since
  /// 1970.
  public func hasLeft(modified: Int64, now: Int64) -> Bool { hasLeft(after: (Double(now) - Double(modified)) / 1e9) }

  private func parts(_ text: Substring) -> [Substring] {
    text.split(separator: "-", maxSplits: 3, omittingEmptySubsequences: false)
  }
}

extension Sys {
  /// When a process of this host started, in clock ticks since the boot (proc(5), stat); nil for one that is not there.
  static func start(of process: Int32) -> UInt64? {
    guard let bytes = try? head(of: FilePath("/proc/\(process)/stat"), count: 4096) else { return nil }
    // The program's name may hold anything, a bracket too: the fields follow the last one.
    guard let end = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
    // One that has ended and waits to be collected does nothing any more.
    guard fields.count > 19, fields[0].first != UInt8(ascii: "Z") else { return nil }
    return UInt64(String(decoding: fields[19], as: UTF8.self))
  }

  private static let looksForLeft = Atomic<Bool>(true)

  /// Says whether files of groups are looked for what stopped processes left under their private names: where every pass before
  /// ended in order nothing was left, and each look costs a directory's listing.
  public static func lookForPrivateNames(_ yes: Bool) { looksForLeft.store(yes, ordering: .relaxed) }

  /// Removes what stopped processes left under private names of a file, beside which this process has just made its own.
  static func removeLeft(
    of path: FilePath, always: Bool, now given: Int64? = nil,
    _ remove: (FilePath) throws(SystemError) -> Void = { (left) throws(SystemError) in try removeIfThere(left) }
  ) throws(SystemError) {
    guard always || looksForLeft.load(ordering: .relaxed), let name = path.lastComponent?.string else { return }
    let directory = path.removingLastComponent()
    var now = given
    for entry in try entries(of: directory) {
      let found = entry.name.string
      guard found.hasPrefix(".\(name)"), found.hasSuffix(".tmp") else { continue }
      let left = directory.appending(entry.name)
      // Somebody who may write there can have made what no process leaves, or what only they may remove.
      guard let status = try? Sys.status(of: left), status.kind == .file else { continue }
      func removeIfOurs() throws(SystemError) {
        do throws(SystemError) { try remove(left) } catch {
          let isRefused = error.errno == .notPermitted || error.errno == .permissionDenied
          guard isRefused, status.owner != userID else { throw error }
        }
      }
      if found == ".\(name).tmp" {
        try removeIfOurs()
        continue
      }
      guard found.hasPrefix(".\(name)@"), let maker = Maker(ofName: found, ending: ".tmp"), !maker.isThisProcess else {
        continue
      }
      let time: Int64
      if let now { time = now } else { time = try Sys.status(of: privateName(of: path)).modified }
      now = time
      if maker.hasLeft(modified: status.modified, now: time) { try removeIfOurs() }
    }
  }

  /// Makes way for a file's private name, which is then written otherwise than by `stage`.
  public static func clearPrivateName(of path: FilePath) throws(SystemError) {
    notePrivateName(of: path)
    guard looksForLeft.load(ordering: .relaxed) else { return try removeIfThere(privateName(of: path)) }
    try writePrivate([], at: privateName(of: path))
    try removeLeft(of: path, always: false)
    try removeIfThere(privateName(of: path))
  }
}
