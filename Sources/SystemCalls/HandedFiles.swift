import CSystemCalls
import Glibc

/// An open file that several hold: closed when the last of them lets go.
public final class HeldFile: Sendable {
  /// The file.
  public let descriptor: Descriptor

  /// Takes it over.
  public init(_ descriptor: consuming Descriptor) { self.descriptor = descriptor }
}

/// Lines that another program sends, each with the open file that it is about, if it handed one over (unix(7), SCM_RIGHTS).
///
/// Whoever sends waits for the answer to one line before the next, so that a file belongs to the line it came with.
public struct HandedLines: ~Copyable {
  private let input: Descriptor
  private var received: [UInt8] = []
  private var searched = 0

  /// Reads from a Unix socket, or from anything else, which hands over no files.
  public init(_ input: consuming Descriptor) { self.input = input }

  /// The next line without its newline; nil at the end.
  public mutating func next() throws(SystemError) -> (bytes: [UInt8], file: HeldFile?)? {
    var file: HeldFile?
    while true {
      if let end = received[searched...].firstIndex(of: UInt8(ascii: "\n")) {
        let line = Array(received[..<end])
        received.removeSubrange(...end)
        searched = 0
        return (line, file)
      }
      searched = received.count
      let part = try Sys.receive(from: input)
      file = part.file ?? file
      if part.bytes.isEmpty {
        let rest = received
        (received, searched) = ([], 0)
        return rest.isEmpty ? nil : (rest, file)
      }
      received += part.bytes
    }
  }
}

extension Sys {
  /// Two ends over which open files can be handed, too (socketpair(2)).
  public static func socketPair() throws(SystemError) -> PipeEnds {
    var ends: [CInt] = [-1, -1]
    _ = try look("socketpair", nil) { sluice_socket_pair(&ends) }
    return PipeEnds(reading: Descriptor(adopting: ends[0]), writing: Descriptor(adopting: ends[1]))
  }

  /// Writes all bytes to a Unix socket and hands an open file over with the first of them.
  public static func write(
    _ bytes: [UInt8], handing file: borrowing Descriptor, to socket: borrowing Descriptor
  ) throws(SystemError) {
    let (raw, own) = (socket.raw, file.raw)
    let count = try look("sendmsg", nil) { sluice_send_file(raw, bytes, bytes.count, own) }
    try write(Array(bytes[count...]), to: socket)
  }

  /// What is there to be read, and the file that came with it.
  fileprivate static func receive(
    from socket: borrowing Descriptor
  ) throws(SystemError) -> (bytes: [UInt8], file: HeldFile?) {
    let most = 1 << 16
    var bytes = [UInt8](repeating: 0, count: most)
    var file: CInt = -1
    let raw = socket.raw
    let count = try look("recvmsg", nil) { sluice_receive_file(raw, &bytes, most, &file) }
    bytes.removeSubrange(count...)
    return (bytes, file < 0 ? nil : HeldFile(Descriptor(adopting: file)))
  }
}
