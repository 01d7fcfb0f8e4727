import SystemCalls

/// A tree of files of one test's own on nginx, as `scripts/web-server.sh` starts it on loopback: real files, real ranges, TLS,
/// HTTP/2.
///
/// One nginx, which starts with the first of them, serves them all.
public final class WebServer: Sendable {
  private final class Running: Sendable {
    let files: TemporaryDirectory
    let home: TemporaryDirectory
    let process: ServerProcess
    let ports: [Int]

    init() throws {
      Starts.note("nginx")
      files = try TemporaryDirectory(inMemory: true)
      home = try TemporaryDirectory()
      let script = Repository.root.appending("scripts/web-server.sh")
      process = try ServerProcess(Program("/bin/bash", [script.string, home.path.string, files.path.string]), lines: 2)
      ports = process.lines.compactMap { Int($0.split(separator: " ").last ?? "") }
      guard ports.count == 2 else { throw TestWorkspace.Failure(description: "no ports: \(process.lines)") }
    }
  }

  private static let running = Result { try Running() }

  /// The tree it serves.
  public let files: TemporaryDirectory
  /// How its addresses begin: the tree's name.
  private let name: String
  private let running: Running

  /// A tree without files.
  public init() throws {
    running = try Self.running.get()
    files = try TemporaryDirectory(below: running.files.path)
    name = files.path.lastComponent?.string ?? ""
  }

  /// Where it listens without TLS.
  public var port: Int { running.ports[0] }
  /// Where it listens with TLS.
  public var securePort: Int { running.ports[1] }

  /// The authority that signed its certificate, which names `localhost` and `127.0.0.1`.
  public var certificates: FilePath { running.home.path.appending("ca.pem") }

  /// Makes a file that it serves.
  public func serve(_ bytes: [UInt8], as name: String) throws { try files.write(bytes, as: name) }

  /// The address of something.
  public func url(_ path: String, secure: Bool = false, host: String = "127.0.0.1") -> String {
    secure ? "https://\(host):\(securePort)/\(name)/\(path)" : "http://\(host):\(port)/\(name)/\(path)"
  }

  /// The requests it answered for files of this tree, a line each in nginx's `combined` form: written when the answer was sent,
  /// so perhaps a moment after it came.
  public func requests() throws -> [String] {
    String(decoding: try Sys.contents(of: running.home.path.appending("access.log")), as: UTF8.self).lines
      .filter { $0.contains(" /\(name)/") }
  }
}
