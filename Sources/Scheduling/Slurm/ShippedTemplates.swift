/// The templates that come with Sluice: `sluice init` puts them into `slurm-templates/`, where they are their user's.
public enum ShippedTemplates {
  /// The names of the engines that have one.
  public static let engines = ["auto", "command", "olmocr", "tesseract", "text"]

  /// The name of the template of the job that runs the workers.
  public static let workers = "workers"

  /// The names of all.
  public static let names = engines + [workers]

  /// A template's file name.
  public static func fileName(of engine: String) -> String { "\(engine).sh" }

  /// A template: an engine's, or that of the workers' job.
  public static func template(of name: String) -> String { name == workers ? workersJob : batchJob(of: name) }

  private static func batchJob(of engine: String) -> String {
    """
    #!/bin/bash
    # How Sluice submits batches of the engine \(engine): one job array, a task for each chunk.
    #
    # This file is yours: add directives and commands. Names in double braces are filled in for each batch, and the lines that
    # hold them must stay; what `sluice.yaml` says in its section slurm stands in options and setup. To read the result:
    # sluice submit --dry-run
    #SBATCH --job-name={{job_name}}
    #SBATCH --array={{array}}
    #SBATCH --time={{time}}
    #SBATCH --signal=B:USR1@{{warning}}
    #SBATCH --output={{log}}
    #SBATCH --open-mode=append
    #SBATCH {{requeue}}
    {{options}}

    # A warning that comes before the task is there must not end the script.
    trap '' USR1
    \(body(of: engine))
    {{setup}}

    # In the script's own place, so that Slurm's warning reaches it.
    exec {{task}}

    """
  }

  private static func body(of engine: String) -> String {
    switch engine {
    case "tesseract", "auto":
      """

      # Pages are recognised side by side, one a core; threads within a page would only wait for one another.
      export OMP_THREAD_LIMIT=1
      """
    case "olmocr":
      """

      # Models are read from where they were put before: compute nodes often have no network.
      export HF_HUB_OFFLINE=${HF_HUB_OFFLINE:-1}
      """
    default: ""
    }
  }

  /// Its successor is submitted first: it waits for the end of this one, however that comes.
  private static let workersJob = #"""
    #!/bin/bash
    # One small job that runs Sluice's workers, round after round until its time is over, and submits its successor: for clusters
    # that let nobody have cron. `sluice crontab --job --install` submits it, `sluice crontab --job --remove` ends it for good,
    # `sluice crontab --job` prints it as it is submitted.
    #
    # This file is yours: change what you like, add directives and commands. Names in double braces are filled in, and the lines
    # that hold them must stay. What you change here the job after the next `--remove` and `--install` does.
    #SBATCH --job-name={{job_name}}
    #SBATCH --dependency=singleton
    #SBATCH --ntasks=1
    #SBATCH --time=60
    #SBATCH --signal=B:USR1@120
    #SBATCH --no-requeue
    #SBATCH --output=/dev/null
    {{options}}

    {{variables}}
    # Seconds between two rounds.
    pause=60

    exec >>"$LOG" 2>&1
    {{setup}}
    over='' ended='' successor=''
    trap 'over=1' USR1
    trap 'over=1 ended=1' TERM
    while [[ ! $over ]]; do
      if [[ ! $successor ]]; then
        # One that waits already is enough; --dependency=singleton keeps it waiting until this one has ended.
        successor=$(squeue --noheader --me --name="$SLURM_JOB_NAME" --states=PENDING --format=%i | head -n 1)
        [[ $successor ]] || successor=$(sbatch --parsable "$0") || echo "$(date -Is) no successor yet: tried again next round"
        # Who is ended in this very moment must leave none behind.
        [[ ! $ended || ! $successor ]] || scancel "${successor%%;*}"
      fi
      for verb in $WORKERS; do
        [[ $over ]] || nice "$SLUICE" "$verb" --workspace "$WORKSPACE"
      done
      [[ $over ]] || { sleep "$pause" & wait "$!"; }
    done

    """#
}
