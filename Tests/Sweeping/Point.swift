/// One disturbance of a program.
package struct Point: Sendable, CustomStringConvertible {
  /// As `SLUICE_INJECT` names it.
  package var action: String
  /// The number of the call.
  package var call: Int
  package var description: String { "\(action) of call \(call)" }

  package init(_ action: String, _ call: Int) {
    self.action = action
    self.call = call
  }
}
