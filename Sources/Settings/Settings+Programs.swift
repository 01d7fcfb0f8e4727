extension Settings {
  /// The keys whose values are run, or steer what is.
  static let programKeys: [any AnySettingKey] = {
    let table = SettingTable.whole
    let slurm = table.slurm
    return [
      table.limits.siteCommand, table.command.argv, table.olmocr.argv, slurm.programs, slurm.program, slurm.modules,
      slurm.environment, slurm.container, slurm.containerOptions, slurm.extra, slurm.setup,
    ]
  }()

  /// The settings without the programs that the file names, and the keys that named them; what the environment and the command
  /// line say is the user's own word.
  public func withoutPrograms() -> (settings: Settings, keys: [String]) {
    var rest = self
    let keys = Self.programKeys.map(\.name).filter { name in
      if case .file? = entries[name]?.origin { true } else { false }
    }
    for key in keys { rest.entries[key] = nil }
    return (rest, keys)
  }
}
