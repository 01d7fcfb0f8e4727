import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Tasks

@Suite struct TaskEnvironmentTests {
  @Test func `inside a job array chunk and try come from Slurm`() {
    let variables = [
      "SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_JOB_ID": "4711", "SLURM_JOB_ID": "4718", "SLURM_RESTART_COUNT": "2",
      "SLURM_CPUS_PER_TASK": "16", "SLUICE_CPUS": "3",
    ]
    let environment = TaskEnvironment { variables[$0] }
    #expect(environment.chunk == "0007")
    #expect(environment.tryName == "4711.2")
    #expect(environment.processes == 16)
  }

  @Test func `a submission that came late finds its batch in another job's hands`() throws {
    let home = try TemporaryDirectory()
    let task = TaskEnvironment { ["SLURM_ARRAY_JOB_ID": "4711", "SLURM_JOB_ID": "4712"][$0] }
    #expect(task.otherJob(of: home.path) == nil, "nobody has it yet")
    func hand(to job: String, _ executor: String = "slurm") throws {
      let record = JobRecord(
        executor: executor, jobName: "sluice-00000000deadbeef", slurmJobID: job, submittedAt: Timestamp(milliseconds: 0)
      )
      try Sys.publish(try FormatCoding.file(record), at: home.path.appending("job.json"))
    }
    try hand(to: "4711")
    #expect(task.otherJob(of: home.path) == nil)
    try hand(to: "4713")
    #expect(task.otherJob(of: home.path) == "4713")
    try hand(to: "4713", "local")
    #expect(task.otherJob(of: home.path) == nil, "a person runs a chunk of a local batch inside a job")
    try hand(to: "4713")
    let byHand = TaskEnvironment { _ in nil }
    #expect(byHand.otherJob(of: home.path) == nil)
  }

  @Test func `a job that was never restarted is try 0`() {
    let environment = TaskEnvironment { ["SLURM_JOB_ID": "9", "SLURM_ARRAY_TASK_ID": "12345"][$0] }
    #expect(environment.tryName == "9.0")
    #expect(environment.chunk == "12345")
  }

  @Test func `outside of a job nothing is guessed`() {
    let environment = TaskEnvironment { ["SLURM_ARRAY_TASK_ID": "no number", "SLUICE_CPUS": "0"][$0] }
    #expect(environment.chunk == nil)
    #expect(environment.tryName == nil)
    #expect(environment.processes == nil)
  }
}
