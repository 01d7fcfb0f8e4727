import Formats
import Glibc
import SystemCalls
import Testing

@testable import Parsing

@Suite struct ParserFailureTests {
  @Test(
    arguments: [
      (.signalled(SIGSEGV), "", .crashed), (.signalled(SIGABRT), "free(): invalid pointer", .crashed),
      (.signalled(SIGABRT), "terminate called after throwing an instance of 'std::bad_alloc'", .memory),
      (.signalled(SIGTRAP), "GLib-ERROR **: gmem.c:136: failed to allocate 800000000 bytes", .memory),
      (.exited(1), "Out of memory", .memory), (.exited(1), "Syntax Error: no", .crashed), (.exited(0), "", .crashed),
      (.signalled(SIGXCPU), "", .timeout), (.signalled(SIGKILL), "", .memory), (.signalled(SIGTERM), "", .unavailable),
      (.signalled(SIGBUS), "", .unreadable), (nil, "", .crashed),
    ] as [(Sys.Ending?, String, ParserFailure.Kind)])
  func `the way a parser ended tells what the document did`(
    _ ending: Sys.Ending?, _ words: String, _ kind: ParserFailure.Kind
  ) {
    #expect(ParserFailure(ending: ending, diagnostics: words).kind == kind)
  }

  @Test func `every failure of a document has a reason and every other has none`() {
    for kind in ParserFailure.Kind.allCases {
      let failure = ParserFailure(kind, "x")
      #expect((failure.reason == nil) == [.unavailable, .unreadable].contains(kind))
      #expect((failure.pageCode == nil) == [.unavailable, .unreadable].contains(kind))
    }
  }

  @Test func `the program's last words stand behind the sentence`() {
    #expect(ParserFailure(.crashed, "it died", diagnostics: "first\nlast\n").description == "it died (last)")
    #expect(ParserFailure(.crashed, "it died").description == "it died")
  }
}
