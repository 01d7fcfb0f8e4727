import Glibc

/// Proxies of whoever runs the tests, which libcurl finds in the environment.
public enum Proxies {
  fileprivate static let variables = ["http_proxy", "https_proxy", "all_proxy", "no_proxy"].flatMap {
    [$0, $0.uppercased()]
  }

  private static let areForgotten: Void = {
    // Only what is there: another thread may read the environment meanwhile.
    for name in variables where getenv(name) != nil { unsetenv(name) }
  }()

  /// Takes them from this process, for tests that fetch without a program.
  public static func forget() { areForgotten }
}

extension Command {
  /// Takes the proxies of whoever runs the tests from a program.
  public mutating func forgetProxies() {
    for name in Proxies.variables { program.environment.updateValue(nil, forKey: name) }
  }
}
