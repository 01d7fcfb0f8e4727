import SystemCalls

/// Looks again and again until something is so; false where it never came.
///
/// The limit only ends a broken build and measures nothing: the tests share few processors, on machines that do other work too.
@discardableResult
public func waitUntil(every milliseconds: Int = 50, _ condition: () throws -> Bool) rethrows -> Bool {
  let deadline = Sys.monotonicSeconds + 300
  while try !condition() {
    guard Sys.monotonicSeconds < deadline else { return false }
    Sys.sleep(milliseconds: milliseconds)
  }
  return true
}
