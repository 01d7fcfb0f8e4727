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
