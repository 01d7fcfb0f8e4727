import FuzzTargets
import Glibc

/// What is fed: the target that `SLUICE_FUZZ_TARGET` names.
private let target: @Sendable ([UInt8]) -> Void = {
  let name = getenv("SLUICE_FUZZ_TARGET").map { String(cString: $0) } ?? ""
  guard let target = FuzzTarget.all[name] else { fatalError("SLUICE_FUZZ_TARGET names no target: \(name)") }
  return target
}()

/// libFuzzer's door.
@_cdecl("LLVMFuzzerTestOneInput")
public func testOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  target(Array(UnsafeBufferPointer(start: start, count: count)))
  return 0
}

/// libFuzzer's own loop (FuzzerInterface.h): the linker makes a package's program begin elsewhere than in libFuzzer's `main`.
@_silgen_name("LLVMFuzzerRunDriver")
private func runDriver(
  _ count: UnsafeMutablePointer<CInt>, _ arguments: UnsafeMutableRawPointer,
  _ callback: @convention(c) (UnsafePointer<UInt8>?, Int) -> CInt
) -> CInt

/// Where the program begins.
@_cdecl("sluice_libfuzzer_main")
public func begin(_ count: CInt, _ arguments: UnsafeMutableRawPointer) -> CInt {
  var (count, arguments) = (count, arguments)
  return withUnsafeMutablePointer(to: &arguments) { runDriver(&count, $0, testOneInput) }
}
