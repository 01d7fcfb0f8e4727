/// The table as the documentation shows it.
public enum LegalPage {
  /// The rows in Markdown.
  public static var table: String {
    var lines = ["| directory | must be there | may be there | who deals with anything else |", "|---|---|---|---|"]
    for room in Legal.Room.allCases {
      let row = Legal.row(room)
      let owner = row.owner.map { $0 == .operator ? "you" : "`sluice \($0.verb)`" } ?? "you"
      let parts = row.path.split(separator: " ", maxSplits: 1)
      let path = "`\(parts[0])`" + (parts.count > 1 ? " \(parts[1])" : "")
      lines.append("| \(path) | \(names(row.required)) | \(names(row.allowed)) | \(owner) |")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func names(_ names: [String]) -> String { names.map { "`\($0)`" }.joined(separator: ", ") }
}
