import SystemCalls

/// The most memory that a program had resident.
public enum PeakMemory {
  /// Bytes of a process from the start of its program to its end, for which it waits; the process is still to be collected.
  ///
  /// What the kernel tells whoever collects it counts, too, what the process had before it became that program: all of the
  /// tests' own memory.
  public static func untilEnd(of process: Int32) -> Int64 {
    var peak: Int64 = 0
    while let now = highWater(of: process) {
      peak = max(peak, now)
      Sys.sleep(milliseconds: 2)
    }
    return peak
  }

  /// Bytes; nil for a process that has ended.
  private static func highWater(of process: Int32) -> Int64? {
    guard let bytes = try? Sys.contents(of: FilePath("/proc/\(process)/status")) else { return nil }
    for line in String(decoding: bytes, as: UTF8.self).split(separator: "\n") where line.hasPrefix("VmHWM:") {
      return line.split(separator: " ").compactMap { Int64($0) }.first.map { $0 * 1024 }
    }
    return nil
  }
}
