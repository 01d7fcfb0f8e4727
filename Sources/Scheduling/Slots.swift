public import SystemCalls

/// The right to run a task on this host: as many lock files as tasks may run at once, over all batches.
///
/// A slot is an open-file-description lock that supervisor and task share: it is free when both have let go, so a
/// supervisor that was killed cannot lead to more tasks than allowed.
public struct Slots: Sendable {
  /// Where the lock files are: a directory for one host of one workspace.
  public let directory: FilePath
  /// How many tasks may run at once.
  public let count: Int

  /// Names the slots; nothing is made yet.
  public init(_ directory: FilePath, count: Int) {
    self.directory = directory
    self.count = max(1, count)
  }

  /// Makes the lock files, so that a disk that fills up later keeps no slot from being taken.
  public func prepare() throws(SystemError) {
    try Sys.ensurePath(directory)
    for number in 1...count where !Sys.exists(path(number)) { _ = try Sys.open(path(number), .lock) }
  }

  /// Takes a free slot; nil when all are taken.
  public func take() throws(SystemError) -> Descriptor? {
    // Beginning anywhere spares those who look at the same time from all asking for the same file.
    let first = Int(Sys.randomBits() % UInt64(count))
    for index in 0..<count {
      let file = try Sys.open(path((first + index) % count + 1), .lock)
      if try Sys.lock(file) { return file }
    }
    return nil
  }

  func path(_ number: Int) -> FilePath {
    let digits = String(number)
    return directory.appending("slot-" + String(repeating: "0", count: max(0, 3 - digits.count)) + digits)
  }
}
