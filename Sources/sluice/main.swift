import ArgumentParser

struct Sluice: ParsableCommand {
  static let configuration = CommandConfiguration(commandName: "sluice", subcommands: [TaskCommand.self])
}

Sluice.main()
