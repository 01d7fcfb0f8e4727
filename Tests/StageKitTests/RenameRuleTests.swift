import SystemCalls
import Testing

@testable import StageKit

struct RenameRuleTests {
  static let rules: [(errno: Errno, atSource: Bool, atTarget: Bool, rule: RenameRule)] = [
    // A reply that lied: the subject is where it was to go.
    (.noSuchFileOrDirectory, false, true, .done), (.ioError, false, true, .done), (.fileExists, false, true, .done),
    // Somebody else moved it: the tree stands.
    (.noSuchFileOrDirectory, false, false, .void), (.noSuchFileOrDirectory, true, false, .void),
    // A target that is there is never overwritten.
    (.fileExists, true, true, .void), (.directoryNotEmpty, true, true, .void), (.fileExists, true, false, .void),
    (.notDirectory, true, false, .void), (.isDirectory, true, false, .void), (.resourceBusy, true, false, .void),
    (.tooManySymbolicLinkLevels, true, false, .void), (.fileNameTooLong, true, false, .void),
    // What would fail the others as well ends the pass.
    (.noSpace, true, false, .stop), (.diskQuotaExceeded, true, false, .stop), (.permissionDenied, true, false, .stop),
    (.readOnlyFileSystem, true, false, .stop), (.staleNFSFileHandle, true, false, .stop),
    (.ioError, true, false, .stop),
    (.ioError, true, true, .stop), (.improperLink, true, false, .stop), (.notPermitted, true, false, .stop),
  ]

  @Test("Each answer of a rename has its rule", arguments: rules)
  func rule(errno: Errno, atSource: Bool, atTarget: Bool, rule: RenameRule) {
    #expect(RenameRule.rule(for: errno, atSource: atSource, atTarget: atTarget) == rule)
  }
}
