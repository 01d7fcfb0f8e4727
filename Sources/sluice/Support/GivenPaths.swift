import SystemCalls

extension CommandLine {
  /// The paths a command line named, as the kernel handed them over.
  ///
  /// A path need not be text. The parser of arguments repairs what is not, so that `\xFF.pdf` and `\xFE.pdf` become one text:
  /// each text takes the next argument that reads like it, which is right as long as texts are in the order of arguments.
  static func paths(for texts: [String]) -> [FilePath] {
    var next = 1
    return texts.map { text in
      for index in next..<max(next, Int(argc)) {
        guard let argument = unsafeArgv[index], String(cString: argument) == text else { continue }
        next = index + 1
        return FilePath(platformString: argument)
      }
      return FilePath(text)
    }
  }
}
