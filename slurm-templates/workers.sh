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
