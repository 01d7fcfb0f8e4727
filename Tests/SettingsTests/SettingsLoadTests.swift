import SystemCalls
import TestSupport
import Testing

@testable import Settings

@Suite struct SettingsLoadTests {
  /// Gives `body` the path of a `sluice.yaml` in a directory of its own.
  private func withFile(_ body: (FilePath) throws -> Void) throws {
    let directory = try TemporaryDirectory(inMemory: true)
    try withExtendedLifetime(directory) { try body(directory.path.appending("sluice.yaml")) }
  }

  @Test func `a workspace without the file has the defaults`() throws {
    try withFile { (file) throws in
      #expect(try Settings.load(file, environment: [:]).effective() == Settings().effective())
    }
  }

  @Test func `the file on disk is read`() throws {
    try withFile { (file) throws in
      try Sys.writePrivate(Array("ocr: {dpi: 300}\n".utf8), at: file)
      #expect(try Settings.load(file, environment: [:], set: ["ocr.languages=deu"]).task.dpi == 300)
    }
  }

  @Test func `what is no plain file is refused, not followed`() throws {
    try withFile { (file) throws in
      try Sys.makeDirectory(file)
      #expect(throws: SettingsError.self) { try Settings.load(file, environment: [:]) }
    }
  }

  @Test func `a file of more than a mebibyte is something else`() throws {
    try withFile { (file) throws in
      try Sys.writePrivate(Array(repeating: UInt8(ascii: "#"), count: 1 << 20), at: file)
      #expect(try Settings.load(file, environment: [:]).effective() == Settings().effective())
      try Sys.writePrivate(Array(repeating: UInt8(ascii: "#"), count: 1 << 20 + 1), at: file)
      #expect(throws: SettingsError.self) { try Settings.load(file, environment: [:]) }
    }
  }

  @Test func `the environment is that of the process`() {
    #expect(Sys.environment["PATH"] == Sys.variable("PATH"))
  }
}
