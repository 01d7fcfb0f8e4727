import Dispatch
import Synchronization
import Testing

/// Runs tests that mostly wait for a cluster on threads of their own.
///
/// The tests of this package share as many threads as there are processors; one that waits for minutes would hold one of them
/// all the time. Nor do these tests wait for one of those to begin: a suite of them is handed out by a thread that does nothing
/// else, so that what takes longest is under way from the first second.
public struct PatientTrait: TestTrait, SuiteTrait, TestScoping {
  fileprivate let threads: Threads

  /// Each test of a suite by itself.
  public var isRecursive: Bool { true }

  /// Once around a suite, and around each case of each of its tests.
  public func scopeProvider(for test: Test, testCase: Test.Case?) -> Self? {
    test.isSuite || testCase != nil ? self : nil
  }

  /// Runs a test where waiting costs the others nothing.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    // A test's own trait is its last: it waits for no thread of those that its suite's other tests have.
    let own = test.traits.compactMap { $0 as? PatientTrait }.last ?? self
    try await withTaskExecutorPreference(testCase == nil ? Threads.forSuites : own.threads) { try await function() }
  }

  /// Does something with each of these, at most so many at a time, on threads of their own: for a test that does many things
  /// that mostly wait. What is thrown is an issue of the test's.
  public static func sideBySide<Element: Sendable>(
    _ elements: [Element], _ most: Int, _ body: @escaping @Sendable (Element) throws -> Void
  ) async {
    let threads = Threads(most)
    await withDiscardingTaskGroup { group in
      for element in elements {
        group.addTask(executorPreference: threads) {
          do { try body(element) } catch { Issue.record(error, "\(element)") }
        }
      }
    }
  }

  /// So many threads for tests that do not suspend; what finds none free waits for its turn, and holds no thread meanwhile.
  fileprivate final class Threads: TaskExecutor {
    static let forSuites = Threads(1)
    /// So many that waits overlap, so few that what is done between them does not pile up on two cores.
    static let several = Threads(8)
    /// As many as there are such tests: each begins at once.
    static let enduring = Threads(4)
    static let one = Threads(1)
    static let sweeping = Threads(1)

    private struct State {
      var idle: [DispatchQueue]
      var waiting: [UnownedJob] = []
    }
    private let state: Mutex<State>

    init(_ count: Int) {
      state = Mutex(State(idle: (1...count).map { DispatchQueue(label: "patient tests \($0)") }))
    }

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      let free = state.withLock { state -> DispatchQueue? in
        if let queue = state.idle.popLast() { return queue }
        state.waiting.append(job)
        return nil
      }
      guard let free else { return }
      free.async { [self] in work(job, on: free) }
    }

    private func work(_ first: UnownedJob, on queue: DispatchQueue) {
      var next: UnownedJob? = first
      while let job = next {
        job.runSynchronously(on: asUnownedTaskExecutor())
        next = state.withLock { state -> UnownedJob? in
          if !state.waiting.isEmpty { return state.waiting.removeFirst() }
          state.idle.append(queue)
          return nil
        }
      }
    }
  }
}

extension Trait where Self == PatientTrait {
  /// For tests that mostly wait and leave what they share as it is: several go on side by side.
  public static var patient: Self { PatientTrait(threads: .several) }
  /// For those of them that wait for a limit which Slurm counts in minutes, and so are the last to end: none waits to begin.
  public static var enduring: Self { PatientTrait(threads: .enduring) }
  /// For tests that start thousands of programs, one after another, each of which waits for a disk or another program now and then: one
  /// goes on beside all others, from the first second on, so that the processors always have work.
  public static var sweeping: Self { PatientTrait(threads: .sweeping) }
  /// For tests that take a part of the shared cluster away: one goes on at a time, whichever suite it is of.
  public static var disruptive: Self { PatientTrait(threads: .one) }
}
