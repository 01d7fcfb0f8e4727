# For the scripts that build and run tests: `source scripts/testing.sh`, from the repository's root.
source scripts/quietly.sh

# Test builds have a directory of their own, as their flags differ from those of a plain `swift build`.
readonly tests=.build/tests
# No debugging information, as nobody debugs here. Without metadata of other modules the compiler
# builds anew all that imports a module which has changed: with them it left out files that knew the old layout of a struct.
readonly test_flags=(-Xswiftc -gnone -Xswiftc -disable-incremental-imports)

# Tests crash programs on purpose; the backtracer would look into each crash for seconds, or hang.
export SWIFT_BACKTRACE=enable=no
# One thread for each recogniser: several processes at once are faster than several threads in each.
export OMP_THREAD_LIMIT=1

# Puts our compiler in the place of the toolchain's, whose other parts are looked for beside it.
use_toolchain() {
  local own=$tests/toolchain real
  real=$(dirname -- "$(realpath -- "$(command -v swift)")")
  export SLUICE_SWIFTC=$real/swiftc
  if [[ ! -e $own/lib || $(realpath -- "$own/lib") != "$(realpath -- "$real/../lib")" ]]; then
    rm -rf -- "$own"
    mkdir -p -- "$own/bin"
    ln -s -- "$(realpath -- "$real/../lib")" "$own/lib"
    ln -s -- "$real"/* "$own/bin/"
    rm -- "$own/bin/swiftc"
  fi
  # A copy: what lies beside the compiler is looked for where its file really is.
  cmp -s -- scripts/toolchain/swiftc "$own/bin/swiftc" || cp -- scripts/toolchain/swiftc "$own/bin/swiftc"
  export SWIFT_EXEC=$PWD/$own/bin/swiftc
}

# build_tests [options of swift build]: all tests and the programs they start, unless a product is named.
build_tests() {
  use_toolchain
  quietly swift build --scratch-path "$tests" "${test_flags[@]}" "${@:---build-tests}"
}

# run_tests [options of swift test]
run_tests() {
  use_toolchain
  swift test --scratch-path "$tests" "${test_flags[@]}" --skip-build --disable-xctest "$@"
}
