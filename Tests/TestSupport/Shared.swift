import Synchronization

/// Fixtures that are made once for all tests of the process, each by the first that asks for it and for nobody to change.
public final class Shared<Value: Sendable>: Sendable {
  private final class Slot: Sendable {
    let value = Mutex<Result<Value, any Error>?>(nil)
  }

  private let slots = Mutex<[String: Slot]>([:])

  /// None is made yet.
  public init() {}

  /// The fixture of a name; others who ask for it meanwhile wait until it is made.
  public func value(_ name: String, make: () throws -> Value) throws -> Value {
    let slot = slots.withLock { slots in
      let slot = slots[name] ?? Slot()
      slots[name] = slot
      return slot
    }
    return try slot.value.withLock { value in
      let made = value ?? Result { try make() }
      value = made
      return try made.get()
    }
  }
}
