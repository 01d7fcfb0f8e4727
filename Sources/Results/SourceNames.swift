import Formats
import JSONLines
import SystemCalls

/// Says which item of a batch a source's value names: surely, or not at all.
public struct SourceNames: Sendable {
  /// What a value names.
  public enum Match: Sendable, Hashable {
    /// The item of this number in the batch.
    case item(Int)
    /// Several items may be meant.
    case ambiguous
    /// None.
    case none
  }

  private var identifiers: [[UInt8]: Int] = [:]
  /// What documents are called in their items.
  private var sources: [[UInt8]: Int] = [:]
  /// Original names with and without the ending of a document; -1 where several items bear one.
  private var originals: [[UInt8]: Int] = [:]

  /// Learns a batch's items, identifier, original name and the document's name, in the order of their numbers.
  public init(_ items: some Sequence<(String, String?, String)>) {
    for (number, (identifier, original, source)) in items.enumerated() {
      identifiers[Array(identifier.utf8)] = number
      sources[Array(source.utf8)] = number
      guard let name = original.map({ Self.lastComponent(Array($0.utf8)) }), !name.isEmpty else { continue }
      for form in Set([name, DocumentKind.withoutEnding(name)]) {
        if let other = originals[form], other != number { originals[form] = -1 } else { originals[form] = number }
      }
    }
  }

  /// The item a value names: by its identifier, by that and the ending of a document, either as a path's last component; else
  /// by an original name that only one item of the batch bears. A name that is one item's identifier and another's document
  /// (`scan.png` of a file of that name, and of one called `scan`) names neither.
  ///
  /// Nothing is decoded, folded or completed: what is not equal byte for byte is not certain.
  public func match(_ value: [UInt8]) -> Match {
    let name = Self.lastComponent(value)
    let stem = DocumentKind.withoutEnding(name)
    if let one = identifiers[name], let other = sources[name], one != other { return .ambiguous }
    if let exact = identifiers[value] { return .item(exact) }
    if let number = identifiers[name] ?? identifiers[stem] { return .item(number) }
    guard let number = originals[name] ?? originals[stem] else { return .none }
    return number < 0 ? .ambiguous : .item(number)
  }

  /// The item a record belongs to, or why none.
  ///
  /// Candidates are asked in their order and the first that names an item decides. `Source-File` and `source_file` can
  /// mean nothing else: a record whose source they name, and that is not of the batch, is not looked at further.
  func item(of record: borrowing FoundRecord) -> Result<Int, RouteFailure> {
    var answer: Result<Int, RouteFailure> = .failure(.init(.noSource))
    record.forEachSource { candidate in
      switch match(candidate.value) {
      case .item(let number):
        answer = .success(number)
        return false
      case .ambiguous:
        answer = .failure(.init(.ambiguousSource))
      case .none:
        if case .failure(let failure) = answer, failure.reason == .noSource, candidate.claimsADocument {
          answer = .failure(.init(.noItem))
        }
      }
      return !candidate.name.isDecisive
    }
    return answer
  }

  /// What follows the last slash.
  static func lastComponent(_ value: [UInt8]) -> [UInt8] {
    guard let slash = value.lastIndex(of: UInt8(ascii: "/")) else { return value }
    return Array(value[(slash + 1)...])
  }
}

/// Why a record has no target.
struct RouteFailure: Error, Sendable {
  let reason: RejectReason
  init(_ reason: RejectReason) { self.reason = reason }
}
