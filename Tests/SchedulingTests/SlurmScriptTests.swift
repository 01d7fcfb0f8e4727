import Formats
import SystemCalls
import TestSupport
import Testing

@testable import Scheduling

struct SlurmScriptTests {
  /// A batch with these chunks in a directory.
  static func batch(
    engine: String = "tesseract", chunks: [String] = ["0001", "0002", "0003"], in directory: FilePath = "/work space/b"
  ) -> BatchHandle {
    let settings = TaskSettings(
      languages: "eng", dpi: 200, trustHiddenText: false, textQuality: 0.7, pageTimeoutSeconds: 120,
      parserMemory: 2 << 30, command: [], stageIn: true)
    let record = BatchRecord(
      batchID: "batch_000001", jobName: "sluice-00000000deadbeef", createdAt: Timestamp(milliseconds: 0),
      engine: engine,
      settings: settings, settingsFingerprint: "0123456789abcdef",
      chunks: chunks.enumerated().map {
        ChunkRecord(name: $0.element, items: 1, pages: 10, walltimeSeconds: 400 + $0.offset)
      })
    return BatchHandle(name: "batch_000001", layout: BatchLayout(directory), record: record, job: nil)
  }

  private static var options: SlurmOptions {
    var options = SlurmOptions(templates: "/t", program: "/opt/sluice/bin/sluice", workspace: "/work space")
    var resources = SlurmOptions.Resources()
    resources.cpus = 4
    resources.memory = 8 << 30
    options.engines = ["tesseract": resources, "olmocr": resources]
    return options
  }

  private static var fullOptions: SlurmOptions {
    var options = options
    options.engines["olmocr"]?.partition = "gpu"
    options.engines["olmocr"]?.qos = "long"
    options.engines["olmocr"]?.gres = "gpu:a100:1"
    options.engines["olmocr"]?.constraint = "[a|b]&c"
    options.engines["olmocr"]?.container = "/images/olm ocr.sif"
    options.account = "physics"
    options.reservation = "night"
    options.exclude = "n[3-5],n9"
    options.mailUser = "a@example.org"
    options.mailType = "END,FAIL"
    options.modules = ["apptainer/1.2", "cuda"]
    options.environment = ["HF_HOME=/models/it's here", "EMPTY="]
    options.scratch = "/local/$USER/a b"
    options.containerOptions = ["--nv"]
    options.extra = ["--nice=100", "--licenses=a:1"]
    options.setup = ["ulimit -c 0"]
    options.throttle = 8
    options.requeue = false
    return options
  }

  private func text(_ batch: BatchHandle, _ options: SlurmOptions) throws -> String {
    let template = try SlurmTemplate(Array(ShippedTemplates.template(of: batch.record.engine).utf8), path: "t")
    return String(decoding: try SlurmScript(batch, options, template).bytes, as: UTF8.self)
  }

  @Test
  func `The script of a batch is always the same`() throws {
    let golden = Repository.root.appending("Tests/SchedulingTests/Golden")
    for (name, batch, options) in [
      ("job-plain.sh", Self.batch(), Self.options), ("job-full.sh", Self.batch(engine: "olmocr"), Self.fullOptions),
    ] {
      let text = try text(batch, options)
      let path = golden.appending(name)
      if Sys.variable("SLUICE_GOLDEN") == "update" {
        try Sys.ensurePath(golden)
        try Sys.publish(Array(text.utf8), at: path)
      }
      #expect(try text == String(decoding: Sys.contents(of: path), as: UTF8.self), "\(name)")
    }
  }

  @Test(arguments: [
    (["0001"], "1"), (["0001", "0002", "0003"], "1-3"), (["0001", "0003", "0004", "0010"], "1,3-4,10"),
    (["0999", "1000", "10000"], "999-1000,10000"),
  ])
  func `The array has the numbers of the chunks that are there`(chunks: [String], array: String) throws {
    #expect(try SlurmScript.array(Self.batch(chunks: chunks), throttle: 0) == array)
    #expect(try SlurmScript.array(Self.batch(chunks: chunks), throttle: 5) == "\(array)%5")
  }

  @Test
  func `The walltime is what the longest chunk may take and the time to stop in, in whole minutes`() {
    var options = Self.options
    options.warning = 120
    #expect(SlurmScript.minutes(400, options) == 9)
    #expect(SlurmScript.minutes(480, options) == 10)
    #expect(SlurmScript.minutes(481, options) == 11)
    options.maxWalltime = 300
    #expect(SlurmScript.minutes(480, options) == 5)
  }

  @Test
  func `A real shell takes paths and values as they are, whatever they hold`() throws {
    let home = try TemporaryDirectory()
    let hostile = try #require(FilePath.Component(bytes: Array("-a 'b' \"$(touch x)\"\n%j `id` ".utf8) + [0xFF]))
    let directory = home.path.appending(hostile)
    try Sys.makeDirectory(directory)
    let show = home.path.appending("show")
    try makeProgram("printf '%s\\001' \"$V\" \"$@\" >\"\(home.path)/shown\"", at: show)
    var options = SlurmOptions(templates: "/t", program: show, workspace: "/w")
    options.environment = ["V=two\nlines; '\"$HOME"]
    let batch = Self.batch(engine: "text", in: directory)
    let script = home.path.appending("job.sh")
    let template = try SlurmTemplate(Array(ShippedTemplates.template(of: "text").utf8), path: "t")
    try Sys.writePrivate(try SlurmScript(batch, options, template).bytes, at: script)
    let answer = try Command("/bin/bash", [script.string]).run()
    #expect(answer.status == 0, "\(answer.everything)")
    let shown = try Sys.contents(of: home.path.appending("shown")).split(separator: 1).map(Array.init)
    #expect(shown == [Array("two\nlines; '\"$HOME".utf8), Array("task".utf8), directory.bytes])
  }

  @Test
  func `Options that contradict Sluice's own are refused, as is a path that Slurm cannot log to`() throws {
    var options = Self.options
    options.extra = ["--nice=1", "--output=/tmp/x"]
    #expect(throws: SlurmTemplate.Refusal.self) { try text(Self.batch(), options) }
    let refusal = #expect(throws: SlurmTemplate.Refusal.self) {
      try text(Self.batch(in: "/home/a\\b/batch_000001"), Self.options)
    }
    #expect(refusal?.description.contains("backslash") == true)
  }
}
