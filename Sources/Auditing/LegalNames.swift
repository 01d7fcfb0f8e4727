import Formats
import Manifest
import Spool
import StageKit

extension Legal.Row {
  /// What a name is in a directory.
  enum Standing: Hashable {
    /// In the table, under this pattern.
    case legal(String)
    /// The private name under which a legal file is written before it is published.
    case unfinished
    /// In no table.
    case foreign
  }

  /// Looks a name up; `identifier` and `kind` are the item's, in an item's directory, where they are known.
  func standing(
    of name: String, isDirectory: Bool, item identifier: String? = nil, _ kind: DocumentKind? = nil
  ) -> Standing {
    if let pattern = pattern(for: name, isDirectory, identifier, kind) { return .legal(pattern) }
    if !isDirectory, name.hasPrefix("."), name.hasSuffix(".tmp") {
      // Versions before named no maker.
      let published = name.dropFirst().dropLast(4).split(separator: "@", maxSplits: 1).first ?? ""
      if pattern(for: String(published), false, identifier, kind) != nil { return .unfinished }
    }
    return .foreign
  }

  private func pattern(
    for name: String, _ isDirectory: Bool, _ identifier: String?, _ kind: DocumentKind?
  ) -> String? {
    if let identifier {
      // An item's files are named after it: what is left of the name is looked up as it is.
      let kinds = kind.map { [$0] } ?? DocumentKind.allCases
      let isSource = kinds.contains { $0.fileName(of: identifier) == name }
      let pattern =
        isSource ? Legal.source : name.hasPrefix(identifier) ? "<id>\(name.dropFirst(identifier.count))" : name
      return !isDirectory && (required.contains(pattern) || allowed.contains(pattern)) ? pattern : nil
    }
    return (required + allowed).first { LegalName.fits(name, isDirectory: isDirectory, $0) }
  }
}

/// Whether a name fits a pattern of the table.
enum LegalName {
  static func fits(_ name: String, isDirectory: Bool, _ pattern: String) -> Bool {
    var pattern = pattern[...]
    if pattern.last == "/" {
      guard isDirectory else { return false }
      pattern.removeLast()
    } else if isDirectory, pattern != "<any>" {
      return false
    }
    guard let open = pattern.firstIndex(of: "<"), let close = pattern.firstIndex(of: ">") else {
      return name == pattern
    }
    let (before, after) = (pattern[..<open], pattern[pattern.index(after: close)...])
    guard name.hasPrefix(before), name.hasSuffix(after), name.count > before.count + after.count else { return false }
    let middle = String(name.dropFirst(before.count).dropLast(after.count))
    return isOne(middle, of: String(pattern[pattern.index(after: open)..<close]))
  }

  private static func isOne(_ text: String, of kind: String) -> Bool {
    switch kind {
    case "id": Identifier(text) != nil
    case "ab": Shard(text) != nil
    case "batch": BatchName(text) != nil
    case "segment": Segment(name: text) != nil
    case "chunk": text.count >= 4 && text.utf8.allSatisfy { (48...57).contains($0) }
    case "day": Timestamp("\(text)T00:00:00.000Z") != nil
    case "worker": WorkerName(rawValue: text) != nil
    // A reason's and a try's name are anything that is not private.
    default: kind == "any" || !text.hasPrefix(".")
    }
  }
}
