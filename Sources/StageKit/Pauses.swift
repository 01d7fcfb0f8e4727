import Spool
import SystemCalls

/// A person's wish that a worker rests: a file that `sluice pause` makes and `sluice resume` takes away.
public enum Pauses {
  /// Why a worker is paused; nil when it is not.
  public static func reason(_ worker: WorkerName, in spool: Spool) -> String? {
    let path = spool.pause(worker.rawValue)
    guard Sys.exists(path) else { return nil }
    let bytes = (try? Sys.head(of: path, count: 1024)) ?? []
    return String(decoding: bytes, as: UTF8.self).split(separator: "\n").first.map(String.init) ?? "paused"
  }

  /// Pauses a worker.
  public static func pause(_ worker: WorkerName, because reason: String, in spool: Spool) throws(SystemError) {
    try Sys.publish(Array("\(reason)\n".utf8), at: spool.pause(worker.rawValue))
  }

  /// Lets a worker go on; says whether it was paused.
  public static func resume(_ worker: WorkerName, in spool: Spool) throws(SystemError) -> Bool {
    let path = spool.pause(worker.rawValue)
    guard Sys.exists(path) else { return false }
    try Sys.removeIfThere(path)
    return true
  }
}
