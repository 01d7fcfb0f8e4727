/// What was decided of one document before the settings decide: by a person when it was added or sent back, or for the doubts
/// about its text.
public struct DocumentChoice: Sendable, Hashable, Codable {
  /// The route it takes, whatever the look at it found; nil where nothing was decided.
  public var route: Route?
  /// The engine it gets, whatever its route; nil where nothing was decided.
  public var engine: String?

  /// Makes a choice.
  public init(route: Route? = nil, engine: String? = nil) {
    self.route = route
    self.engine = engine
  }

  /// The choice with what a later one decides; the rest stays.
  public func taking(_ later: DocumentChoice) -> DocumentChoice {
    DocumentChoice(route: later.route ?? route, engine: later.engine ?? engine)
  }
}
