import SystemCalls
import Testing

@testable import Inquiry

@Suite struct MountTests {
  static let table = """
    22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda1 rw
    30 22 0:26 / /home rw shared:12 - nfs4 server:/home rw,vers=4.2
    31 30 0:27 / /home/my\\040data rw - fuse.glusterfs g:/v rw
    32 22 0:28 / /scratch rw - lustre 10.0.0.1@tcp:/scratch rw
    33 22 0:29 / /scratch rw - tmpfs tmpfs rw
    """

  @Test(arguments: [
    ("/srv/archive", "ext4", false), ("/home/me/archive", "nfs4", true), ("/home/my data/a", "fuse.glusterfs", true),
    ("/homework", "ext4", false), ("/scratch/a", "tmpfs", false),
  ])
  func `a workspace's file system is the nearest mount above it`(path: String, type: String, shared: Bool) throws {
    let mount = try #require(Mount.holding(FilePath(path), in: Self.table))
    #expect(mount.type == type)
    #expect(mount.isShared == shared)
  }

  @Test(arguments: [
    ("nfs rw,local_lock=none", nil), ("nfs4 rw,vers=4.2,local_lock=none", nil), ("nfs rw,nolock,vers=3", "nolock"),
    ("nfs rw,local_lock=posix", "local_lock=posix"), ("nfs rw,local_lock=flock", nil), ("lustre rw,flock", nil),
    ("lustre rw,localflock", "localflock"), ("ext4 rw", nil),
  ])
  func `a mount that keeps locks on its own host says so`(line: String, option: String?) throws {
    let words = line.split(separator: " ")
    let table = "30 22 0:26 / /home rw,relatime shared:12 - \(words[0]) server:/home \(words[1])"
    #expect(try #require(Mount.holding("/home/me", in: table)).localLocks == option)
    // Options of the mount itself are written before the dash.
    let other = "30 22 0:26 / /home \(words[1]) shared:12 - \(words[0]) server:/home rw"
    #expect(try #require(Mount.holding("/home/me", in: other)).localLocks == option)
  }
}
