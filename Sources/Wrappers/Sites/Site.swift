internal import CPSL

/// All hosts of one registrable domain: `ia800.us.archive.org` and `archive.org` are one site and share its limits.
///
/// Which names can be registered is the public suffix list's to say, in the copy that Debian's libpsl carries. Of its two
/// parts only the one of registries counts: customers of one hoster are different owners, but the same servers.
public struct Site: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The domain; an address of numbers, or a name without a domain, stands for itself.
  public let name: String

  /// The site of a host, its name in small letters as `Address` gives it.
  public init(host: String) {
    let bare = host.hasSuffix(".") ? String(host.dropLast()) : host
    name = Self.isNumeric(bare) ? bare : Self.registrable(bare)
  }

  /// A site by its own name.
  public init(name: String) { self.name = name }

  /// The name.
  public var description: String { name }

  /// By name.
  public static func < (left: Site, right: Site) -> Bool { left.name < right.name }

  /// The shortest end of the name that is no public suffix.
  private static func registrable(_ host: String) -> String {
    // Never freed, and without locks: the list built into the library is constant.
    guard let list = psl_builtin() else { return host }
    let labels = host.split(separator: ".", omittingEmptySubsequences: false)
    for count in 1...max(1, labels.count) {
      let end = labels.suffix(count).joined(separator: ".")
      if psl_is_public_suffix2(list, end, PSL_TYPE_ICANN) == 0 { return end }
    }
    return host
  }

  /// IPv6 comes in brackets; of names, none ends in a label of digits (RFC 3696, 2).
  private static func isNumeric(_ host: String) -> Bool {
    if host.hasPrefix("[") { return true }
    guard let last = host.split(separator: ".").last else { return true }
    return last.utf8.allSatisfy { (48...57).contains($0) }
  }
}
