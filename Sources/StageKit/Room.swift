import Settings
import Spool
import SystemCalls

/// Whether there is room to go on (law 15).
///
/// Intake stops first: cleanup and finalizer need only their headroom, so that a full disk can drain.
public enum Room {
  /// Why there is no room for more; nil when there is. `needed` are bytes about to be written.
  public static func lack(in workspace: Workspace, forDraining: Bool = false, needed: Int64 = 0) throws -> String? {
    let limits = workspace.settings.limits
    let capacity = try Sys.capacity(of: workspace.spool.directory)
    let least = forDraining ? limits.headroom.bytes : limits.minFreeBytes.bytes
    if capacity.freeBytes - needed < least {
      return "only \(capacity.freeBytes >> 20) MiB are free on this file system and "
        + "\(forDraining ? "limits.headroom" : "limits.min_free_bytes") keeps \(least >> 20) MiB: free space, then go on"
    }
    if !forDraining, let inodes = capacity.freeInodes, inodes < Int64(limits.minFreeInodes) {
      return "only \(inodes) files can still be made on this file system and limits.min_free_inodes keeps "
        + "\(limits.minFreeInodes): remove files, then go on"
    }
    return nil
  }
}
