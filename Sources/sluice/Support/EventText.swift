import Formats
import Manifest

/// An event as one line for a person.
enum EventText {
  /// `2026-03-01T12:00:00.000Z cleanup  report-1998: batch_000001 → 04_ocr_completed (12 pages)`.
  static func line(_ event: Event) -> String {
    "\(event.time) \(Format.pad(event.worker, 10)) \(Format.name(sentence(event)))"
  }

  /// What happened, as a sentence.
  static func sentence(_ event: Event) -> String {
    let id = event.id ?? ""
    switch event.kind {
    case .step:
      let pages = event.units.map { $0 > 0 ? " (\(Format.count($0, "page")))" : "" } ?? ""
      // A quarantine's place already names the reason.
      let reason = event.to == "99_errors/\(event.reason ?? "")" ? nil : event.reason
      let why = [reason, event.message].compactMap { $0 }.joined(separator: ": ")
      return "\(id): \(event.from ?? "") → \(event.to ?? "")\(pages)\(why.isEmpty ? "" : ": \(why)")"
    case .void: return "\(id): not moved to \(event.to ?? "") after all: \(event.cause ?? "")"
    case .observed: return "\(id): found in \(event.to ?? ""), moved by hand from \(event.from ?? "")"
    case .refused: return "\(event.name ?? ""): refused: \(event.message ?? event.reason ?? "")"
    case .intent: return "\(id): \(event.message ?? "about to be submitted")"
    case .chunk: return "\(id): chunk \(event.fields?["chunk"]?.string ?? ""): \(event.fields?["state"]?.string ?? "")"
    case .answer: return "\(id): \(event.message ?? "answered")"
    case .note: return [id, event.message ?? ""].filter { !$0.isEmpty }.joined(separator: ": ")
    case .mark, .sums: return event.kind.rawValue
    }
  }
}
