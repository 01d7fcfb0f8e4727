import Formats
import JSONLines
import SystemCalls

/// A file for each source, `<stem>.jsonl`, for results that belong to no batch.
///
/// Different sources never share a file: where two have one stem, the later one's file bears a suffix made of its whole
/// source. Memory grows with the number of sources, by less than 200 bytes each for names of usual length.
struct SourceFiles: SplitTargets {
  /// Bytes a name may have before `.jsonl`, so that with a suffix it stays below the kernel's 255.
  static let longestStem = 200

  private let directory: FilePath
  private var numbers: [[UInt8]: Int] = [:]
  /// Names of all files one behind the other, and where each ends.
  private var names: [UInt8] = []
  private var nameEnds: [Int] = [0]
  private var taken: Set<[UInt8]> = []
  /// Sources whose file is not named as they are: source and file, the first hundred.
  private(set) var renamed: [(source: String, file: String)] = []
  /// How many those are in all.
  private(set) var renamedCount = 0

  init(directory: FilePath) { self.directory = directory }

  /// Sources that have a file.
  var count: Int { numbers.count }

  mutating func target(for record: borrowing FoundRecord) -> Result<Int, RouteFailure> {
    var source: [UInt8]?
    record.forEachSource { candidate in
      if candidate.claimsADocument { source = candidate.value }
      return source == nil
    }
    guard let source else { return .failure(RouteFailure(.noSource)) }
    return .success(number(of: source))
  }

  func path(of target: Int) -> FilePath {
    let name = names[nameEnds[target]..<nameEnds[target + 1]]
    // A name made here is never refused: it has no slash, no NUL and begins with a letter, a digit or `_`.
    guard let component = FilePath.Component(bytes: name) else { return directory.appending("_.jsonl") }
    return directory.appending(component)
  }

  private mutating func number(of source: [UInt8]) -> Int {
    if let known = numbers[source] { return known }
    let number = numbers.count
    numbers[source] = number
    let plain = DocumentKind.withoutEnding(
      SourceNames.lastComponent(source.droppingFinalSlashes), of: [.pdf])
    let name = name(for: source, plain: plain)
    names += name
    nameEnds.append(names.count)
    if name != plain + Array(".jsonl".utf8) {
      renamedCount += 1
      if renamed.count < 100 {
        renamed.append((String(decoding: source, as: UTF8.self), String(decoding: name, as: UTF8.self)))
      }
    }
    return number
  }

  private mutating func name(for source: [UInt8], plain: [UInt8]) -> [UInt8] {
    let safe = Self.safe(plain)
    let suffix = Array("~".utf8) + Self.eightDigits(of: source)
    var stem = safe == plain ? safe : safe + suffix
    var attempt = 1
    while !taken.insert(stem).inserted {
      stem = safe + suffix + (attempt == 1 ? [] : Array(".\(attempt)".utf8))
      attempt += 1
    }
    return stem + Array(".jsonl".utf8)
  }

  /// A name that neither escapes nor hides nor looks like an option, cut at a character.
  static func safe(_ name: [UInt8]) -> [UInt8] {
    var safe = name.map { $0 < 0x20 || $0 == 0x7f || $0 == UInt8(ascii: "/") ? UInt8(ascii: "_") : $0 }
    if safe.count > longestStem {
      safe.removeSubrange(longestStem...)
      while let last = safe.last, last & 0xc0 == 0x80 { safe.removeLast() }
      if let last = safe.last, last >= 0xc0 { safe.removeLast() }
    }
    if safe.first.map({ $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: "-") }) ?? true {
      safe.insert(UInt8(ascii: "_"), at: 0)
    }
    return safe
  }

  /// Eight hex digits of a source by FNV-1a (64 bits, folded): the same on every run. They only make a name; that two
  /// sources differ is decided by their bytes.
  static func eightDigits(of source: [UInt8]) -> [UInt8] {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    for byte in source { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01b3 }
    let digits = String(UInt32(truncatingIfNeeded: hash ^ (hash >> 32)), radix: 16)
    return Array((String(repeating: "0", count: 8 - digits.count) + digits).utf8)
  }
}

extension SourceCandidate {
  /// Whether the value is surely meant as a document's name: any that is not blank, save that under names which often
  /// hold something else (`source: olmocr`) it must end like a document or an image.
  var claimsADocument: Bool {
    guard value.contains(where: { $0 > 0x20 && $0 != UInt8(ascii: "/") }) else { return false }
    guard name.isWeak else { return true }
    guard let dot = value.lastIndex(of: UInt8(ascii: ".")) else { return false }
    let ending = String(decoding: value[(dot + 1)...], as: UTF8.self).lowercased()
    return Self.documentEndings.contains(ending)
  }

  private static let documentEndings: Set<String> = ["pdf", "png", "jpg", "jpeg", "tif", "tiff", "jp2", "djvu"]
}

extension [UInt8] {
  fileprivate var droppingFinalSlashes: [UInt8] {
    guard let last = lastIndex(where: { $0 != UInt8(ascii: "/") }) else { return self }
    return Array(self[...last])
  }
}
