import Formats
import Settings
import Spool
import StageKit
import SystemCalls

/// What becomes of a source.
enum SourcePlan: Sendable, Hashable {
  /// It stays with the item.
  case keep
  /// It is removed.
  case delete
  /// It waits out its grace in the trash of this day.
  case trash(day: String)
  /// It is copied to the archive, and removed after the copy was read back.
  case archive

  /// How metadata says it; also how a stopped pass learns what was decided.
  var word: String {
    switch self {
    case .keep: "kept"
    case .delete: "deleted"
    case .trash(let day): "trash/\(day)"
    case .archive: "archived"
    }
  }

  init(word: String?) {
    switch word {
    case "deleted": self = .delete
    case "archived": self = .archive
    case .some(let word) where word.hasPrefix("trash/"): self = .trash(day: String(word.dropFirst(6)))
    default: self = .keep
    }
  }

  /// The policy applied to one item. A document with a page that failed, or whose text is doubtful, keeps
  /// its source whatever the policy (law 11).
  init(retention: Retention, grace: Double, unprovenPages: Int, today: String) {
    guard unprovenPages == 0 else {
      self = .keep
      return
    }
    switch retention {
    case .keep: self = .keep
    case .delete: self = grace > 0 ? .trash(day: today) : .delete
    case .archive: self = .archive
    }
  }
}

extension Finalizer {
  func plan(for work: Consolidation, _ pass: Pass) -> SourcePlan {
    let settings = pass.workspace.settings
    return SourcePlan(
      retention: settings.sourcePolicy(of: work.metadata), grace: settings.finalize.grace.seconds,
      unprovenPages: work.metadata.results.map { $0.failedPages.count + $0.doubtfulPages.count } ?? 1,
      today: Timestamp.now.day)
  }
}
