import Metrics
import Scheduling
import Settings
import StageKit

/// The rules for each engine's chunks, made once a pass: by settings, by what was learned where the settings ask for it, and
/// cut to what the executor takes.
final class RulesOnce {
  private let limits: (String) throws -> ClusterLimits
  private var known: [EngineName: PackingRules] = [:]

  init(_ limits: @escaping (String) throws -> ClusterLimits) { self.limits = limits }

  func rules(for engine: EngineName, _ workspace: Workspace) throws -> PackingRules {
    if let rules = known[engine] { return rules }
    var rules = try Self.uncut(for: engine, workspace)
    rules.fit(try limits(engine.rawValue))
    known[engine] = rules
    return rules
  }

  /// The rules where the executor cannot be asked.
  static func uncut(for engine: EngineName, _ workspace: Workspace) throws -> PackingRules {
    let settings = workspace.settings
    guard settings.dispatch.walltime == .learned else { return PackingRules(engine: engine, settings: settings) }
    let pace = try MetricsSummary(manifests: workspace.manifests).pace(of: engine.rawValue)
    return PackingRules(engine: engine, settings: settings, pace: pace)
  }
}
