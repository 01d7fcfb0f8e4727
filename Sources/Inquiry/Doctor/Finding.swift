import SystemCalls

/// One thing `sluice doctor` looked at.
public struct Finding: Sendable, Hashable, Encodable {
  /// How it is.
  public enum Level: String, Sendable, Encodable {
    /// As it should be.
    case ok
    /// Works, and worth knowing.
    case note
    /// Does not work until somebody does what the remedy says.
    case problem
  }

  /// The group it belongs to: `set-up`, `storage`, `locks`, `clock`, `settings`, `workers`.
  public let group: String
  /// What was looked at.
  public let subject: String
  /// How it is.
  public let level: Level
  /// What was found, as a sentence.
  public let message: String
  /// What to do; nil where there is nothing to do.
  public let remedy: String?
  /// A line to copy as it is, never broken; nil where there is none.
  public var command: String?

  static func ok(_ group: String, _ subject: String, _ message: String) -> Finding {
    Finding(group: group, subject: subject, level: .ok, message: message, remedy: nil)
  }

  static func note(_ group: String, _ subject: String, _ message: String, remedy: String? = nil) -> Finding {
    Finding(group: group, subject: subject, level: .note, message: message, remedy: remedy)
  }

  static func problem(_ group: String, _ subject: String, _ message: String, remedy: String) -> Finding {
    Finding(group: group, subject: subject, level: .problem, message: message, remedy: remedy)
  }
}

/// The file system a directory is on, as the kernel's mount table says.
public struct Mount: Sendable, Hashable {
  /// Where it is mounted.
  public let point: FilePath
  /// Its type, `ext4`.
  public let type: String
  /// The options of the mount and of the file system, `local_lock=none`.
  public let options: Set<String>

  /// Types whose files other hosts see as well.
  private static let sharedTypes = [
    "nfs", "lustre", "gpfs", "beegfs", "ceph", "glusterfs", "cifs", "smb3", "afs", "9p", "orangefs", "panfs", "wekafs",
  ]

  /// Whether other hosts may work on the same files.
  public var isShared: Bool { Self.sharedTypes.contains { type.hasPrefix($0) || type == "fuse.\($0)" } }

  /// Why locks do not leave this host, as the mount itself says; nil where it does not say so.
  ///
  /// nfs(5), `local_lock` and `nolock`; mount.lustre(8), `localflock`.
  public var localLocks: String? {
    if type.hasPrefix("nfs") {
      return ["nolock", "local_lock=all", "local_lock=posix"].first { options.contains($0) }
    }
    return type == "lustre" && options.contains("localflock") ? "localflock" : nil
  }

  /// The mount that holds a path (proc(5), `/proc/self/mountinfo`); nil where the kernel does not say.
  public static func holding(_ path: FilePath) -> Mount? {
    guard let bytes = try? Sys.contents(of: "/proc/self/mountinfo", limit: 1 << 24) else { return nil }
    return holding(path, in: String(decoding: bytes, as: UTF8.self))
  }

  /// The same from a table's text: the longest mount point above the path, the later one where two are equal.
  static func holding(_ path: FilePath, in table: String) -> Mount? {
    var best: Mount?
    for line in table.split(separator: "\n") {
      let halves = line.split(separator: " - ", maxSplits: 1)
      let fields = halves[0].split(separator: " ")
      guard halves.count == 2, fields.count >= 6, let type = halves[1].split(separator: " ").first else { continue }
      let point = FilePath(unescaped(fields[4]))
      if path.starts(with: point), point.components.count >= (best?.point.components.count ?? -1) {
        let given = halves[1].split(separator: " ").dropFirst(2).joined(separator: ",") + ",\(fields[5])"
        best = Mount(point: point, type: String(type), options: Set(given.split(separator: ",").map(String.init)))
      }
    }
    return best
  }

  /// Blanks and other hostile bytes are written as three octal digits.
  private static func unescaped(_ field: Substring) -> String {
    var bytes: [UInt8] = []
    var rest = Array(field.utf8)[...]
    while let byte = rest.popFirst() {
      let digits = rest.prefix(3)
      if byte == UInt8(ascii: "\\"), digits.count == 3,
        let code = UInt8(String(decoding: digits, as: UTF8.self), radix: 8)
      {
        bytes.append(code)
        rest = rest.dropFirst(3)
      } else {
        bytes.append(byte)
      }
    }
    return String(decoding: bytes, as: UTF8.self)
  }
}
