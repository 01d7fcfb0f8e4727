import Spool
import StageKit
import SystemCalls

extension Checkup {
  /// Free space and what the settings keep.
  func room(_ workspace: Workspace) -> [Finding] {
    do {
      let capacity = try Sys.capacity(of: spool.directory)
      if let lack = try Room.lack(in: workspace) {
        return [.problem("storage", "room", lack, remedy: "free space, or move the workspace to a larger file system")]
      }
      let inodes = capacity.freeInodes.map { " and room for \($0) files" } ?? ""
      return [.ok("storage", "room", "\(capacity.freeBytes >> 20) MiB are free\(inodes); quotas are not seen here")]
    } catch {
      return [.problem("storage", "room", "\(error)", remedy: "make the workspace readable for you")]
    }
  }

  /// One file system, renames, syncs and names, each tried.
  func storage() -> [Finding] {
    var findings = stages()
    findings += renames()
    findings += withOwnDirectory(in: spool.directory, "storage") { directory in
      [noReplace(directory), cases(directory), normalisation(directory)]
    }
    findings.append(syncs())
    return findings
  }

  /// The stages' directories: there, real, and on the same file system as the manifests.
  private func stages() -> [Finding] {
    var problems: [Finding] = []
    var device: UInt64?
    for directory in Stage.allCases.map({ spool.path($0) }) + [root.appending("manifests")] {
      let name = shown(directory)
      do throws(SystemError) {
        let status = try Sys.status(of: directory)
        if status.kind != .directory {
          problems.append(
            .problem(
              "storage", name, "it is no directory; links are never followed",
              remedy: "put a directory there, on the workspace's own file system"))
        } else if status.device != device ?? status.device {
          problems.append(
            .problem(
              "storage", name, "it is on another file system than the inbox: nothing can be renamed into it",
              remedy: "unmount it, or move the whole workspace to one file system"))
        }
        device = device ?? status.device
      } catch {
        problems.append(.problem("storage", name, "\(error)", remedy: "sluice init \(root)"))
      }
    }
    if problems.isEmpty {
      problems.append(.ok("storage", "file system", "stages and manifests are on one file system"))
    }
    return problems
  }

  /// The moves items and batches make, each tried with a directory of its own and undone.
  private func renames() -> [Finding] {
    let moves: [(Stage, Stage)] = [
      (.inbox, .downloaded), (.downloaded, .pending), (.pending, .processing), (.processing, .completed),
      (.processing, .downloaded), (.completed, .processed), (.downloaded, .errors), (.errors, .inbox),
    ]
    var pairs = moves.map { (spool.path($0), spool.path($1)) }
    pairs.append((spool.path(.processing), root.appending("manifests")))
    var problems: [Finding] = []
    for (from, to) in pairs where Sys.exists(from) && Sys.exists(to) {
      guard let failure = rename(between: from, to) else { continue }
      problems.append(
        .problem(
          "storage", "\(shown(from)) → \(shown(to))", "a directory cannot be moved (\(failure.call): \(failure.errno))",
          remedy: Self.remedy(failure, shown(failure.path.map { Self.stage(of: $0, from, to) } ?? to))))
    }
    return problems.isEmpty
      ? [.ok("storage", "renames", "a directory was moved between every pair of neighbouring stages")] : problems
  }

  private func rename(between from: FilePath, _ to: FilePath) -> SystemError? {
    let (source, target) = (from.appending(ownName), to.appending(ownName))
    defer {
      try? Sys.removeTree(source)
      try? Sys.removeTree(target)
    }
    do throws(SystemError) {
      try Sys.makeDirectory(source)
      try Sys.rename(source, to: target)
      try Sys.rename(target, to: source)
      return nil
    } catch {
      return error
    }
  }

  /// Which of two directories an error is about.
  private static func stage(of path: FilePath, _ from: FilePath, _ to: FilePath) -> FilePath {
    path.starts(with: to) ? to : from
  }

