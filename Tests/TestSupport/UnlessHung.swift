import Testing

extension Trait where Self == TimeLimitTrait {
  /// For tests of what might wait for ever: fails the one that hangs by name, before whoever runs them all gives up.
  ///
  /// No measure of speed: the tests share few processors, and a test's clock runs while it waits for one.
  public static var unlessHung: Self { .timeLimit(.minutes(45)) }
}
