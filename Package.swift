// swift-tools-version: 6.2
import PackageDescription

/// Every target of ours is held to the same rules: Swift 6 language mode and no warnings.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
]

/// Work on each pixel or byte: unoptimised, a test build spends minutes in it and proves nothing more.
let optimised = strict + [.unsafeFlags(["-O"], .when(configuration: .debug))]

let system: Target.Dependency = .product(name: "SystemPackage", package: "swift-system")

/// A target of the engine; `folder` is its place below `Sources`.
func engine(
  _ name: String, in folder: String? = nil, _ dependencies: [Target.Dependency] = [], settings: [SwiftSetting] = strict
) -> Target {
  .target(
    name: name, dependencies: dependencies, path: "Sources/\(folder.map { $0 + "/" } ?? "")\(name)",
    swiftSettings: settings)
}

/// Tests of a target; `data` are files beside them that they read from the checkout.
func tests(_ name: String, _ dependencies: [Target.Dependency], data: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["TestSupport"], path: "Tests/\(name)Tests",
    exclude: data, swiftSettings: strict)
}

/// A C library of the system: a module map and a shim, nothing else.
func library(_ name: String, pkgConfig: String, apt: String) -> Target {
  .systemLibrary(name: name, path: "Sources/CLibraries/\(name)", pkgConfig: pkgConfig, providers: [.apt([apt])])
}

