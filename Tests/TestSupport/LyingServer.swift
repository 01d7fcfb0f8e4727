import Formats
import SystemCalls

/// A web server on loopback that serves the files of one directory, and misbehaves as each address's query says; what it can
/// do is told at the top of `Servers/lying-server.py`.
///
/// Each has a port, files and counts of its own; one process that starts with the first of them is all of them.
public final class LyingServer: Sendable {
  private static let process = Result {
    let script = FilePath(#filePath).removingLastComponent().appending("Servers/lying-server.py")
    return try ServerProcess(Program("/usr/bin/python3", [script.string]))
  }

  /// The files it serves.
  public let files: TemporaryDirectory
  /// Where it listens.
  public let port: Int

  /// Opens one on a free port.
  public init(inMemory: Bool = true) throws {
    files = try TemporaryDirectory(inMemory: inMemory)
    Starts.note("lying server")
    let directory = String(decoding: try FormatCoding.line(files.path.string), as: UTF8.self).lines[0]
    let answer = try Self.order("open \(directory)")
    guard let port = Int(answer) else { throw TestWorkspace.Failure(description: "no port: \(answer)") }
    self.port = port
  }

  deinit { _ = try? Self.order("close \(port)") }

  private static func order(_ order: String) throws -> String {
    let answer = try process.get().ask(order)
    guard !answer.hasPrefix("error: ") else { throw TestWorkspace.Failure(description: "\(order): \(answer)") }
    return answer
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
    /// Requests in which it was asked as a proxy.
    public let proxied: Int
  }

  /// What was asked since the start or the last `forget`.
  public struct Counts: Decodable, Sendable {
    /// By path, without the query.
    public let paths: [String: Count]
    /// Connections that are open.
    public let connections: Int
  }

  /// What was asked of all paths. What a client has seen of an answer is counted.
  public func counts() throws -> Counts {
    try FormatCoding.decode(Counts.self, from: Array(try Self.order("counts \(port)").utf8))
  }

  /// What was asked of one path, its name written as in addresses; nil when nothing was.
  public func count(of path: String) throws -> Count? { try counts().paths["/\(path)"] }

  /// Counts from nothing.
  public func forget() throws { _ = try Self.order("forget \(port)") }

  /// Lets go on what stalls, and all that would stall from now on.
  public func goOn() throws { _ = try Self.order("go \(port)") }

  /// Waits until no connection is open. A client that was killed may have asked for something that is not counted yet; after
  /// this it is.
  public func settle() throws {
    try eventually("an end of all connections to the lying server") { try counts().connections == 0 }
  }
}
