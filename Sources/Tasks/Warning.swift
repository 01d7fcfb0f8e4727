import SystemCalls

/// A signal to a whole job, which ends what a task started as well as warning the task itself.
enum Warning {
  /// How long a task that lost a child to a signal waits for its own: two seconds, which on a busy node lie between the two, and
  /// which a document that crashes its program costs.
  private static let grace = 2.0

  /// Whether a warning was noted, or is while a child's death is still young: the child may be dead before our own signal is there,
  /// and its document would be blamed.
  static func comes(_ warned: () -> Bool) -> Bool {
    let deadline = Sys.monotonicSeconds + grace
    while !warned() {
      guard Sys.monotonicSeconds < deadline else { return false }
      Sys.sleep(milliseconds: 20)
    }
    return true
  }
}
