import ArgumentParser
import Formats
import Settings

/// What a person decides of documents before the settings decide.
struct ChoiceOptions: ParsableArguments {
  @Option(help: ArgumentHelp("The route they take, whatever the look at them finds.", valueName: "route"))
  var route: Route?

  @Option(help: ArgumentHelp("The engine they get, whatever their route.", valueName: "name"))
  var withEngine: EngineName?

  /// What was decided; nil where nothing was. An engine that the settings do not let work is refused.
  func choice(_ settings: Settings) throws(ValidationError) -> DocumentChoice? {
    if withEngine == .command, settings.command.argv.isEmpty {
      throw ValidationError("--with-engine command needs command.argv in sluice.yaml.")
    }
    return route == nil && withEngine == nil ? nil : DocumentChoice(route: route, engine: withEngine?.rawValue)
  }
}

extension Route: ExpressibleByArgument {}
extension EngineName: ExpressibleByArgument {}
extension Access: ExpressibleByArgument {}
