import SystemCalls

/// The programs that start others later: `crontab` and Slurm's `scrontab`, which keep a user's table, and `sbatch`.
struct CronProgram {
  /// The program's name.
  let name: String
  /// Where it is; in `$PATH` when nil.
  var directory: FilePath?

  /// Why the table could not be read or put in place.
  struct Failure: Error, CustomStringConvertible {
    let description: String
  }

  /// The user's table; empty where there is none. A table that cannot be read is never taken for an empty one.
  func read() throws -> [UInt8] {
    let answer = try run(["-l"])
    if answer.status == 0 { return answer.output }
    if answer.errors.lowercased().contains("no crontab") { return [] }
    throw Failure(description: "\(name) -l failed, so nothing was changed: \(answer.errors)")
  }

  /// Puts a table in place of the user's.
  func write(_ table: [UInt8]) throws {
    let answer = try run(nil, table: table)
    guard answer.status == 0 else {
      throw Failure(description: "\(name) did not take the new table, the old one stands: \(answer.errors)")
    }
  }

  /// Tells the program something.
  func tell(_ arguments: [String]) throws {
    let answer = try run(arguments)
    guard answer.status == 0 else { throw Failure(description: "\(name) failed: \(answer.errors)") }
  }

  private struct Answer {
    var status: Int32?
    var output: [UInt8]
    var errors: String
  }

  /// Runs the program with arguments, or with a table in a file of our own.
  private func run(_ arguments: [String]?, table: [UInt8] = []) throws -> Answer {
    let scratch = FilePath(Sys.variable("TMPDIR") ?? "/tmp").appending("sluice-\(String(Sys.randomBits(), radix: 16))")
    try Sys.makeDirectory(scratch, onlyForUs: true)
    defer { try? Sys.removeTree(scratch) }
    let (given, printed, said) = (scratch.appending("table"), scratch.appending("output"), scratch.appending("errors"))
    try Sys.writePrivate(table, at: given)
    let output = try Sys.open(printed, .createNew)
    let errors = try Sys.open(said, .createNew)
    var program = Program(try executable(), arguments ?? [given.string])
    program.output = output.raw
    program.errors = errors.raw
    program.environment = ["LC_ALL": "C"]
    let ending = Sys.wait(for: try Sys.spawn(program))
    let words = String(decoding: try Sys.contents(of: said, limit: 1 << 20), as: UTF8.self).split(separator: "\n")
    let status: Int32? = if case .exited(let status)? = ending { status } else { nil }
    return Answer(
      status: status, output: try Sys.contents(of: printed, limit: 1 << 20), errors: words.joined(separator: " "))
  }

  private func executable() throws -> FilePath {
    if let directory { return directory.appending(name) }
    for directory in (Sys.variable("PATH") ?? "/usr/bin:/bin").split(separator: ":") {
      let path = FilePath(String(directory)).appending(name)
      if let kind = try? Sys.status(of: path).kind, kind == .file || kind == .symlink { return path }
    }
    throw Failure(
      description:
        "there is no program \(name) here: `sluice crontab` prints the lines, put them where your site has them")
  }
}
