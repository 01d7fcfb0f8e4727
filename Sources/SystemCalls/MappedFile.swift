/// A file's bytes, mapped: the kernel reads them where they are looked at.
///
/// A read that fails, and a file that is cut while it is mapped, end the process with SIGBUS: only for a child program that may
/// die of its document.
public final class MappedFile {
  private let start: UnsafeMutableRawPointer?
  /// Bytes it has.
  public let count: Int
  /// What it was when it was opened.
  public let status: FileStatus

  /// Maps an open file, which may be closed then.
  public init(_ file: borrowing Descriptor) throws(SystemError) {
    status = try Sys.status(of: file)
    count = status.kind == .file ? Int(status.size) : 0
    start = try Sys.map(file, count: count)
  }

  deinit { if let start { Sys.unmap(start, count: count) } }

  /// Lends the bytes.
  public func withBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(UnsafeRawBufferPointer(start: start, count: count))
  }
}
