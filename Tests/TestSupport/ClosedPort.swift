import Glibc
import SystemCalls

/// A port that is taken and at which nobody listens: whoever asks there is refused, for as long as this is kept.
public final class ClosedPort: Sendable {
  private let socket: Descriptor
  /// The port.
  public let number: Int

  /// Takes a free one, at every address of this machine: `127.0.0.1` and `127.0.0.2` are two hosts to whoever asks.
  public init() throws {
    let raw = Glibc.socket(AF_INET, CInt(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard raw >= 0 else { throw Self.failure("no socket") }
    socket = Descriptor(adopting: raw)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let isTaken = withUnsafeMutablePointer(to: &address) { address in
      address.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        bind(raw, $0, length) == 0 && getsockname(raw, $0, &length) == 0
      }
    }
    guard isTaken else { throw Self.failure("no port") }
    number = Int(UInt16(bigEndian: address.sin_port))
  }

  private static func failure(_ what: String) -> TestWorkspace.Failure {
    TestWorkspace.Failure(description: "\(what): \(String(cString: strerror(errno)))")
  }

  /// An address at which nobody answers.
  public func url(_ path: String = "", host: String = "127.0.0.1") -> String { "http://\(host):\(number)/\(path)" }
}
