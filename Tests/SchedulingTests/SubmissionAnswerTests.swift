import Testing

@testable import Scheduling

struct SubmissionAnswerTests {
  @Test(arguments: [
    ("4711\n", "4711", nil), ("4711;main\n", "4711", "main"), ("4711;\n", "4711", nil),
    ("Welcome to the cluster!\nQuota: 3 of 5 TB\n4711;main\n", "4711", "main"),
    ("4711\nThank you.\n", "4711", nil), ("Submitted batch job 4711\n", "4711", nil),
    ("Submitted batch job 4711 on cluster west\n", "4711", "west"), ("4711.server.example.org\n", "4711", nil),
    ("4711_[1-4]\n", "4711", nil), ("4711\r\n", "4711", nil), ("4711\n4711;main\n", "4711", "main"),
  ])
  func `The job's number is found in what sbatch and a site's wrapper print`(
    output: String, job: String, cluster: String?
  ) throws {
    let answer = try #require(SubmissionAnswer(Array(output.utf8)))
    #expect(answer.jobID == job)
    #expect(answer.cluster == cluster)
  }

  @Test(arguments: [
    "", "4711", "\n", "4711\n4712\n", "3 jobs waiting\n", "12:30:01\n", "2026-11-25\n", "-4711\n", "0\n", "47 11\n",
    "3.5\n", "4711;a;b\n", "99999999999\n", "job 4711\n", "Submitted batch job\n", "Submitted batch job x\n", ";main\n",
  ])
  func `What is torn, ambiguous or something else is no answer, so that the job is asked for by its name`(
    output: String
  ) {
    #expect(SubmissionAnswer(Array(output.utf8)) == nil)
  }

  @Test(arguments: [
    "sbatch: error: Batch job submission failed: Invalid account or account/partition combination specified",
    "sbatch: error: invalid partition specified: nope\nsbatch: error: Batch job submission failed: Invalid partition name",
    "sbatch: error: Batch job submission failed: Requested node configuration is not available",
    "sbatch: error: AssocMaxSubmitJobLimit\nsbatch: error: Batch job submission failed: Job violates accounting/QOS policy",
    "sbatch: error: Batch job submission failed: Requested reservation is invalid",
    "sbatch: error: Invalid --time specification", "sbatch: unrecognized option '--nope'",
    "sbatch: error: Unable to open file /x/job.sh",
  ])
  func `A refusal proves that no job is there`(errors: String) { #expect(SubmissionRefusal.isCertain(errors)) }

  @Test(arguments: [
    "", "sbatch: error: Batch job submission failed: Socket timed out on send/recv operation",
    "sbatch: error: Batch job submission failed: Unable to contact slurm controller (connect failure)",
    "sbatch: error: Batch job submission failed: Zero Bytes were transmitted or received",
    "sbatch: error: Batch job submission failed: Unexpected message received",
    "sbatch: error: Invalid partition name\nsbatch: error: Socket timed out on send/recv operation",
    "Segmentation fault",
  ])
  func `Any other failure leaves a doubt`(errors: String) { #expect(!SubmissionRefusal.isCertain(errors)) }
}
