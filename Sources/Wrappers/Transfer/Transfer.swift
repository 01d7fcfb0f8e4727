internal import CCurl

/// Fetching over the network, by libcurl.
///
/// This is the place of everything that speaks HTTP; for now it says what the installed library can do, which `doctor`
/// shows before anyone plans a download on it.
public enum Transfer {
  /// What the installed libcurl can do.
  public struct Abilities: Sendable, Hashable {
    /// Its version, as `curl --version` shows it.
    public let version: String
    /// The TLS library it was built with; nil when it can speak no TLS.
    public let tls: String?
    /// Whether it speaks HTTP/2.
    public let http2: Bool
  }

  /// Asks the installed library.
  public static func abilities() -> Abilities {
    guard let info = sluice_curl_version()?.pointee else {
      return Abilities(version: "unknown", tls: nil, http2: false)
    }
    return Abilities(
      version: info.version.map { String(cString: $0) } ?? "unknown",
      tls: info.ssl_version.map { String(cString: $0) },
      http2: info.features & CURL_VERSION_HTTP2 != 0)
  }
}
