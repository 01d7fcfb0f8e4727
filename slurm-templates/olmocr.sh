#!/bin/bash
# How Sluice submits batches of the engine olmocr: one job array, a task for each chunk.
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

# Models are read from where they were put before: compute nodes often have no network.
export HF_HUB_OFFLINE=${HF_HUB_OFFLINE:-1}
{{setup}}

# In the script's own place, so that Slurm's warning reaches it.
exec {{task}}
