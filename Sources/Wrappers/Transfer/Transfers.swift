internal import CCurl
import SystemCalls

/// Fetches many documents at once on the caller's thread, in memory that does not depend on their sizes or their number.
///
/// The caller starts requests and calls `run` again and again; each call moves all transfers and hands over the results that
/// came. Nothing happens between two calls.
public final class Transfers {
  private let options: TransferOptions
  private let multi: MultiHandle
  private var lanes: [UnsafeMutableRawPointer: Lane] = [:]
  private var idle: [Seat] = []
  private var waiting: [TransferResult] = []
  private let budget: ByteBudget?

  /// Why there is no room for the transfers at work, with the lengths that `progress` tells by now; nil where there is.
  public typealias Room = () -> String?
  /// Asked when a server states a length that the request did not know, before anything of the body is written. Without room
  /// the transfer ends as `storage`, full.
  public var room: Room = { nil }

  /// Fails only where libcurl cannot start at all.
  public init(_ options: TransferOptions = TransferOptions()) throws(TransferFailure) {
    guard let multi = MultiHandle(connections: options.connections) else {
      throw TransferFailure(.storage, "libcurl does not start: not enough memory.")
    }
    self.multi = multi
    self.options = options
    budget = options.bytesPerSecond > 0 ? ByteBudget(bytesPerSecond: options.bytesPerSecond) : nil
  }

  deinit {
    for lane in lanes.values { multi.remove(lane.handle) }
  }

  /// Transfers at work, those with a result not yet handed over included.
  public var active: Int { lanes.count + waiting.count }

  /// How far each transfer at work has come.
  public var progress: [TransferProgress] { lanes.values.map(\.progress) }

  /// Starts a transfer; whatever goes wrong comes as its result.
  public func start(_ request: TransferRequest) {
    guard let seat = idle.popLast() ?? Seat() else {
      let full = TransferFailure(.storage, "libcurl gives no further handle: not enough memory.")
      waiting.append(TransferResult(unstarted: request, full))
      return
    }
    let lane = Lane(seat, request, options, budget, room)
    do throws(TransferFailure) { try lane.begin() } catch {
      idle.append(seat)
      waiting.append(lane.unstarted(error))
      return
    }
    add(lane)
  }

  /// Moves all transfers until a result comes, a signal is noted or the time is over; the results that came.
  public func run(milliseconds: Int) -> [TransferResult] {
    let end = Sys.monotonicSeconds + Double(milliseconds) / 1000
    while true {
      let rest = Int(((end - Sys.monotonicSeconds) * 1000).rounded(.up))
      let delay = budget?.delay(now: Sys.monotonicSeconds) ?? 0
      if delay == 0 {
        if budget != nil { for lane in lanes.values { lane.unpause() } }
        multi.perform()
        collect()
      }
      if !waiting.isEmpty || lanes.isEmpty || rest <= 0 || Sys.notedSignal != nil { break }
      if delay > 0 { Sys.sleep(milliseconds: min(delay, rest)) } else { multi.wait(milliseconds: min(rest, 1000)) }
    }
    defer { waiting.removeAll(keepingCapacity: true) }
    return waiting
  }

  /// Ends all transfers; each keeps what it can, and gives a result.
  public func stop() -> [TransferResult] {
    let results =
      waiting
      + lanes.values.map { lane in
        multi.remove(lane.handle)
        return lane.stopped()
      }
    waiting.removeAll()
    lanes.removeAll()
    return results
  }

  private func add(_ lane: Lane) {
    lanes[lane.handle.raw] = lane
    guard !multi.add(lane.handle) else { return }
    lanes[lane.handle.raw] = nil
    waiting.append(lane.unstarted(TransferFailure(.storage, "libcurl takes no further transfer.")))
  }

  private func collect() {
    while let (raw, code) = multi.nextEnded() {
      guard let lane = lanes[raw] else { continue }
      multi.remove(lane.handle)
      switch lane.ended(code) {
      case .again: add(lane)
      case .result(let result):
        lanes[raw] = nil
        idle.append(lane.seat)
        waiting.append(result)
      }
    }
  }
}
