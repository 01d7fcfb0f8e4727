// A module of its own, as benchmarks need documents too and cannot link Swift Testing.
@_exported import MadeDocuments
