import SystemCalls

/// The one limit of all waits in tests.
///
/// A test never waits for a time, but for something, however long that takes on this machine: a state, or the end of a program.
/// The limit only ends a broken build: it is ten times what the longest of these waits, a task that Slurm ends at its time
/// limit, takes on two idle processors.
public enum Patience {
  /// Seconds after which what has not come will not come.
  public static let seconds = 900.0
}

/// What a test waited for in vain.
public struct Missing: Error, CustomStringConvertible {
  /// What was missing, as the test calls it.
  public let what: String
  /// The sentence.
  public var description: String { "waited \(Int(Patience.seconds)) s in vain: \(what)" }
}

/// Looks again and again until something is so; throws what was missing where it never came.
///
/// - Parameters:
///   - what: what is waited for; made when it did not come, so that it can tell what there was instead.
///   - milliseconds: the pause between two looks.
public func eventually(
  _ what: @autoclosure () -> String, every milliseconds: Int = 20, until condition: () throws -> Bool
) throws {
  let deadline = Sys.monotonicSeconds + Patience.seconds
  while try !condition() {
    guard Sys.monotonicSeconds < deadline else { throw Missing(what: what()) }
    Sys.sleep(milliseconds: milliseconds)
  }
}

/// The same for tests that suspend, which leave their thread to others meanwhile.
public func eventually(
  _ what: @autoclosure () -> String, every milliseconds: Int = 20, until condition: () throws -> Bool
) async throws {
  let deadline = Sys.monotonicSeconds + Patience.seconds
  while try !condition() {
    guard Sys.monotonicSeconds < deadline else { throw Missing(what: what()) }
    try await Task.sleep(for: .milliseconds(milliseconds))
  }
}
