/// How near two names are.
package enum EditDistance {
  /// The fewest insertions, deletions and replacements of bytes that make one text of the other (Levenshtein).
  package static func between(_ left: String, _ right: String) -> Int {
    let right = Array(right.utf8)
    var row = Array(0...right.count)
    for (index, byte) in left.utf8.enumerated() {
      var diagonal = row[0]
      row[0] = index + 1
      for column in right.indices {
        let replaced = diagonal + (right[column] == byte ? 0 : 1)
        diagonal = row[column + 1]
        row[column + 1] = min(replaced, row[column] + 1, diagonal + 1)
      }
    }
    return row[right.count]
  }

  /// The key or section that `name` was most likely meant to be; a key named without its section counts as near.
  static func nearest(to name: String) -> String {
    let ends = SettingTable.keys.map { (name: $0.name, distance: distance(name, $0)) }
    let sections = SettingTable.sections.sorted().map { (name: $0, distance: between(name, $0)) }
    return (ends + sections).min { $0.distance < $1.distance }?.name ?? ""
  }

  private static func distance(_ name: String, _ key: any AnySettingKey) -> Int {
    let end = name.split(separator: ".").last.map(String.init) ?? name
    return min(between(name, key.name), 2 * between(end, key.shortName) + 1)
  }
}
