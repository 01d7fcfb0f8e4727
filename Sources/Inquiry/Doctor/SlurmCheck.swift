import Formats
import Scheduling
import StageKit
import SystemCalls

extension Checkup {
  /// Asks the cluster everything that submissions rely on: `sluice doctor --slurm`.
  public func slurm(_ workspace: Workspace, _ executor: SlurmExecutor) -> [Finding] {
    var findings = [controller(executor)]
    guard findings[0].level != .problem else { return findings }
    findings += [accounting(executor), queue(executor)]
    let settings = workspace.settings
    let engines = Set([settings.routing.text, settings.routing.ocr, settings.routing.mixed].map(\.rawValue)).sorted()
    for engine in engines { findings += script(executor, engine) }
    if let engine = engines.last { findings.append(storage(executor, engine)) }
    return findings
  }

  private func controller(_ executor: SlurmExecutor) -> Finding {
    do {
      let answer = try executor.commands.ask(.scontrol, ["ping"])
      return .ok("slurm", "controller", SlurmFailure.shown(answer.text))
    } catch {
      return .problem(
        "slurm", "controller", "\(error)",
        remedy: "run this on a login node of the cluster; `scontrol ping` must answer there")
    }
  }

  private func accounting(_ executor: SlurmExecutor) -> Finding {
    do throws(SlurmFailure) {
      _ = try executor.commands.ask(.sacct, ["--noheader", "--allocations", "--starttime=now", "--format=JobID"])
      return .ok("slurm", "accounting", "it answers: how tasks ended is known even after the controller forgot them")
    } catch {
      if error.code == .noAccounting {
        return .note(
          "slurm", "accounting", "this cluster keeps none",
          remedy:
            "run cleanup often (the controller forgets ended jobs after MinJobAge), and expect to be asked after a "
            + "submission without an answer")
      }
      return .problem(
        "slurm", "accounting", "\(error)", remedy: "ask the cluster's administrators; until it answers nothing is ended"
      )
    }
  }

  private func queue(_ executor: SlurmExecutor) -> Finding {
    do {
      let queued = try executor.queued()
      return .ok("slurm", "queue", "\(counted(queued, "task")) of yours in it")
    } catch {
      return .problem("slurm", "queue", "\(error)", remedy: "squeue --me must answer")
    }
  }

  /// The very script of a batch of one chunk, as the cluster sees it; and what the cluster allows it.
  private func script(_ executor: SlurmExecutor, _ engine: String) -> [Finding] {
    let directory = spool.path(.processing).appending("\(ownName)-\(engine)")
    defer { try? Sys.removeTree(directory) }
    let settings = TaskSettings(
      languages: "eng", dpi: 200, trustHiddenText: false, textQuality: 0, pageTimeoutSeconds: 60, parserMemory: 1 << 30,
      command: [], stageIn: false)
    let record = BatchRecord(
      batchID: "batch_000000", jobName: JobName.draw(), createdAt: .now, engine: engine, settings: settings,
      settingsFingerprint: "", chunks: [ChunkRecord(name: "0001", items: 1, pages: 1, walltimeSeconds: 60)])
    let batch = BatchHandle(name: "batch_000000", layout: BatchLayout(directory), record: record, job: nil)
    var findings: [Finding] = []
    do {
      try Sys.ensurePath(directory)
      findings.append(.ok("slurm", "job script of \(engine)", try executor.testOnly(batch)))
    } catch {
      let remedy =
        "correct slurm-templates/\(engine).sh or the section slurm of sluice.yaml; see: sluice submit --dry-run"
      findings.append(.problem("slurm", "job script of \(engine)", "\(error)", remedy: remedy))
    }
    do {
      let limits = try executor.room(engine: engine)
      findings.append(.ok("slurm", "limits for \(engine)", Self.sentence(limits)))
      let memory = executor.options.engines[engine]?.memory ?? 0
      if let largest = limits.largestMemory, memory > largest {
        findings.append(
          .problem(
            "slurm", "memory for \(engine)",
            "a task asks for \(memory >> 20) MiB and no node has more than "
              + "\(largest >> 20) MiB", remedy: "lower slurm.\(engine).memory, or choose another partition"))
      }
    } catch {
      findings.append(.problem("slurm", "limits for \(engine)", "\(error)", remedy: "scontrol show config must answer"))
    }
    return findings
  }

  private static func sentence(_ limits: ClusterLimits) -> String {
    let chunks = limits.mostChunks.map { "\(counted($0, "chunk")) a batch" }
    let queued = limits.mostQueued.map { "\(counted($0, "task")) in the queue" }
    let time = limits.longestWalltime.map { "\($0 / 60) min of work a chunk" }
    let parts = [chunks, queued, time].compactMap { $0 }
    return parts.isEmpty ? "none" : "at most " + parts.joined(separator: ", ")
  }

  /// Whether a compute node sees the workspace and the program as this host does.
  private func storage(_ executor: SlurmExecutor, _ engine: String) -> Finding {
    let directory = spool.path(.processing).appending("\(ownName)-visit")
    defer { try? Sys.removeTree(directory) }
    let subject = "a node's view"
    do {
      try Sys.ensurePath(directory)
      let visit = try executor.visit(directory, engine: engine)
      guard visit.readsHere && visit.writesHere else {
        return .problem(
          "slurm", subject, "\(visit.node) does not see the same files under \(directory) as this host",
          remedy: "keep the workspace on storage that all nodes share, under the same path everywhere")
      }
      let isContained = executor.options.engines[engine]?.container.isEmpty == false
      guard visit.hasProgram || isContained else {
        return .problem(
          "slurm", subject, "\(visit.node) has no program \(executor.options.program)",
          remedy: "install sluice where all nodes see it, or set slurm.program to the path it has there")
      }
      return .ok("slurm", subject, "\(visit.node) reads and writes the workspace, and has the program")
    } catch let failure as SlurmFailure {
      return .note(
        "slurm", subject, "no node could be asked: \(failure)", remedy: "when a node is free: sluice doctor --slurm")
    } catch {
      return .problem("slurm", subject, "\(error)", remedy: "make the workspace writable for you")
    }
  }
}
