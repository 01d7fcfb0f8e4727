import Manifest
import Settings
import Spool
import SystemCalls

/// One tree holding `sluice.yaml`, `stages/`, `manifests/`, `slurm-templates/`: what every worker works on.
public struct Workspace: Sendable {
  /// Its directory.
  public let root: FilePath
  /// Everything under `stages/`.
  public let spool: Spool
  /// The effective settings.
  public let settings: Settings
  /// The keys of its file that name programs and are not in force, as somebody else wrote them.
  public let foreignPrograms: [String]

  /// A workspace with settings already read.
  ///
  /// Programs that its file names are run for whoever owns it and for nobody else: to look at a workspace is not to trust it.
  public init(root: FilePath, settings: Settings) throws(SystemError) {
    self.root = root
    spool = Spool(root: root)
    (self.settings, foreignPrograms) = try Self.isOurs(root) ? (settings, []) : settings.withoutPrograms()
  }

  /// Whether a directory and the settings in it belong to the user who asks.
  public static func isOurs(_ root: FilePath) throws(SystemError) -> Bool {
    for path in [root, settingsFile(in: root)] {
      do throws(SystemError) { if try Sys.status(of: path).owner != Sys.userID { return false } } catch {
        if error.errno != .noSuchFileOrDirectory { throw error }
      }
    }
    return true
  }

  /// `manifests/`.
  public var manifests: FilePath { root.appending("manifests") }

  /// One worker's manifest.
  public func manifest(of worker: String) -> ManifestReader { ManifestReader(manifests.appending(worker)) }

  /// The settings' file.
  public static func settingsFile(in root: FilePath) -> FilePath { root.appending("sluice.yaml") }
}

/// The five workers and the operator, in the order documents pass them.
public enum WorkerName: String, Sendable, CaseIterable {
  /// `00 → 01`.
  case downloader
  /// `01 → 02`.
  case dispatcher
  /// `02 → 03`.
  case submitter
  /// `03 → 04`, back to `01`, or `99`.
  case cleanup
  /// `04 → 05`.
  case finalizer
  /// A person's verbs.
  case `operator`

  /// The verb that runs it.
  public var verb: String {
    switch self {
    case .downloader: "download"
    case .dispatcher: "dispatch"
    case .submitter: "submit"
    case .cleanup: "cleanup"
    case .finalizer: "finalize"
    case .operator: "operator"
    }
  }
}

/// A worker that would do without a program which the workspace's owner wants it to run.
public struct ForeignPrograms: Error, CustomStringConvertible {
  let root: FilePath
  let key: String

  /// One line, with what to do.
  public var description: String {
    "\(root) is not yours, and its sluice.yaml names a program (\(key)), which is run for its owner only: "
      + "have its owner run this, or say what you want by --set \(key)=…"
  }
}