let package = Package(
  name: "sluice",
  products: [
    .executable(name: "sluice", targets: ["sluice"]),
    .executable(name: "sluice-pdf", targets: ["sluice-pdf"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    // C libraries: module map and shim.
    library("CZlib", pkgConfig: "zlib", apt: "zlib1g-dev"),
    library("CCurl", pkgConfig: "libcurl", apt: "libcurl4-openssl-dev"),
    library("CPSL", pkgConfig: "libpsl", apt: "libpsl-dev"),
    library("CCrypto", pkgConfig: "libcrypto", apt: "libssl-dev"),
    library("CPoppler", pkgConfig: "poppler-glib", apt: "libpoppler-glib-dev"),
    library("CPopplerCpp", pkgConfig: "poppler-cpp", apt: "libpoppler-cpp-dev"),
    .target(name: "CPopplerText", dependencies: ["CPopplerCpp"], path: "Sources/CLibraries/CPopplerText"),
    library("CTesseract", pkgConfig: "tesseract", apt: "libtesseract-dev"),
    // It has no pkg-config file. The full tables, of 160 languages, stand in for those of 80 when they come first.
    .target(
      name: "CCLD2", path: "Sources/CLibraries/CCLD2",
      linkerSettings: [.linkedLibrary("cld2_full"), .linkedLibrary("cld2")]),
    library("CLeptonica", pkgConfig: "lept", apt: "libleptonica-dev"),
    // libcsv has no pkg-config file.
    .systemLibrary(name: "CCsv", path: "Sources/CLibraries/CCsv", providers: [.apt(["libcsv-dev"])]),
    .target(name: "CSystemCalls", path: "Sources/CLibraries/CSystemCalls"),
    .target(name: "CSimdjson", path: "Sources/CLibraries/CSimdjson", linkerSettings: [.linkedLibrary("simdjson")]),

    // Wrappers: one owner per C pointer.
    engine("Deflate", in: "Wrappers", ["CZlib"]),
    engine("Digests", in: "Wrappers", ["CCrypto"]),
    engine("Transfer", in: "Wrappers", ["CCurl", "Formats", "SystemCalls"]),
    engine("Sites", in: "Wrappers", ["CPSL"]),
    engine("Documents", in: "Wrappers", ["CPoppler", "CPopplerText", "SystemCalls"], settings: optimised),
    engine("Languages", in: "Wrappers", ["CCLD2"]),
    engine("Pictures", in: "Wrappers", ["CLeptonica", "SystemCalls"], settings: optimised),
    engine("Recognition", in: "Wrappers", ["CTesseract", "Pictures"]),
    engine("JSONLines", in: "Wrappers", ["CSimdjson"], settings: optimised),
    engine("DelimitedText", in: "Wrappers", ["CCsv"]),

    // The one file of system calls.
    engine("SystemCalls", ["CSystemCalls", system]),

    // Public file formats and settings.
    engine("Formats", [system]),
    engine("Settings", ["Formats", "SystemCalls", .product(name: "Yams", package: "Yams")]),

    // Core.
    engine("Spool", ["SystemCalls", "Digests", "Formats"]),
    engine("Manifest", ["SystemCalls", "Deflate", "Digests", "Formats"]),
    engine("Metrics", ["Manifest", "Formats", "SystemCalls"]),
    engine("Results", ["SystemCalls", "JSONLines", "Formats"]),
    engine("Scheduling", ["SystemCalls", "Formats"]),
    engine("Parsing", ["SystemCalls", "Formats"]),
    // What a document's bytes and its text tell without a library.
    engine("Reading", ["SystemCalls", "Formats", "Deflate"], settings: optimised),
    // Where words stand on pages, and what that makes of them.
    engine("Layout"),
    // What the lines of all pages make of a document.
    engine("Markup", ["Formats"]),
    engine("Lists", ["SystemCalls", "Formats", "DelimitedText", "Deflate", "Digests"]),
    engine("Hosts", ["SystemCalls", "Formats", "Sites", "Transfer"]),
    engine("Tasks", ["SystemCalls", "Formats", "Parsing", "Results", "Digests"]),

    // Skeleton and workers.
    engine("StageKit", ["Spool", "Manifest", "Settings", "Scheduling", "Formats", "SystemCalls", "Digests"]),
    engine("Downloader", in: "Stages", ["StageKit", "Transfer", "Hosts", "Sites", "Digests", "Lists"]),
    engine("Dispatcher", in: "Stages", ["StageKit", "Scheduling", "Metrics"]),
    engine("Submitter", in: "Stages", ["StageKit", "Scheduling"]),
    engine("Cleanup", in: "Stages", ["StageKit", "Scheduling", "Results", "Metrics", "Deflate", "Digests"]),
    engine("Operator", in: "Stages", ["StageKit"]),
    engine("Finalizer", in: "Stages", ["StageKit", "Results", "Digests", "Markup"]),
    engine("Auditing", ["StageKit", "Spool", "Manifest", "Formats", "Digests", "SystemCalls"]),

    // Facts for people: gathered as plain values, printed by the program.
    engine(
      "Inquiry",
      ["StageKit", "Downloader", "Cleanup", "Scheduling", "Parsing", "Transfer", "Hosts", "Lists", "Manifest"]),

    // Programs.
    .executableTarget(
      name: "sluice",
      dependencies: [
        "Downloader", "Dispatcher", "Submitter", "Cleanup", "Finalizer", "Operator", "Auditing", "Tasks", "Scheduling",
        "Results", "Transfer", "Metrics",
        "Parsing", "Inquiry", "Formats", "Hosts", "Sites", "Lists", "SystemCalls",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/sluice", swiftSettings: strict),
    .executableTarget(
      name: "sluice-pdf",
      dependencies: [
        "Documents", "Languages", "Recognition", "Pictures", "Reading", "Layout", "Formats", "Digests", "SystemCalls",
      ],
      path: "Sources/sluice-pdf",
      swiftSettings: strict),
    // Measures; not installed.
    .executableTarget(
      name: "sluice-bench",
      dependencies: [
        "Results", "Parsing", "Formats", "Digests", "SystemCalls", "Transfer", "MadeDocuments", "MadeWorkspaces",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/Benchmarks/sluice-bench", swiftSettings: strict),

    // Tests.
    .target(name: "MadeDocuments", path: "Tests/MadeDocuments", swiftSettings: strict),
    .target(
      name: "MadePictures", dependencies: ["MadeDocuments", "TestSupport", "Documents", "Pictures", "CLeptonica"],
      path: "Tests/MadePictures", swiftSettings: optimised),
    .target(
      name: "MadeWorkspaces", dependencies: ["Spool", "Manifest", "Settings", "Formats", "Digests", "SystemCalls"],
      path: "Tests/MadeWorkspaces", swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["MadeDocuments", "SystemCalls", "Formats", "Digests"],
      path: "Tests/TestSupport", exclude: ["Servers"],
      swiftSettings: strict),
    tests("TestSupport", ["SystemCalls"]),
    tests("SystemCalls", ["SystemCalls"]),
    tests("Pipeline", ["sluice", "sluice-pdf", "Formats", "SystemCalls", "Deflate", "MadePictures"]),
    tests("Tasks", ["Tasks", "Formats", "SystemCalls", "Digests", "sluice", "sluice-pdf"]),
    tests("Sluice", ["sluice", "SystemCalls", "Auditing"], data: ["Golden"]),
    tests("JSONLines", ["JSONLines"]),
    tests("Lists", ["Lists", "Formats", "SystemCalls"]),
    tests("Fetching", ["sluice", "sluice-pdf", "Formats", "Digests", "SystemCalls", "MadePictures"]),
    tests("Transfer", ["Transfer", "SystemCalls", "transfer-probe"]),
    .executableTarget(
      name: "transfer-probe", dependencies: ["Transfer", "SystemCalls"], path: "Tests/TransferProbe",
      swiftSettings: strict),
    tests("Hosts", ["Hosts", "Sites", "Transfer", "Formats", "SystemCalls"]),
    tests("Results", ["Results", "Formats", "SystemCalls"]),
    tests("Formats", ["Formats", "SystemCalls"]),
    tests("Downloader", ["Downloader", "Digests", "SystemCalls"]),
    tests("Settings", ["Settings", "Formats", "SystemCalls"]),
    tests(
      "Scheduling", ["Scheduling", "Formats", "SystemCalls", "supervise-probe"], data: ["Golden", "Recorded"]),
    tests("Slurm", ["Scheduling", "Formats", "SystemCalls", "sluice", "sluice-pdf"]),
    .executableTarget(
      name: "supervise-probe", dependencies: ["Scheduling"], path: "Tests/SuperviseProbe", swiftSettings: strict),
    tests("Inquiry", ["Inquiry", "StageKit", "Spool", "Manifest", "Formats", "SystemCalls", "sluice", "sluice-pdf"]),
    tests("Metrics", ["Metrics", "Manifest", "Formats", "SystemCalls"]),
    tests("Spool", ["Spool", "SystemCalls"]),
    tests("Manifest", ["Manifest", "SystemCalls"]),
    tests("StageKit", ["StageKit", "Spool", "Manifest", "Formats", "Settings", "SystemCalls"]),
    tests(
      "Auditing",
      [
        "Auditing", "StageKit", "Spool", "Manifest", "Formats", "Settings", "Scheduling", "Digests", "SystemCalls",
        "Lists", "Downloader", "Dispatcher", "Finalizer", "MadeWorkspaces", "sluice", "sluice-pdf",
      ]),
    // Optimised in every build: traces are proven thousands of times.
    .target(
      name: "Sweeping", dependencies: ["TestSupport", "Formats", "SystemCalls"], path: "Tests/Sweeping",
      swiftSettings: optimised),
    .executableTarget(
      name: "sluice-sweep", dependencies: ["Sweeping", "TestSupport", "SystemCalls", "sluice", "sluice-pdf"],
      path: "Tests/SweepProgram", swiftSettings: strict),
    // Optimised in every build: it is run a hundred thousand times.
    .target(
      name: "LawModel", path: "Tests/LawModel", swiftSettings: optimised),
    tests("LawModel", ["LawModel", "SystemCalls"]),
    .target(
      name: "FuzzTargets",
      dependencies: [
        "Formats", "Parsing", "Reading", "Layout", "Markup", "Results", "JSONLines", "SystemCalls", "Manifest", "Lists",
        "Scheduling", "Transfer", "Settings", "Downloader", "Hosts", "StageKit",
      ],
      path: "Tests/Fuzzing/Targets", swiftSettings: strict),
    .executableTarget(
      name: "sluice-fuzz", dependencies: ["FuzzTargets", "TestSupport", "SystemCalls", "sluice-pdf"],
      path: "Tests/Fuzzing/Program", swiftSettings: strict),
    tests("Fuzzing", ["SystemCalls", "sluice-fuzz"]),
    tests("Recovery", ["Sweeping", "Formats", "SystemCalls", "sluice", "sluice-pdf"]),
    tests("Submission", ["Scheduling", "Formats", "SystemCalls", "sluice", "sluice-pdf"]),
    tests("Documents", ["Documents"]),
    tests("Recognition", ["Recognition", "Pictures", "Documents", "SystemCalls"]),
    tests("Reading", ["Reading", "SystemCalls", "Formats", "Pictures", "MadePictures"]),
    tests("Languages", ["Languages", "Reading"]),
    tests("Layout", ["Layout"]),
    tests("Markup", ["Markup", "Formats"]),
    tests(
      "sluice-pdf",
      [
        "sluice-pdf", "Documents", "Pictures", "Recognition", "Markup", "Formats", "SystemCalls", "MadePictures",
      ]),
    tests("Parsing", ["Parsing", "Documents", "Formats", "Digests", "SystemCalls", "sluice-pdf"]),
  ],
  cxxLanguageStandard: .cxx17
)

// A program of libFuzzer's, which brings its own `main`: only `scripts/fuzz.sh` builds it.
if Context.environment["SLUICE_FUZZ"] != nil {
  package.targets.append(
    .executableTarget(
      name: "sluice-libfuzzer", dependencies: ["FuzzTargets"], path: "Tests/Fuzzing/LibFuzzer", swiftSettings: strict))
}
