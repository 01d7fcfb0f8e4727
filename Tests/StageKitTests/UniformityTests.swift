import SystemCalls
import Testing

/// All five workers have one shape: learn one and you know all.
struct UniformityTests {
  static let workers = ["Downloader", "Dispatcher", "Submitter", "Cleanup", "Finalizer"]

  private static var stages: FilePath {
    var path = FilePath(#filePath)
    for _ in 0..<3 { path.removeLastComponent() }
    return path.appending("Sources").appending("Stages")
  }

  @Test(arguments: workers)
  func `Each worker has the same files`(worker: String) throws {
    for file in ["\(worker).swift", "Decision.swift", "Recovery.swift"] {
      #expect(Sys.exists(Self.stages.appending(worker).appending(file)), "\(worker)/\(file)")
    }
  }

  @Test(arguments: workers)
  func `Each worker's file begins with what it reads, writes and steps, and what happens when it fails or crashes`(
    worker: String
  ) throws {
    let path = Self.stages.appending(worker).appending("\(worker).swift")
    let lines = String(decoding: try Sys.contents(of: path), as: UTF8.self).split(separator: "\n")
    let header = lines.prefix { $0.hasPrefix("//") }
    let words = header.compactMap { line -> String? in
      let text = line.dropFirst(3)
      return text.first?.isWhitespace == false ? text.split(separator: " ").first.map(String.init) : nil
    }
    #expect(words == ["Reads", "Writes", "Steps", "Fails", "Crash"])
  }

  @Test(arguments: workers)
  func `No worker names another's types`(worker: String) throws {
    let directory = Self.stages.appending(worker)
    for entry in try Sys.entries(of: directory) {
      let text = String(decoding: try Sys.contents(of: directory.appending(entry.name)), as: UTF8.self)
      for other in Self.workers where other != worker {
        #expect(!text.contains("import \(other)\n"), "\(worker)/\(entry.name) imports \(other)")
      }
    }
  }

  /// What holds no document: the index is a cache, and what a batch's tasks left is packed before it goes.
  private static let removeTrees = ["Downloader/IdentityIndex.swift", "Cleanup/Resting.swift"]

  @Test(arguments: workers)
  func `No worker removes a directory that may hold a document as a tree`(worker: String) throws {
    for entry in try Sys.entries(of: Self.stages.appending(worker)) {
      let name = "\(worker)/\(entry.name)"
      let text = String(decoding: try Sys.contents(of: Self.stages.appending(name)), as: UTF8.self)
      #expect(!text.contains("removeTree") || Self.removeTrees.contains(name), "\(name)")
    }
  }

  @Test(arguments: workers)
  func `Each worker recovers in Recovery.swift and works in its own file`(worker: String) throws {
    let directory = Self.stages.appending(worker)
    let text = { (name: String) in String(decoding: try Sys.contents(of: directory.appending(name)), as: UTF8.self) }
    #expect(try text("Recovery.swift").contains("public mutating func recover(_ pass: Pass) throws"))
    #expect(try text("\(worker).swift").contains("public mutating func work(_ pass: Pass) throws"))
    #expect(try text("\(worker).swift").contains("static let name = WorkerName."))
  }
}
