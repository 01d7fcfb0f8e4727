import Formats
import SystemCalls

/// Several parser programs worked in parallel by one thread: no runtime, no zombies, results as they come.
public final class ParserPool {
  /// One request and what it is for.
  public struct Work: Sendable {
    /// The caller's own number for it.
    public var tag: Int
    /// What is asked.
    public var request: ParserRequest
    /// Seconds it may take.
    public var timeout: Double

    /// Makes one piece of work.
    public init(tag: Int, _ request: ParserRequest, timeout: Double) {
      self.tag = tag
      self.request = request
      self.timeout = timeout
    }
  }

  /// What became of one piece of work.
  public struct Answer: Sendable {
    /// What was asked.
    public var work: Work
    /// What came of it.
    public var result: Result<ParserReply, ParserFailure>
    /// Seconds from the request to the reply.
    public var seconds: Double
  }

  private let processes: [ParserProcess]

  /// Prepares so many parsers; each is started with its first request. Use one on the main thread only (see
  /// `ParserProcess`).
  public init(_ settings: ParserSettings, processes count: Int = Sys.processors) {
    processes = (0..<max(1, count)).map { _ in ParserProcess(settings) }
  }

  /// Works through what `next` gives until it gives nil or `stop` says so, handing each answer to `each` in whatever order
  /// they come.
  ///
  /// After `stop` no request is sent any more, and those under way are awaited. When `next` or `each` throws, requests under
  /// way are given up and their programs ended. `stop` is asked before each request and at least once a second.
  public func run<Failure: Error>(
    next: () throws(Failure) -> Work?, stop: () -> Bool = { false }, each: (Answer) throws(Failure) -> Void
  ) throws(Failure) {
    var underWay = [(work: Work, since: Double)?](repeating: nil, count: processes.count)
    defer { for process in processes where process.isBusy { process.end() } }
    var exhausted = false
    while true {
      for index in processes.indices where underWay[index] == nil {
        while !exhausted && underWay[index] == nil {
          guard !stop(), let work = try next() else {
            exhausted = true
            break
          }
          let since = Sys.monotonicSeconds
          if let failure = processes[index].begin(work.request, timeout: work.timeout) {
            try each(Answer(work: work, result: .failure(failure), seconds: Sys.monotonicSeconds - since))
          } else {
            underWay[index] = (work, since)
          }
        }
      }
      if underWay.allSatisfy({ $0 == nil }) { return }
      for (index, result) in wait() {
        guard let (work, since) = underWay[index] else { continue }
        underWay[index] = nil
        try each(Answer(work: work, result: result, seconds: Sys.monotonicSeconds - since))
      }
      if stop() { exhausted = true }
    }
  }

  /// Works through a list; see `run(next:stop:each:)`.
  public func run<Failure: Error>(
    _ list: some Sequence<Work>, stop: () -> Bool = { false }, each: (Answer) throws(Failure) -> Void
  ) throws(Failure) {
    var iterator = list.makeIterator()
    try run(next: { () throws(Failure) -> Work? in iterator.next() }, stop: stop, each: each)
  }

  /// Ends all programs; the next work starts them again.
  public func end() { for process in processes { process.end() } }

  /// Waits until something comes or somebody is late; the results there are.
  private func wait() -> [(Int, Result<ParserReply, ParserFailure>)] {
    let busy = processes.indices.filter { processes[$0].isBusy }
    let descriptors = busy.map { processes[$0].descriptors }
    let deadline = busy.map { processes[$0].deadline }.min() ?? 0
    let milliseconds = max(0, min(1000, (deadline - Sys.monotonicSeconds) * 1000))
    let ready = Sys.waitReadable(any: descriptors.flatMap { $0 }, milliseconds: Int32(milliseconds.rounded(.up)))
    var rest = ready[...]
    var results: [(Int, Result<ParserReply, ParserFailure>)] = []
    for (index, own) in zip(busy, descriptors) {
      if let result = processes[index].advance(ready: rest.prefix(own.count)) { results.append((index, result)) }
      rest = rest.dropFirst(own.count)
    }
    return results
  }
}
