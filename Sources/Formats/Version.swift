/// The version of the programs, as `--version` prints it and results carry it.
public enum SluiceVersion {
  /// Semantic version.
  public static let current = "0.1.0"
}
