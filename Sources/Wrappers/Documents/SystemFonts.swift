internal import Glibc

/// The fonts that stand in for those a document does not bring along: Poppler asks Fontconfig for them.
public enum SystemFonts {
  /// Lets Fontconfig read its settings and its caches now, or write them, and answers the directories in which fonts lie.
  ///
  /// Its functions are looked up in what is loaded (fontconfig(3)): Poppler may be built without it.
  public static func load() -> [String] {
    typealias Begin = @convention(c) () -> CInt
    typealias Directories = @convention(c) (OpaquePointer?) -> OpaquePointer?
    typealias Next = @convention(c) (OpaquePointer) -> UnsafePointer<CChar>?
    typealias Done = @convention(c) (OpaquePointer) -> Void
    guard let begin = function("FcInit", as: Begin.self), begin() != 0,
      let directories = function("FcConfigGetFontDirs", as: Directories.self),
      let next = function("FcStrListNext", as: Next.self), let done = function("FcStrListDone", as: Done.self),
      let list = directories(nil)
    else { return [] }
    defer { done(list) }
    var found: [String] = []
    while let directory = next(list) { found.append(String(cString: directory)) }
    return found
  }

  private static func function<Function>(_ name: String, as type: Function.Type) -> Function? {
    dlsym(nil, name).map { unsafeBitCast($0, to: type) }
  }
}
