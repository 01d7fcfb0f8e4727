#!/bin/bash
# How Sluice submits batches of the engine olmocr: one job array, a task for each chunk.
#
# This file is yours: add directives and commands. Names in double braces are filled in for each batch, and the lines that
# hold them must stay; what `sluice.yaml` says in its section slurm stands in options and setup. To read the result:
# sluice submit --dry-run
#SBATCH --job-name=sluice-00000000deadbeef
#SBATCH --array=1-3%8
#SBATCH --time=9
#SBATCH --signal=B:USR1@120
#SBATCH --output=logs/%4a.log
#SBATCH --open-mode=append
#SBATCH --no-requeue
#SBATCH --nodes=1
#SBATCH --ntasks=1
#SBATCH --cpus-per-task=4
#SBATCH --mem=8192M
#SBATCH --account=physics
#SBATCH --partition=gpu
#SBATCH --qos=long
#SBATCH --reservation=night
#SBATCH --gres=gpu:a100:1
#SBATCH --constraint=[a|b]&c
#SBATCH --exclude=n[3-5],n9
#SBATCH --mail-user=a@example.org
#SBATCH --mail-type=END,FAIL
#SBATCH --nice=100
#SBATCH --licenses=a:1

# A warning that comes before the task is there must not end the script.
trap '' USR1

# Models are read from where they were put before: compute nodes often have no network.
export HF_HUB_OFFLINE=${HF_HUB_OFFLINE:-1}
command -v module >/dev/null || source /etc/profile
module load apptainer/1.2 || exit 1
module load cuda || exit 1
export HF_HOME='/models/it'\''s here'
export EMPTY=''
ulimit -c 0
[ ! -d "/local/$USER/a b" ] || export SLUICE_SCRATCH="/local/$USER/a b"

# In the script's own place, so that Slurm's warning reaches it.
exec apptainer exec --bind '/work space' ${SLUICE_SCRATCH:+--bind "$SLUICE_SCRATCH"} --nv '/images/olm ocr.sif' /opt/sluice/bin/sluice task '/work space/b'
