#!/bin/bash
# How Sluice submits batches of the engine tesseract: one job array, a task for each chunk.
#
# This file is yours: add directives and commands. Names in double braces are filled in for each batch, and the lines that
# hold them must stay; what `sluice.yaml` says in its section slurm stands in options and setup. To read the result:
# sluice submit --dry-run
#SBATCH --job-name=sluice-00000000deadbeef
#SBATCH --array=1-3
#SBATCH --time=9
#SBATCH --signal=B:USR1@120
#SBATCH --output=logs/%4a.log
#SBATCH --open-mode=append
#SBATCH --requeue
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=4
#SBATCH --mem=8192M

# A warning that comes before the task is there must not end the script.
trap '' USR1

# Pages are recognised side by side, one a core; threads within a page would only wait for one another.
export OMP_THREAD_LIMIT=1

# In the script's own place, so that Slurm's warning reaches it.
exec /opt/sluice/bin/sluice task '/work space/b'
