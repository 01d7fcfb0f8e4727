import Documents
import SystemCalls

/// What this program can still reach once it reads documents.
///
/// Its own libraries and their data, fonts and Tesseract's languages: to read, and nothing else. Documents reach it as open files.
/// No sockets, no other programs.
struct Fences {
  private let libraries = Sandbox.libraries()
  /// Above the directories of the libraries: `/usr` for `/usr/lib` and `/usr/lib/x86_64-linux-gnu`.
  private let prefixes: Set<FilePath>

  private init() {
    let above = libraries.map { $0.removingLastComponent() }
    prefixes = Set((above + above.map { $0.removingLastComponent() }).filter { !$0.components.isEmpty })
  }

  /// Puts them up. Fontconfig is let do before what it does at its first use, as it may write its caches then.
  ///
  /// - Parameter documents: directories that are read besides; nil where any document may be asked for, as by hand: files are not
  ///   fenced then.
  static func raise(documents: [FilePath]?) {
    if let documents, Sys.variable("SLUICE_PDF_FENCES") != "off" {
      let fences = Fences()
      Sandbox.allow(
        reading: documents + fences.withLinks(Self.fonts) + fences.withLinks(fences.languages) + fences.data)
    }
    Sandbox.refuseCalls()
  }

  private static var fonts: [FilePath] { SystemFonts.load().map { FilePath($0) } }

  /// Directories, and where links in them lead.
  private func withLinks(_ directories: [FilePath]) -> [FilePath] {
    directories + directories.flatMap { Sandbox.targets(ofLinksIn: $0) }
  }

  /// Where Tesseract's languages may lie.
  private var languages: [FilePath] {
    let named = Sys.variable("TESSDATA_PREFIX").map { [FilePath($0), FilePath($0).appending("tessdata")] } ?? []
    return named + prefixes.map { $0.appending("share/tessdata") }
  }

  /// The libraries, their data, and what the system itself tells every program.
  private var data: [FilePath] {
    let own = Sys.variable("HOME").map { home in
      [".fonts", ".fonts.conf", ".fontconfig", ".config/fontconfig", ".cache/fontconfig", ".local/share/fonts"].map {
        FilePath(home).pushing(FilePath($0))
      }
    }
    let named = ["FONTCONFIG_PATH", "FONTCONFIG_FILE"].compactMap { Sys.variable($0).map { FilePath($0) } }
    let system: [FilePath] = [
      "/usr/share", "/usr/local/share/fonts", "/usr/lib/locale", "/etc/fonts", "/etc/alternatives", "/etc/ld.so.cache",
      "/etc/localtime", "/etc/passwd", "/etc/nsswitch.conf", "/etc/papersize", "/var/cache/fontconfig",
      "/sys/devices/system", "/dev/urandom", "/dev/random", "/dev/zero",
      // Of itself, and not of other processes, whose environments hold secrets.
      "/proc/self", "/proc/cpuinfo", "/proc/meminfo", "/proc/stat",
    ]
    let beside = prefixes.flatMap { [$0.appending("share"), $0.appending("etc/fonts")] }
    return system + Array(libraries) + beside + named + (own ?? [])
  }
}
