import Dispatch
import Testing

/// Runs tests that mostly wait for a cluster on threads of their own.
///
/// The tests of this package share as many threads as there are processors; one that waits for minutes would hold one of them
/// all the time.
public struct PatientTrait: TestTrait, SuiteTrait, TestScoping {
  fileprivate let threads: Threads

  /// Each test of a suite by itself.
  public var isRecursive: Bool { true }

  /// Runs a test where waiting costs the others nothing.
  public func provideScope(
    for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
  ) async throws {
    try await withTaskExecutorPreference(threads) { try await function() }
  }

  /// So many threads for tests that do not suspend.
  fileprivate final class Threads: TaskExecutor {
    /// So many that waits overlap, so few that what is done between them does not pile up on two cores.
    static let several = Threads(6)
    static let one = Threads(1)

    private let queue = DispatchQueue(label: "patient tests", attributes: .concurrent)
    private let slots: DispatchSemaphore

    init(_ most: Int) { slots = DispatchSemaphore(value: most) }

    func enqueue(_ job: consuming ExecutorJob) {
      let job = UnownedJob(job)
      queue.async { [self] in
        slots.wait()
        job.runSynchronously(on: asUnownedTaskExecutor())
        slots.signal()
      }
    }
  }
}

extension Trait where Self == PatientTrait {
  /// For tests that mostly wait and leave what they share as it is: several go on side by side.
  public static var patient: Self { PatientTrait(threads: .several) }
  /// For tests that take a part of the shared cluster away: one goes on at a time, whichever suite it is of.
  public static var disruptive: Self { PatientTrait(threads: .one) }
}
