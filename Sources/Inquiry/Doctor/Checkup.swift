import Settings
import Spool
import StageKit
import SystemCalls

/// Looks at everything a workspace stands on: what `sluice doctor` tells.
///
/// It tries what workers will do, in directories of its own whose names begin with `.doctor-`, and removes them again.
public struct Checkup {
  let root: FilePath
  let spool: Spool
  /// The program that is asked to try a lock from a second process: `PROGRAM doctor --probe-lock FILE`.
  let program: FilePath
  /// The name of this check-up's own directories.
  let ownName: String

  /// A check-up of the workspace in `root`.
  public init(root: FilePath, program: FilePath) {
    self.root = root
    self.program = program
    spool = Spool(root: root)
    ownName = ".doctor-\(String(Sys.randomBits(), radix: 16))"
  }

  /// All findings. Settings that cannot be read are a finding too; what needs them is then left out.
  public func run(settings: Result<Settings, any Error>) -> [Finding] {
    var findings: [Finding] = []
    switch settings.flatMap({ settings in Result { try Workspace(root: root, settings: settings) } }) {
    case .success(let workspace):
      findings.append(.ok("settings", "sluice.yaml", "it loads; fingerprint \(workspace.fingerprint)"))
      findings += setup(workspace) + room(workspace)
      findings += limits(Mount.holding(root), hasSiteCommand: !workspace.settings.limits.siteCommand.isEmpty)
    case .failure(let error):
      findings.append(
        .problem(
          "settings", "sluice.yaml", "\(error)", remedy: "correct it; `sluice config --default` explains each key"))
    }
    findings += storage() + inbox() + visibility(Mount.holding(root)) + locks() + clock() + workers()
    return findings
  }
}
