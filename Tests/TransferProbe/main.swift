// Fetches a list, for tests that kill it, make its calls fail and measure it: ADDRESS and TARGET in each line of a file.
//
//   transfer-probe LIST AT-ONCE CHECKPOINT-BYTES [progress]
//
// A document that is whole is renamed to TARGET.done, and not asked for again. One line for each that is not; status 1 then.
// With `progress` it says again and again how many bytes are there of the transfers at work, when it is more than before.
import Glibc
import SystemCalls
import Transfer

struct Probe {
  var waiting: [TransferRequest] = []
  var failures = 0
  let width: Int
  let transfers: Transfers
  let tellsProgress: Bool
  var told: Int64 = 0

  init(_ arguments: [String]) throws {
    width = Int(arguments[2]) ?? 16
    tellsProgress = arguments.dropFirst(4).first == "progress"
    var options = TransferOptions()
    options.checkpointBytes = Int64(arguments[3]) ?? 1 << 20
    transfers = try Transfers(options)
    // None that a busy machine reaches by itself.
    var limits = TransferLimits()
    (limits.connectSeconds, limits.lowSpeedBytes) = (600, 0)
    let list = String(decoding: try Sys.contents(of: FilePath(arguments[1]), limit: 1 << 24), as: UTF8.self)
    for line in list.split(separator: "\n").reversed() {
      let fields = line.split(separator: "\t")
      if Sys.exists(FilePath("\(fields[1]).done")) { continue }
      waiting.append(
        TransferRequest(try Address(String(fields[0])), to: FilePath(String(fields[1])), limits: limits))
    }
  }

  mutating func run() throws {
    while !waiting.isEmpty || transfers.active > 0 {
      while transfers.active < width, let next = waiting.popLast() { transfers.start(next) }
      for result in transfers.run(milliseconds: tellsProgress ? 20 : 1000) { try take(result) }
      if tellsProgress { tellProgress() }
      guard Sys.notedSignal == nil else { return try transfers.stop().forEach { try take($0) } }
    }
  }

  private mutating func tellProgress() {
    let bytes = transfers.progress.reduce(0) { $0 + $1.bytes }
    guard bytes > told else { return }
    told = bytes
    let line = "progress \(bytes)\n"
    _ = write(1, line, line.utf8.count)
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
  let status = String(decoding: try Sys.contents(of: "/proc/self/status", limit: 1 << 16), as: UTF8.self)
  for line in status.split(separator: "\n") where line.hasPrefix("VmHWM:") {
    _ = write(2, String(line), line.utf8.count)
  }
  exit(probe.failures == 0 ? 0 : 1)
} catch {
  print(error)
  exit(3)
}
