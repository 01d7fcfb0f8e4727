import Formats
import SystemCalls

/// A web server on loopback that serves the files of one directory, and misbehaves as each address's query says; what it can
/// do is told at the top of `Servers/lying-server.py`. It ends with its owner.
public final class LyingServer: Sendable {
  /// The files it serves.
  public let files: TemporaryDirectory
  /// Where it listens.
  public let port: Int
  private let process: ServerProcess

  /// Starts it on a free port.
  public init(inMemory: Bool = true) throws {
    files = try TemporaryDirectory(inMemory: inMemory)
    let script = FilePath(#filePath).removingLastComponent().appending("Servers/lying-server.py")
    process = try ServerProcess(Program("/usr/bin/python3", [script.string, files.path.string]), lines: 1)
    guard let port = Int(process.lines[0]) else {
      throw TestWorkspace.Failure(description: "no port: \(process.lines)")
    }
    self.port = port
  }

  /// Makes a file that it serves.
  public func serve(_ bytes: [UInt8], as name: String) throws { try files.write(bytes, as: name) }

  /// The address of something.
  public func url(_ path: String, host: String = "127.0.0.1") -> String { "http://\(host):\(port)/\(path)" }

  /// What was asked of one path.
  public struct Count: Decodable, Sendable {
    /// Requests.
    public let requests: Int
    /// Bytes of bodies sent.
    public let bytes: Int
    /// The `Range` of each request.
    public let ranges: [String?]
    /// The status of each answer.
    public let statuses: [Int]
    /// The `User-Agent` of each request.
    public let agents: [String?]
    /// The `Host` of each request.
    public let hosts: [String?]
    /// The most requests answered at the same time.
    public let atOnce: Int
    /// Requests in which it was asked as a proxy.
    public let proxied: Int

    enum CodingKeys: String, CodingKey {
      case requests, bytes, ranges, statuses, agents, hosts, proxied
      case atOnce = "at_once"
    }
  }

  /// What was asked since the start or the last `forget`.
  public struct Counts: Decodable, Sendable {
    /// By path, without the query.
    public let paths: [String: Count]
    /// The most requests answered at the same time in all.
    public let mostAtOnce: Int

    enum CodingKeys: String, CodingKey {
      case paths
      case mostAtOnce = "most_at_once"
    }
  }

  /// What was asked of all paths.
  public func counts() throws -> Counts {
    try FormatCoding.decode(Counts.self, from: Array(try ask("-/counts").utf8))
  }

  /// What was asked of one path, its name written as in addresses; nil when nothing was.
  public func count(of path: String) throws -> Count? { try counts().paths["/\(path)"] }

  /// Counts from nothing.
  public func forget() throws { _ = try ask("-/forget") }

  /// Asked by a client that is not ours.
  private func ask(_ path: String) throws -> String {
    let answer = try Command("/usr/bin/curl", ["-sS", "--noproxy", "*", url(path)]).run()
    guard answer.status == 0 else { throw TestWorkspace.Failure(description: answer.everything) }
    return answer.output
  }
}
