import SystemCalls
import TestSupport
import Testing

@testable import Transfer

/// A misbehaving server, and a directory to fetch into.
struct Bench {
  let server: LyingServer
  let directory: TemporaryDirectory
  var options = TransferOptions()
  var limits = TransferLimits.patient

  /// With a server of its own, or another's.
  init(on server: LyingServer? = nil) throws {
    Proxies.forget()
    self.server = try server ?? LyingServer()
    directory = try TemporaryDirectory(inMemory: true)
    options.checkpointBytes = 1 << 20
  }

  /// Bytes that no two documents share and no page of a server resembles.
  static func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] { Noise.bytes(count, seed: seed) }

  func target(_ name: String) -> FilePath { directory.path.appending(name) }

  /// Fetches one address to its end.
  func fetch(_ url: String, as name: String = "document", expecting size: Int64? = nil) throws -> TransferResult {
    let address = try Address(url.hasPrefix("http") ? url : server.url(url))
    let transfers = try Transfers(options)
    transfers.start(TransferRequest(tag: 7, address, to: target(name), expectedSize: size, limits: limits))
    return try #require(try Self.all(transfers).first)
  }

  /// Runs all transfers to their ends.
  static func all(_ transfers: Transfers) throws -> [TransferResult] {
    var results: [TransferResult] = []
    try eventually("an end of \(transfers.active) transfers", every: 0) {
      results += transfers.run(milliseconds: 1000)
      return transfers.active == 0
    }
    return results
  }

  func contents(_ name: String = "document") throws -> [UInt8] { try Sys.contents(of: target(name)) }

  func exists(_ name: String = "document") -> Bool { Sys.exists(target(name)) }

  /// Leaves the first part of a document behind, as a transfer does that is stopped after its checkpoint.
  func leave(_ bytes: some Collection<UInt8>, of url: String, as name: String = "document", record: ResumeRecord) throws
  {
    try directory.write(Array(bytes), as: name)
    try record.publish(beside: target(name))
  }
}

extension TransferLimits {
  /// Limits that are not reached, however busy the machine is; a test sets the one that it wants to be reached.
  static var patient: TransferLimits {
    var limits = TransferLimits()
    limits.connectSeconds = Patience.seconds
    limits.lowSpeedBytes = 0
    return limits
  }
}

extension TransferResult {
  /// The class it failed with; nil where it did not fail.
  var failure: FailureClass? {
    if case .failed(let failure) = ending { failure.kind } else { nil }
  }

  /// Whether it failed for want of room.
  var isFull: Bool {
    if case .failed(let failure) = ending { failure.isFull } else { false }
  }

  var isComplete: Bool {
    if case .complete = ending { true } else { false }
  }

  var words: String {
    if case .failed(let failure) = ending { failure.sentence } else { "\(ending)" }
  }
}