  private static func remedy(_ error: SystemError, _ name: String) -> String {
    switch error.errno {
    case .improperLink: "move the whole workspace to one file system; no stage may be a mount of its own"
    case .readOnlyFileSystem: "remount the file system of \(name) for writing"
    case .permissionDenied, .notPermitted: "give yourself the right to write in both: ls -ld stages/*, then chmod u+rwx"
    case .noSuchFileOrDirectory, .notDirectory: "make the directory that is missing: sluice init ."
    default: "look at \(name) with ls -la, and at the file system's log"
    }
  }

  private func noReplace(_ directory: FilePath) -> Finding {
    do throws(SystemError) {
      for name in ["free", "taken", "mover"] { try Sys.makeDirectory(directory.appending(name)) }
      let mover = directory.appending("mover")
      if Sys.renamesWithoutReplacing(mover, to: directory.appending("taken")) {
        return .problem(
          "storage", "RENAME_NOREPLACE", "the file system replaced a directory although it was told not to",
          remedy: "move the workspace to another file system: items could be lost here")
      }
      if Sys.renamesWithoutReplacing(mover, to: directory.appending("made")) {
        return .ok("storage", "RENAME_NOREPLACE", "the file system itself refuses to replace what is there")
      }
      return .note(
        "storage", "RENAME_NOREPLACE", "the file system does not know it; targets are looked for first, under the lease"
      )
    } catch {
      return failed("RENAME_NOREPLACE", error)
    }
  }

  private func cases(_ directory: FilePath) -> Finding {
    do throws(SystemError) {
      try Sys.writePrivate([], at: directory.appending("Case"))
      return Sys.exists(directory.appending("cASE"))
        ? .problem(
          "storage", "names", "the file system does not tell Report from report: documents would be mixed up",
          remedy: "move the workspace to a file system that tells upper from lower case")
        : .ok("storage", "names", "upper and lower case are told apart")
    } catch {
      return failed("names", error)
    }
  }

  /// U+00E9 against e and U+0301: identifiers are NFC, so a file system that changes names would lose them.
  private func normalisation(_ directory: FilePath) -> Finding {
    do throws(SystemError) {
      let composed: [UInt8] = [0xc3, 0xa9]
      guard let name = FilePath.Component(bytes: composed) else { return .ok("storage", "Unicode", "") }
      try Sys.writePrivate([], at: directory.appending(name))
      let kept = try Sys.entries(of: directory).contains { $0.name.bytes == composed }
      return kept
        ? .ok("storage", "Unicode", "names come back with the bytes they were given")
        : .problem(
          "storage", "Unicode", "the file system changes the bytes of names",
          remedy: "move the workspace to a file system that keeps names as they are")
    } catch {
      return failed("Unicode", error)
    }
  }

  private func syncs() -> Finding {
    for directory in Stage.allCases.map({ spool.path($0) }) + [root.appending("manifests")]
    where Sys.exists(directory) {
      do throws(SystemError) { try Sys.sync(directory) } catch {
        return .problem(
          "storage", "fsync", "\(shown(directory)) cannot be made lasting: \(error)",
          remedy: "check the storage before going on: after a crash of the machine, items could be lost")
      }
    }
    return .ok("storage", "fsync", "directories can be synced")
  }

  // MARK: Helpers of all checks

  /// Runs a check in a directory of its own, which is removed afterwards.
  func withOwnDirectory(
    in parent: FilePath, _ group: String, _ body: (FilePath) -> [Finding]
  ) -> [Finding] {
    let directory = parent.appending(ownName)
    defer { try? Sys.removeTree(directory) }
    do throws(SystemError) { try Sys.makeDirectory(directory) } catch {
      return [
        .problem(
          group, shown(parent), "nothing can be made in it: \(error)",
          remedy: "give yourself the right to write there: chmod u+rwx \(parent)")
      ]
    }
    return body(directory)
  }

  private func failed(_ subject: String, _ error: SystemError) -> Finding {
    .problem("storage", subject, "it could not be tried: \(error)", remedy: "make stages/ writable for you")
  }

  /// A path as the user knows it, below the workspace.
  func shown(_ path: FilePath) -> String {
    var relative = path
    return relative.removePrefix(root) ? relative.string : path.string
  }
}
