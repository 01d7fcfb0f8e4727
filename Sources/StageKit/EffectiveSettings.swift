import Digests
import Formats
import Settings

extension Workspace {
  /// The fingerprint of the settings that influence results, as metadata and batches carry it.
  public var fingerprint: String { settings.fingerprint { Digest.sha256Hex($0) } }

  /// The engine for documents of a route.
  public func engine(for route: Route) -> EngineName {
    switch route {
    case .text: settings.routing.text
    case .ocr: settings.routing.ocr
    case .mixed: settings.routing.mixed
    }
  }
}
