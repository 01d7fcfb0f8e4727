import SystemCalls

/// A program run to its end, within a time, with what it printed, up to a limit.
struct CapturedProgram {
  /// How it ended.
  enum Ending: Sendable, Hashable {
    case exited(Int32)
    case signalled(Int32)
    case timedOut
    case tooMuch
  }

  private(set) var output: [UInt8] = []
  private(set) var errors: [UInt8] = []
  private(set) var ending = Ending.timedOut

  /// Bytes of standard error that are kept; the rest is read and dropped.
  private static let errorLimit = 64 << 10
  /// Milliseconds after the end for which pipes held open by the program's own leftovers are read.
  private static let leftover = 200.0

  /// Runs it in a group of its own, which is killed when its time is over or its output too long.
  init(_ program: Program, seconds: Double, limit: Int) throws(SystemError) {
    let outputEnds = try Sys.pipe().take()
    let outputReading = Descriptor(adopting: outputEnds.reading)
    let outputWriting = Descriptor(adopting: outputEnds.writing)
    let errorEnds = try Sys.pipe().take()
    let errorReading = Descriptor(adopting: errorEnds.reading)
    let errorWriting = Descriptor(adopting: errorEnds.writing)
    var program = program
    program.output = outputWriting.raw
    program.errors = errorWriting.raw
    program.newGroup = true
    // A question whose asker is gone is not worth an answer.
    program.parentDeathSignal = 9
    let process = try Sys.spawn(program)
    try outputWriting.close()
    try errorWriting.close()

    let deadline = Sys.monotonicSeconds + seconds
    var ended: Double?
    var open = [true, true]
    while open.contains(true), output.count <= limit {
      let now = Sys.monotonicSeconds
      if now >= deadline { break }
      if ended == nil, Sys.hasEnded(process) { ended = now }
      if let ended, (now - ended) * 1000 > Self.leftover { break }
      let raws = [open[0] ? outputReading.raw : -1, open[1] ? errorReading.raw : -1]
      let ready = Sys.waitReadable(any: raws, milliseconds: Int32(min(100, (deadline - now) * 1000)))
      if ready[0] {
        let bytes = try Sys.readAvailable(outputReading)
        open[0] = !bytes.isEmpty
        output += bytes
      }
      if ready[1] {
        let bytes = try Sys.readAvailable(errorReading)
        open[1] = !bytes.isEmpty
        if errors.count < Self.errorLimit { errors += bytes }
      }
    }
    ending = Self.end(process, deadline: deadline, tooMuch: output.count > limit)
  }

  private static func end(_ process: Int32, deadline: Double, tooMuch: Bool) -> Ending {
    while !tooMuch && !Sys.hasEnded(process) && Sys.monotonicSeconds < deadline { Sys.sleep(milliseconds: 5) }
    let wasKilled = !Sys.hasEnded(process)
    // What it left running in its group is of no use to anybody.
    Sys.signalGroup(process, 9)
    let ending = Sys.wait(for: process)
    if tooMuch { return .tooMuch }
    if wasKilled { return .timedOut }
    switch ending {
    case .exited(let status)?: return .exited(status)
    case .signalled(let number)?: return .signalled(number)
    case nil: return .timedOut
    }
  }
}
