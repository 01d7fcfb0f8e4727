import Settings
import Spool
import SystemCalls

/// Whether there is room to go on (law 15).
///
/// Intake stops first: cleanup and finalizer need only their headroom, so that a full disk can drain. Quotas are not visible
/// to `statvfs`, so a site's own command is asked too, where one is set.
public enum Room {
  /// Why there is no room for more; nil when there is.
  ///
  /// - Parameter reserved: bytes that are promised to what is under way.
  public static func lack(
    in workspace: Workspace, forDraining: Bool = false, reserving reserved: Int64 = 0
  ) throws -> String? {
    let limits = workspace.settings.limits
    let capacity = try Sys.capacity(of: workspace.spool.directory)
    var (bytes, inodes, source) = (capacity.freeBytes, capacity.freeInodes, "on this file system")
    if !forDraining, let answer = try SiteCommand.ask(limits.siteCommand) {
      bytes = min(bytes, answer.freeBytes)
      if let free = answer.freeInodes { inodes = min(inodes ?? free, free) }
      source = "by limits.site_command"
    }
    let (least, key) =
      forDraining
      ? (limits.headroom.bytes, "limits.headroom") : (limits.minFreeBytes.bytes, "limits.min_free_bytes")
    bytes -= reserved
    if bytes < least {
      if reserved > 0, bytes + reserved >= least {
        return "\(reserved >> 20) MiB of what is free \(source) are promised to transfers and \(key) keeps "
          + "\(least >> 20) MiB: free space, then go on"
      }
      return "only \(bytes >> 20) MiB are free \(source) and \(key) keeps \(least >> 20) MiB: free space, then go on"
    }
    if !forDraining, let inodes, inodes < Int64(limits.minFreeInodes) {
      return "only \(inodes) files can still be made \(source) and limits.min_free_inodes keeps "
        + "\(limits.minFreeInodes): remove files, then go on"
    }
    return nil
  }
}
