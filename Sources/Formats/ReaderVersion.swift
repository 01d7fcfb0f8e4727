/// Which reading of pages made a text: what changes texts raises it, so that pages of an older reading are never taken over.
public enum ReaderVersion {
  /// This one. 1 read as a viewer selects (0.1.0); 2 reads by the places of words and judges every page; 3 smooths
  /// noisy pictures before it recognises them; 4 knows bullets that were recognised as letters; 5 tells raised letters, and so
  /// footnotes.
  public static let current = 5
  /// Its name among the versions a text was made with.
  public static let name = "reader"

  /// The reading that made a text with these versions; 1 where none is named.
  public static func of(_ versions: [String: String]) -> Int { versions[name].flatMap { Int($0) } ?? 1 }
}
