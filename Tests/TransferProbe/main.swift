// Fetches a list, for tests that kill it, make its calls fail and measure it: ADDRESS and TARGET in each line of a file.
//
//   transfer-probe LIST AT-ONCE CHECKPOINT-BYTES
//
// A document that is whole is renamed to TARGET.done, and not asked for again. One line for each that is not; status 1 then.
import Glibc
import SystemCalls
import Transfer

struct Probe {
  var waiting: [TransferRequest] = []
  var failures = 0
  let width: Int
  let transfers: Transfers

  init(_ arguments: [String]) throws {
    width = Int(arguments[2]) ?? 16
    var options = TransferOptions()
    options.checkpointBytes = Int64(arguments[3]) ?? 1 << 20
    transfers = try Transfers(options)
    let list = String(decoding: try Sys.contents(of: FilePath(arguments[1])), as: UTF8.self)
    for line in list.split(separator: "\n").reversed() {
      let fields = line.split(separator: "\t")
      if Sys.exists(FilePath("\(fields[1]).done")) { continue }
      waiting.append(TransferRequest(try Address(String(fields[0])), to: FilePath(String(fields[1]))))
    }
  }

  mutating func run() throws {
    while !waiting.isEmpty || transfers.active > 0 {
      while transfers.active < width, let next = waiting.popLast() { transfers.start(next) }
      for result in transfers.run(milliseconds: 1000) { try take(result) }
      guard Sys.notedSignal == nil else { return try transfers.stop().forEach { try take($0) } }
    }
  }

  private mutating func take(_ result: TransferResult) throws {
    let target = result.request.target
    switch result.ending {
    case .complete:
      try Sys.sync(target)
      try Sys.replace(target, to: FilePath("\(target).done"))
      try Sys.removeIfThere(ResumeRecord.path(beside: target))
    case .failed(let failure):
      failures += 1
      print(failure.kind.rawValue, failure.isFull ? "full" : "", failure)
    case .stopped, .elsewhere:
      failures += 1
      print(result.ending)
    }
  }
}

FaultInjection.arm(verb: "transfer-probe")
Sys.watchSignals()
do {
  var probe = try Probe(CommandLine.arguments)
  try probe.run()
  // What the kernel counted since this program began; what a parent collects counts the parent's own pages before it.
  let status = String(decoding: try Sys.contents(of: "/proc/self/status"), as: UTF8.self)
  for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
    _ = write(2, String(line), line.utf8.count)
  }
  exit(probe.failures == 0 ? 0 : 1)
} catch {
  print(error)
  exit(3)
}
