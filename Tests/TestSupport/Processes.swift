import Glibc
import SystemCalls

/// What runs on this machine, as the kernel tells it (proc(5)).
public enum Processes {
  /// Processes that were started in a directory or below it, or have been given a path there: passes, supervisors, tasks.
  public static func working(in root: FilePath) throws -> [Int32] {
    try Sys.entries(of: "/proc").compactMap { entry in
      guard let process = Int32(entry.name.string), process != Sys.processID else { return nil }
      return isWorking(process, in: root) ? process : nil
    }
  }

  private static func isWorking(_ process: Int32, in root: FilePath) -> Bool {
    let directory = "/proc/\(process)"
    if let current = link("\(directory)/cwd"), current.starts(with: root.bytes) { return true }
    // Empty of one that has ended and waits to be collected.
    guard let arguments = try? Sys.contents(of: FilePath("\(directory)/cmdline")) else { return false }
    return arguments.contains(root.bytes)
  }

  private static func link(_ path: String) -> [UInt8]? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(path, &bytes, bytes.count)
    return count < 0 ? nil : bytes.prefix(count).map { UInt8(bitPattern: $0) }
  }
}
