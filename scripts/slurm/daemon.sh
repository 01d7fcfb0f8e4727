#!/bin/bash
# One daemon of a cluster that runs: what tests do to it, and what you can try by hand.
#
#   scripts/slurm/daemon.sh DIR start|stop|kill|freeze|thaw|process NAME
#
# NAME is munged, mariadbd, slurmdbd (accounting), slurmctld (the controller), or a node such as n1.
set -euo pipefail

cluster=$(realpath -m -- "${1:?usage: scripts/slurm/daemon.sh DIR start|stop|kill|freeze|thaw|process NAME}")
source -- "$(dirname -- "${BASH_SOURCE[0]}")/common.sh"
[[ -f $cluster/.sluice-cluster ]] || fail "$cluster holds no cluster: scripts/slurm/up.sh $cluster"

case ${2:-} in
start) start_daemon "$3" ;;
stop) stop_daemon "$3" ;;
kill) stop_daemon "$3" KILL ;;
freeze) kill -STOP "$(process_of "$3")" ;;
thaw) kill -CONT "$(process_of "$3")" ;;
process) process_of "$3" ;;
*) fail "what to do with ${3:-the daemon}: start, stop, kill, freeze, thaw or process" ;;
esac
