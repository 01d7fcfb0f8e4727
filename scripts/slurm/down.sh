#!/bin/bash
# `make slurm-down`: ends a cluster that up.sh started, with all its jobs, and removes its directory.
#
#   scripts/slurm/down.sh DIR [--keep]      --keep leaves configuration and logs, for a look at what went wrong
set -uo pipefail

cluster=$(realpath -m -- "${1:?usage: scripts/slurm/down.sh DIR [--keep]}")
source -- "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
[[ -f $cluster/.sluice-cluster ]] || exit 0

# The cluster's processes: daemons by the mark they were started with; what starts jobs, which writes over its environment, by
# the node's log that it has open; what jobs left behind in sessions of their own, by the variables of this cluster's jobs.
members() {
  local process
  grep -lzxF -- "SLUICE_CLUSTER=$cluster" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3
  for process in $(pgrep -f '^slurmstepd: '); do
    readlink -- "/proc/$process"/fd/* 2>/dev/null | grep -qF -- "$cluster/log/" && echo "$process"
  done
  grep -lzxF -- "SLURM_CONF=$SLURM_CONF" /proc/[0-9]*/environ 2>/dev/null | cut -d / -f 3 | while read -r process; do
    grep -qz '^SLURM_JOB_ID=' "/proc/$process/environ" 2>/dev/null && echo "$process"
  done
}

# Processes and all that they started.
with_descendants() {
  ps -e -o pid=,ppid= | awk -v roots="$*" '
    BEGIN { count = split(roots, list, " "); for (i = 1; i <= count; i++) member[list[i]] = 1 }
    { parent[$1] = $2 }
    END {
      do {
        grown = 0
        for (process in parent)
          if (!(process in member) && parent[process] in member) { member[process] = 1; grown = 1 }
      } while (grown)
      for (process in member) print process
    }'
}

if [[ ${2:-} == --keep ]]; then
  # In order, so that a later start finds what these knew.
  for daemon in keeper slurmctld $(cat -- "$cluster/nodes" 2>/dev/null) slurmdbd mariadbd; do stop_daemon "$daemon"; done
fi
are_gone() {
  local processes
  processes=$(with_descendants $(members))
  [[ $processes ]] || return 0
  kill -KILL $processes
  return 1
}
await '' are_gone
rm -f -- "$cluster"/run/*
[[ ${2:-} == --keep ]] || rm -rf -- "$cluster"
