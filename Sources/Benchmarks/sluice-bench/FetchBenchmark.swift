import ArgumentParser
import SystemCalls
import Transfer

/// The transfers of `sluice download` alone: no list, no limits on hosts, no verification, nothing published.
struct FetchBenchmark: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fetch", abstract: "Fetch the addresses of a file, one a line, into a directory.")

  @Argument(help: "The file of addresses.")
  var list: String

  @Option(name: .shortAndLong, help: "The directory.")
  var output: String

  @Option(name: .customLong("at-once"), help: "Transfers at the same time.")
  var atOnce = 16

  @Option(help: "A file of certificates to trust.")
  var certificates: String?

  @Option(help: "Bytes of a document after which its progress is made to last, as download.checkpoint; 0 is never.")
  var checkpoint: Int64 = 0

  func run() throws {
    var options = TransferOptions()
    options.connections = atOnce
    options.checkpointBytes = checkpoint > 0 ? checkpoint : .max
    options.certificates = certificates.map { FilePath($0) }
    let transfers = try Transfers(options)
    let directory = FilePath(output)
    let text = String(decoding: try Sys.contents(of: FilePath(list), limit: 1 << 30), as: UTF8.self)
    var waiting = text.split(separator: "\n")[...]
    var failures: [TransferFailure] = []
    while !waiting.isEmpty || transfers.active > 0 {
      while transfers.active < atOnce, let line = waiting.popFirst() {
        let address = try Address(String(line))
        guard let name = FilePath.Component(bytes: address.fileName) else { continue }
        transfers.start(TransferRequest(address, to: directory.appending(name)))
      }
      for result in transfers.run(milliseconds: 1000) {
        if case .failed(let failure) = result.ending { failures.append(failure) }
      }
    }
    if let first = failures.first { throw ValidationError("\(failures.count) failed, the first: \(first)") }
  }
}
