import SystemCalls
import TestSupport
import Testing

@testable import Transfer

/// A misbehaving server, and a directory to fetch into.
struct Bench {
  let server: LyingServer
  let directory: TemporaryDirectory
  var options = TransferOptions()
  var limits = TransferLimits()

  init(inMemory: Bool = true) throws {
    server = try LyingServer()
    directory = try TemporaryDirectory(inMemory: inMemory)
    options.checkpointBytes = 1 << 20
  }

  /// Bytes that no two documents share and no page of a server resembles.
  static func bytes(_ count: Int, seed: UInt64 = 1) -> [UInt8] {
    var state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    var words = [UInt64](repeating: 0, count: count / 8 + 1)
    for index in words.indices {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      words[index] = state ^ state >> 29
    }
    return words.withUnsafeBytes { Array($0.prefix(count)) }
  }

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
    while transfers.active > 0 { results += transfers.run(milliseconds: 1000) }
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
