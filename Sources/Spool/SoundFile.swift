import Formats
import SystemCalls

extension FormatCoding {
  /// What a file says; nil where there is none, or none that is understood. A storage that fails says neither: it throws.
  public static func contents<Value: Decodable>(
    _ type: Value.Type, of path: FilePath
  ) throws(SystemError) -> Value? {
    guard let bytes = try Sys.contentsIfThere(path, limit: longest) else { return nil }
    return try? decode(type, from: bytes)
  }
}
