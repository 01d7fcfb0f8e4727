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

  /// A workspace with settings already read.
  public init(root: FilePath, settings: Settings) {
    self.root = root
    spool = Spool(root: root)
    self.settings = settings
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
