import SystemCalls

/// nginx on loopback, as `scripts/web-server.sh` starts it: real files, real ranges, TLS, HTTP/2.
public final class WebServer: Sendable {
  /// The tree it serves.
  public let files: TemporaryDirectory
  private let home: TemporaryDirectory
  private let process: ServerProcess
  /// Where it listens without TLS.
  public let port: Int
  /// Where it listens with TLS.
  public let securePort: Int

  /// Starts it on free ports.
  public init(inMemory: Bool = true) throws {
    files = try TemporaryDirectory(inMemory: inMemory)
    home = try TemporaryDirectory()
    let script = Repository.root.appending("scripts/web-server.sh")
    process = try ServerProcess(Program("/bin/bash", [script.string, home.path.string, files.path.string]), lines: 2)
    let ports = process.lines.compactMap { Int($0.split(separator: " ").last ?? "") }
    guard ports.count == 2 else { throw TestWorkspace.Failure(description: "no ports: \(process.lines)") }
    (port, securePort) = (ports[0], ports[1])
  }

  /// The authority that signed its certificate.
  public var certificates: FilePath { home.path.appending("ca.pem") }

  /// Makes a file that it serves.
  public func serve(_ bytes: [UInt8], as name: String) throws { try files.write(bytes, as: name) }

  /// The address of something.
  public func url(_ path: String, secure: Bool = false, host: String = "127.0.0.1") -> String {
    secure ? "https://\(host):\(securePort)/\(path)" : "http://\(host):\(port)/\(path)"
  }

  /// The requests it answered, a line each in nginx's `combined` form.
  public func requests() throws -> [String] {
    String(decoding: try Sys.contents(of: home.path.appending("access.log")), as: UTF8.self).lines
  }
}
